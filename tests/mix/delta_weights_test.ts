import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import type { HostTensor, Weights } from "../../lib/io/safetensors.ts";
import { deltaWeights } from "../../lib/mix/delta_weights.ts";
import { fsd } from "../../lib/mix/fsd.ts";

/** A factor from its rows. */
function matrix(...rows: number[][]): HostTensor {
  return {
    shape: [rows.length, rows[0]!.length],
    data: new Float32Array(rows.flat()),
  };
}

const a = matrix([1, 2, 3], [0, 1, -1]);
const b = matrix([1, 0], [2, -1]);

Deno.test("deltaWeights() multiplies B by A, module by module, under any of the names", () => {
  const product = matrix([1, 2, 3], [2, 3, 7]);
  for (const suffix of ["", ".weight", ".default.weight", ".default"]) {
    const weights: Weights = new Map([
      [`layer.0.query.lora_B${suffix}`, b],
      [`layer.0.query.lora_A${suffix}`, a],
      [`layer.0.value.lora_A${suffix}`, matrix([2])],
      [`layer.0.value.lora_B${suffix}`, matrix([3], [4])],
    ]);
    deepStrictEqual(
      deltaWeights(weights),
      new Map([
        ["layer.0.query", product],
        ["layer.0.value", matrix([6], [8])],
      ]),
    );
  }
});

Deno.test("deltaWeights() does not change when both factors change their signs", async () => {
  const gpu = await Gpu.open();
  const negative = ({ shape, data }: HostTensor) => ({
    shape,
    data: data.map((v) => -v),
  });
  const one = new Map([["q.lora_A", a], ["q.lora_B", b]]);
  const other = new Map([
    ["q.lora_A", negative(a)],
    ["q.lora_B", negative(b)],
  ]);
  strictEqual(await fsd(gpu, one, other), 8 / 10); // two zeros have no sign
  strictEqual(await fsd(gpu, deltaWeights(one), deltaWeights(other)), 0);
  gpu.close();
});

Deno.test("deltaWeights() refuses what are no factors", () => {
  throws(() => deltaWeights(new Map([["q.adapter_up.weight", a]])), {
    name: "Failure",
    message:
      'Cannot multiply LoRA factors: "q.adapter_up.weight" is none, expected names that end in lora_A or lora_B',
  });
  throws(() => deltaWeights(new Map([["q.lora_A.weight", a]])), {
    message:
      'Cannot multiply LoRA factors: "q.lora_A.weight" is alone, expected "q.lora_B.weight" with it',
  });
  throws(() => deltaWeights(new Map([["q.lora_A", a], ["q.lora_B", a]])), {
    message:
      'Cannot multiply LoRA factors of "q": B is [2,3], A is [2,3], expected [outs,r] and [r,ins]',
  });
});
