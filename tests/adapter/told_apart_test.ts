import { deepStrictEqual } from "node:assert/strict";
import { kinds } from "../../lib/adapter/kinds.ts";
import { toldApart } from "../../lib/adapter/told_apart.ts";

const text = JSON.stringify;
const pfeiffer = kinds.pfeiffer({ hidden: 64, width: 16 });
const lora = kinds.lora({ hidden: 64, width: 16 });

Deno.test("toldApart() has only the kinds of adapters of two kinds", () => {
  deepStrictEqual(toldApart(text(pfeiffer), text(lora)), ["pfeiffer", "lora"]);
  deepStrictEqual(toldApart("null", text(lora)), ["none", "lora"]);
});

Deno.test("toldApart() has only the keys that differ of adapters of one kind", () => {
  const wide = kinds.lora({ hidden: 64, width: 32, alpha: 16 });
  deepStrictEqual(
    toldApart(text(lora), text(wide)),
    ["r 16, alpha 8", "r 32, alpha 16"],
  );
  const renamed = { ...pfeiffer, non_linearity: "gelu", more: 1 };
  deepStrictEqual(
    toldApart(text(pfeiffer), text(renamed)),
    ['non_linearity "relu", more not set', 'non_linearity "gelu", more 1'],
  );
});

Deno.test("toldApart() has only the keys that differ of other objects", () => {
  deepStrictEqual(
    toldApart('{"mnli":20,"rte":5}', '{"mnli":20,"rte":6,"sst2":10}'),
    ["rte 5, sst2 not set", "rte 6, sst2 10"],
  );
});

Deno.test("toldApart() leaves other values as they are", () => {
  for (
    const [a, b] of [["1", "2"], ["x", "{}"], ["{}", "[1]"], ["{}", "{ }"]]
  ) {
    deepStrictEqual(toldApart(a!, b!), [a, b]);
  }
});
