import { deepStrictEqual } from "node:assert/strict";
import { flagsOf } from "../../lib/io/declaration.ts";
import { integer, toggle } from "../../lib/io/option.ts";

Deno.test("flagsOf() writes names in kebab case", () => {
  const perDeviceTrainBatchSize = integer(16, "sequences");
  deepStrictEqual(
    flagsOf({ perDeviceTrainBatchSize }),
    new Map([["--per-device-train-batch-size", {
      key: "perDeviceTrainBatchSize",
      option: perDeviceTrainBatchSize,
    }]]),
  );
});

Deno.test("flagsOf() negates only a toggle that is on by default", () => {
  const [resume, shuffle] = [toggle("go on"), toggle("keep order", true)];
  deepStrictEqual(
    flagsOf({ resume, shuffle }),
    new Map([
      ["--resume", { key: "resume", option: resume, sets: true }],
      ["--no-shuffle", { key: "shuffle", option: shuffle, sets: false }],
      ["--shuffle", { key: "shuffle", option: shuffle, sets: true }],
    ]),
  );
});
