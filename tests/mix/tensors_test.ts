import { deepStrictEqual, throws } from "node:assert/strict";
import { asOneVector, byTensor } from "../../lib/mix/tensors.ts";
import { weightsOf } from "./made_adapter.ts";

const adapters = [
  weightsOf({ b: [1, 2], a: [3] }),
  weightsOf({ a: [4], b: [5, 6] }),
];

Deno.test("byTensor() goes from name to name with the tensors of all adapters", () => {
  const seen: unknown[] = [];
  const first = byTensor(adapters, (parts, name) => {
    seen.push([name, parts.map((part) => [...part])]);
    return parts[0]!;
  });
  deepStrictEqual(seen, [["a", [[3], [4]]], ["b", [[1, 2], [5, 6]]]]);
  deepStrictEqual(first, weightsOf({ a: [3], b: [1, 2] }));
});

Deno.test("asOneVector() puts tensors end to end by name, and takes them apart", () => {
  const last = asOneVector(adapters, (vectors) => {
    deepStrictEqual(vectors.map((v) => [...v]), [[3, 1, 2], [4, 5, 6]]);
    return vectors[1]!;
  });
  deepStrictEqual(last, weightsOf({ a: [4], b: [5, 6] }));
});

Deno.test("adapters of other tensors are refused either way", () => {
  const odd = [adapters[0]!, weightsOf({ a: [1] })];
  for (const go of [byTensor, asOneVector]) {
    throws(() => go(odd, (parts) => parts[0]!), {
      name: "Failure",
      message:
        'Cannot match adapters: adapter 2 has no tensor "b", expected one as in adapter 1',
    });
  }
});
