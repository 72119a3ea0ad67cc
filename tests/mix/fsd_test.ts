import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { fsd, fsdMatrix } from "../../lib/mix/fsd.ts";
import type { Weights } from "../../lib/io/safetensors.ts";
import { madeAdapter, numbersOf, weightsOf } from "./made_adapter.ts";
import { haveRealAdapters, realAdapters } from "./real_adapters.ts";

/** Positions of opposite signs, and of signs in both, by a plain loop. */
function counted(a: Weights, b: Weights): [opposite: number, joint: number] {
  const others = numbersOf(b);
  const signs = numbersOf(a).map((v, i) =>
    Math.sign(v) * Math.sign(others[i]!)
  );
  return [
    signs.filter((sign) => sign < 0).length,
    signs.filter((sign) => sign !== 0).length,
  ];
}

Deno.test("fsd() counts every tensor, small weights too, and no zeros", async () => {
  const gpu = await Gpu.open();
  const a = weightsOf({ up: [1, -2, 3, 0], down: [1e-30, -1e-45] });
  const b = weightsOf({ up: [1, 2, -1e-40, -1], down: [-1e-30, 0] });
  strictEqual(await fsd(gpu, a, b), 3 / 6);
  gpu.close();
});

Deno.test("fsd() of an adapter with itself is zero, of its opposite the share of non-zeros", async () => {
  const gpu = await Gpu.open();
  const a = madeAdapter(1);
  const opposite = new Map([...a].map(([name, { shape, data }]) => [
    name,
    { shape, data: data.map((v) => -v) },
  ]));
  const numbers = numbersOf(a);
  strictEqual(await fsd(gpu, a, a), 0);
  strictEqual(
    await fsd(gpu, a, opposite),
    numbers.filter((v) => v !== 0).length / numbers.length,
  );
  gpu.close();
});

Deno.test("fsdMatrix() counts as a plain loop does", async () => {
  const gpu = await Gpu.open();
  const adapters = [1, 2, 3].map(madeAdapter);
  const { fsd, nonzero, counts, joint, size } = await fsdMatrix(gpu, adapters);
  const expected = adapters.map((a) => adapters.map((b) => counted(a, b)));
  strictEqual(size, numbersOf(adapters[0]!).length);
  deepStrictEqual(counts, expected.map((row) => row.map(([n]) => n)));
  deepStrictEqual(joint, expected.map((row) => row.map(([, n]) => n)));
  deepStrictEqual(fsd, expected.map((row) => row.map(([n]) => n / size)));
  deepStrictEqual(
    nonzero,
    expected.map((row) => row.map(([n, all]) => n / all)),
  );
  gpu.close();
});

Deno.test("fsdMatrix() counts per tensor what it counts in all", async () => {
  const gpu = await Gpu.open();
  const adapters = [4, 5].map(madeAdapter);
  const { counts, joint, size, perTensor } = await fsdMatrix(gpu, adapters);
  const tensors = [...perTensor.values()];
  const sum = (of: (at: number) => number) =>
    tensors.reduce((sum, _, at) => sum + of(at), 0);
  deepStrictEqual([...perTensor.keys()], [...adapters[0]!.keys()].sort());
  strictEqual(sum((at) => tensors[at]!.size), size);
  strictEqual(sum((at) => tensors[at]!.counts[0]![1]!), counts[0]![1]);
  strictEqual(sum((at) => tensors[at]!.joint[1]![0]!), joint[0]![1]);
  gpu.close();
});

Deno.test("fsdMatrix() does not change when an adapter is scaled", async () => {
  const gpu = await Gpu.open();
  const [a, b] = [madeAdapter(6), madeAdapter(7)];
  const scaled = new Map([...b].map(([name, { shape, data }]) => [
    name,
    { shape, data: data.map((v) => 8 * v) },
  ]));
  deepStrictEqual(
    await fsdMatrix(gpu, [a, scaled]),
    await fsdMatrix(gpu, [a, b]),
  );
  gpu.close();
});

Deno.test("fsdMatrix() of weights that are all zero is zero, not undefined", async () => {
  const gpu = await Gpu.open();
  const zero = weightsOf({ up: [0, -0] });
  const { fsd, nonzero } = await fsdMatrix(gpu, [zero, zero]);
  deepStrictEqual([fsd, nonzero], [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]);
  gpu.close();
});

Deno.test("fsd() refuses adapters of other tensors", async () => {
  const gpu = await Gpu.open();
  await rejects(fsd(gpu, weightsOf({ up: [1] }), weightsOf({ down: [1] })), {
    name: "Failure",
    message:
      'Cannot match adapters: adapter 1 has no tensor "down", expected one as in adapter 2',
  });
  gpu.close();
});

Deno.test({
  name: "fsdMatrix() of trained LoRAs is what their README says",
  ignore: !haveRealAdapters,
  async fn() {
    const gpu = await Gpu.open();
    const adapters = await realAdapters(["init", "sst2", "cola", "mnli"]);
    const { fsd, size } = await fsdMatrix(gpu, adapters);
    strictEqual(size, 55_296);
    deepStrictEqual(fsd.map((row) => row.map((v) => v.toFixed(4))), [
      ["0.0000", "0.0868", "0.1322", "0.1968"],
      ["0.0868", "0.0000", "0.3998", "0.4393"],
      ["0.1322", "0.3998", "0.0000", "0.4700"],
      ["0.1968", "0.4393", "0.4700", "0.0000"],
    ]);
    gpu.close();
  },
});
