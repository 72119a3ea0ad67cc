import { deepStrictEqual, ok } from "node:assert/strict";
import type { HostTensor, Weights } from "../../../lib/io/safetensors.ts";
import { Gpu } from "../../../lib/gpu/gpu.ts";
import { grasp } from "../../../lib/train/criteria/grasp.ts";
import { lossGradient } from "../../../lib/train/criteria/loss_gradient.ts";
import { assertClose, normals } from "../../check.ts";
import { weightsOf } from "../../mix/made_adapter.ts";
import { loadParityCase } from "../../parity.ts";
import { quadratic } from "./made_loss.ts";

/** Asserts that scores have these numbers, to the differences' precision. */
function assertScores(
  actual: Weights,
  expected: Readonly<Record<string, readonly number[]>>,
) {
  deepStrictEqual([...actual.keys()].sort(), Object.keys(expected).sort());
  for (const [name, numbers] of Object.entries(expected)) {
    assertClose(actual.get(name)!.data, numbers, {
      tolerance: 1e-4,
      what: name,
    });
  }
}

Deno.test("grasp() scores a weight by it times the Hessian's product with the gradient", async () => {
  const weights = weightsOf({ up: [1, -2], down: [3] });
  // Gradient g = M w = (-2, -3, 5); M g = (-10, -12, 8); times w: (-10, 24, 24).
  const gradientAt = quadratic([[2, 2, 0], [2, 1, -1], [0, -1, 1]]);
  assertScores(await grasp(weights, gradientAt), { up: [-10, 24], down: [24] });
});

Deno.test("grasp() takes the tensors that are not pruned for constants", async () => {
  const weights = weightsOf({ up: [1, -2], bias: [3] });
  // Gradient of the first two: (-2, -3); 2 by 2 corner of M times it: (-10, -7).
  const gradientAt = quadratic([[2, 2, 0], [2, 1, -1], [0, -1, 1]]);
  assertScores(await grasp(weights, gradientAt, ["up"]), { up: [-10, 14] });
});

Deno.test("grasp() finds no worth where the loss has no slope, or nothing has weight", async () => {
  const gradientAt = quadratic([[1, -1], [-1, 1]]);
  for (const numbers of [[2, 2], [0, 0]]) {
    const scores = await grasp(weightsOf({ up: numbers }), gradientAt);
    ok(scores.get("up")!.data.every((score) => Math.abs(score) === 0));
  }
});

for (const kind of ["houlsby", "lora"]) {
  Deno.test(`grasp() of ${kind} fits the differences of the gradient's norm`, async () => {
    const gpu = await Gpu.open();
    const { model, adapter, encoded } = await loadParityCase(
      gpu,
      `roberta-${kind}`,
    );
    const { weights, config, head } = adapter;
    const headed = { config: config!, head: head! };
    const gradientAt = lossGradient(model, headed, encoded.slice(0, 4));
    const scores = await grasp(weights, gradientAt);
    // Half the squared norm of g has the gradient H g, so that along t times w its
    // slope is the sum of t times the scores.
    const seeds = new Map([...weights.keys()].map((name, i) => [name, i + 1]));
    const along = (by: number) =>
      new Map(
        [...weights].map(([name, { shape, data }]): [string, HostTensor] => {
          const t = normals(data.length, seeds.get(name)!);
          return [name, {
            shape,
            data: data.map((v, i) => v * (1 + by * t[i]!)),
          }];
        }),
      );
    const half = async (by: number) => {
      let sum = 0;
      for (const { data } of (await gradientAt(along(by))).values()) {
        for (const slope of data) sum += slope * slope / 2;
      }
      return sum;
    };
    const h = 1e-3;
    const expected = (await half(h) - await half(-h)) / (2 * h);
    let [slope, size] = [0, 0];
    for (const [name, { data }] of scores) {
      const t = normals(data.length, seeds.get(name)!);
      data.forEach((score, i) => {
        slope += score * t[i]!;
        size += Math.abs(score * t[i]!);
      });
    }
    ok(
      Math.abs(slope - expected) <= 0.005 * size,
      `slope ${slope}, expected ${expected} of ${size}`,
    );
    gpu.close();
  });
}
