import { deepStrictEqual } from "node:assert/strict";
import {
  type Origin,
  originMetadata,
  originsOf,
} from "../../lib/adapter/origin.ts";

const films: Origin = { place: "/data/films.csv", splits: "whole" };
const sst2: Origin = { place: "sst2", splits: "paper", dataDir: "/data/raw" };

Deno.test("originsOf() reads what originMetadata() writes, each once", () => {
  const metadata = { ...originMetadata([sst2, films, sst2]) };
  deepStrictEqual(originsOf({ metadata }), [sst2, films]);
  deepStrictEqual(originMetadata([]), {});
});

Deno.test("originsOf() takes no other writer's metadata", () => {
  for (const trained_on of ["sst2", "[]", '["sst2"]', '[{"place":""}]']) {
    deepStrictEqual(originsOf({ metadata: { trained_on } }), []);
  }
  deepStrictEqual(originsOf({ metadata: {} }), []);
});
