import { deepStrictEqual, ok } from "node:assert/strict";
import { Gpu } from "../../../lib/gpu/gpu.ts";
import type { HostTensor, Weights } from "../../../lib/io/safetensors.ts";
import type {
  BottleneckConfig,
  LoraConfig,
} from "../../../lib/adapter/config.ts";
import { kinds } from "../../../lib/adapter/kinds.ts";
import { synflow } from "../../../lib/mix/criteria/synflow.ts";
import { assertClose } from "../../check.ts";
import { madeMembers } from "../made_members.ts";

const tensor = (shape: number[], ...numbers: number[]): HostTensor => ({
  shape,
  data: Float32Array.from(numbers),
});

/** What comes out for ones, in float64: of a place's maps, relu between them. */
function flow(weights: Weights, place: string): number {
  const of = (name: string) =>
    Array.from(weights.get(`${place}.${name}`)!.data, Math.abs);
  const [inner, bias] = [
    of("adapter_down.0.weight"),
    of("adapter_down.0.bias"),
  ];
  const [outer, last] = [of("adapter_up.weight"), of("adapter_up.bias")];
  const [width, hidden] = [bias.length, last.length];
  const middle = bias.map((b, j) =>
    inner.slice(j * hidden, (j + 1) * hidden).reduce((sum, v) => sum + v, b)
  );
  const outs = last.map((b, o) =>
    middle.reduce((sum, m, j) => sum + outer[o * width + j]! * m, b)
  );
  return outs.reduce((sum, v) => sum + v);
}

Deno.test("synflow() of a LoRA scores weights by all ways through them", async () => {
  const gpu = await Gpu.open();
  const place = "encoder.layer.0.attention.self.query";
  const weights = new Map([
    [`${place}.lora_A`, tensor([2, 2], 1, -2, 3, 0)],
    [`${place}.lora_B`, tensor([2, 2], 1, 4, -1, 0)],
  ]);
  const config = kinds.lora({ hidden: 2, width: 2, alpha: 6 }); // scaling 3
  const scores = await synflow(gpu, weights, config);
  deepStrictEqual(
    scores,
    new Map([
      // Columns of B: 2 and 4. What comes out of A: 3 and 3.
      [`${place}.lora_A`, tensor([2, 2], 6, 12, 36, 0)],
      [`${place}.lora_B`, tensor([2, 2], 9, 36, 9, 0)],
    ]),
  );
  gpu.close();
});

Deno.test("synflow() takes each module's own scaling", async () => {
  const gpu = await Gpu.open();
  const pair = (module: string): [string, HostTensor][] => [
    [`${module}.lora_A`, tensor([1, 1], 2)],
    [`${module}.lora_B`, tensor([1, 1], 5)],
  ];
  const lora = kinds.lora({ hidden: 1, width: 1, alpha: 1 }) as LoraConfig;
  const modules = { a: { r: 1, alpha: 1 }, b: { r: 1, alpha: 7 } };
  const config = { ...lora, attn_matrices: [], modules };
  const weights = new Map([...pair("a"), ...pair("b")]);
  const scores = await synflow(gpu, weights, config);
  deepStrictEqual(
    [...scores].map(([name, { data }]) => [name, data[0]]),
    [["a.lora_A", 10], ["a.lora_B", 10], ["b.lora_A", 70], ["b.lora_B", 70]],
  );
  gpu.close();
});

Deno.test("synflow() of a bottleneck is weight times slope of the flow through its place", async () => {
  const gpu = await Gpu.open();
  const { adapters: [weights], config: swish } = madeMembers("houlsby", [1]);
  const config = { ...swish, non_linearity: "relu" as const };
  const scores = await synflow(gpu, weights!, config);
  deepStrictEqual([...scores.keys()].sort(), [...weights!.keys()].sort());
  for (const [name, { shape, data }] of weights!) {
    const place = name.replace(/\.adapter_.*$/, "");
    for (const i of [0, data.length - 1]) {
      const at = (value: number) => {
        const moved = data.slice();
        moved[i] = value;
        return flow(
          new Map([...weights!, [name, { shape, data: moved }]]),
          place,
        );
      };
      // The flow is linear in each magnitude, so its share is a difference.
      const expected = at(data[i]!) - at(0);
      assertClose([scores.get(name)!.data[i]!], [expected], {
        tolerance: 1e-4,
        what: `${name}[${i}]`,
      });
    }
  }
  gpu.close();
});

Deno.test("synflow() multiplies by the non-linearity's own slope", async () => {
  const gpu = await Gpu.open();
  const place = "encoder.layer.0.output";
  const weights = new Map([
    [`${place}.adapter_down.0.weight`, tensor([1, 2], 0.5, -0.25)],
    [`${place}.adapter_down.0.bias`, tensor([1], 0.25)],
    [`${place}.adapter_up.weight`, tensor([2, 1], 2, -1)],
    [`${place}.adapter_up.bias`, tensor([2], -4, 0)],
  ]);
  const config = {
    ...kinds.pfeiffer({ hidden: 2, width: 1 }),
    non_linearity: "tanh" as const,
  };
  const scores = await synflow(gpu, weights, config);
  const [out, slope] = [Math.tanh(1), 1 - Math.tanh(1) ** 2];
  const expected = {
    "adapter_down.0.weight": [0.5 * 3 * slope, 0.25 * 3 * slope],
    "adapter_down.0.bias": [0.25 * 3 * slope],
    "adapter_up.weight": [2 * out, out],
    "adapter_up.bias": [4, 0],
  };
  for (const [name, numbers] of Object.entries(expected)) {
    assertClose(scores.get(`${place}.${name}`)!.data, numbers, {
      tolerance: 1e-6,
      what: name,
    });
  }
  gpu.close();
});

Deno.test("synflow() of all modules does not depend on signs", async () => {
  const gpu = await Gpu.open();
  for (const kind of ["pfeiffer", "lora"] as const) {
    const { adapters: [weights], config } = madeMembers(kind, [2]);
    const turned = new Map(
      [...weights!].map(([name, { shape, data }]): [string, HostTensor] => [
        name,
        { shape, data: data.map((value) => -value) },
      ]),
    );
    const scores = await synflow(gpu, weights!, config);
    deepStrictEqual(await synflow(gpu, turned, config), scores);
    for (const { data } of scores.values()) ok(data.every((v) => v >= 0));
  }
  gpu.close();
});

Deno.test("synflow() multiplies all that a bottleneck lets through by its scaling", async () => {
  const gpu = await Gpu.open();
  const { adapters: [weights], config } = madeMembers("pfeiffer", [1]);
  const plain = await synflow(gpu, weights!, config);
  const twice = await synflow(gpu, weights!, {
    ...config as BottleneckConfig,
    scaling: 2,
  });
  for (const [name, { data }] of plain) {
    deepStrictEqual(twice.get(name)!.data, data.map((score) => 2 * score));
  }
  gpu.close();
});
