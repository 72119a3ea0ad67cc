import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Gpu } from "../../lib/gpu/gpu.ts";
import type { Tensor } from "../../lib/gpu/tensor.ts";
import { add } from "../../lib/ops/add.ts";
import { sendParams } from "../../lib/model/arena.ts";
import type { Batch } from "../../lib/model/batch.ts";
import { activations } from "../../lib/model/config.ts";
import { addNorm, chain, dense, type Join } from "../../lib/model/layer.ts";
import type { Params } from "../../lib/model/params.ts";
import { adapterShapes } from "../../lib/adapter/adapter.ts";
import { bottleneckAdapter, isPlace } from "../../lib/adapter/bottleneck.ts";
import type { BottleneckConfig } from "../../lib/adapter/config.ts";
import { kinds } from "../../lib/adapter/kinds.ts";
import { assertClose, assertGradientOfLayer, normals } from "../check.ts";
import { sentBatch, smallConfig } from "../model/small_model.ts";
import { trainedParams } from "../model/trained_params.ts";
import { sharedGpu } from "../shared_gpu.ts";

const HIDDEN = 8;
const TOKENS = 12;
const sizes = { hidden: HIDDEN, width: 3 };
const site = { block: 1, part: "feedForward" } as const;
const place = "encoder.layer.1.output";

/** Weights for an adapter, large enough to matter. */
function weightsFor(config: BottleneckConfig) {
  return new Map(
    [...adapterShapes(config, smallConfig)].map(([name, shape], i) => {
      const count = shape.reduce((product, n) => product * n, 1);
      return [name, { shape, data: normals(count, i) }] as const;
    }),
  );
}

/** What a test of one place needs. */
function setUp(gpu: Gpu, config: BottleneckConfig) {
  const matrix = (seed: number) =>
    gpu.tensor([TOKENS, HIDDEN], normals(TOKENS * HIDDEN, seed));
  const base = addNorm({
    weight: { value: gpu.tensor([HIDDEN], normals(HIDDEN, 50)) },
    bias: { value: gpu.tensor([HIDDEN], normals(HIDDEN, 51)) },
    eps: 1e-5,
  });
  const params = sendParams(gpu, weightsFor(config));
  const join = bottleneckAdapter(config, HIDDEN, params).join!(site, base);
  return { matrix, base, params, join, h: matrix(60), input: matrix(61) };
}

/** up(f(down(x))), from its parts. */
function delta(params: Params, f: "relu" | "swish", x: Tensor, batch: Batch) {
  const map = (name: string, outs: number, ins: number) =>
    dense({
      weight: params.get(`${place}.${name}.weight`, [outs, ins]),
      bias: params.get(`${place}.${name}.bias`, [outs]),
    });
  const down = map("adapter_down.0", 3, HIDDEN);
  const up = map("adapter_up", HIDDEN, 3);
  return chain(down, activations[f], up)(x, batch)[0];
}

Deno.test("bottleneckAdapter() of Houlsby is LN(up(f(down(h))) + h + x)", async () => {
  const gpu = await sharedGpu();
  const { base, params, join, h, input } = setUp(gpu, kinds.houlsby(sizes));
  const batch = sentBatch(gpu);
  const changed = add(delta(params, "swish", h, batch), h);
  assertClose(
    await gpu.read(join(h, input, batch)[0]),
    await gpu.read(base(changed, input, batch)[0]),
    { tolerance: 1e-5, what: "out" },
  );
});

Deno.test("bottleneckAdapter() of Pfeiffer is LN(up(f(down(LN(h + x)))) + h + x)", async () => {
  const gpu = await sharedGpu();
  const { base, params, join, h, input } = setUp(gpu, kinds.pfeiffer(sizes));
  const batch = sentBatch(gpu);
  const [normed] = base(h, input, batch);
  const changed = add(delta(params, "relu", normed, batch), h);
  assertClose(
    await gpu.read(join(h, input, batch)[0]),
    await gpu.read(base(changed, input, batch)[0]),
    { tolerance: 1e-5, what: "out" },
  );
});

Deno.test("bottleneckAdapter() in parallel is LN(s up(f(down(x))) + h + x)", async () => {
  const gpu = await sharedGpu();
  const { base, params, join, h, input } = setUp(gpu, kinds.parallel(sizes));
  const batch = sentBatch(gpu);
  const beside = await gpu.read(delta(params, "relu", input, batch));
  const sum = (await gpu.read(h)).map((v, i) => v + 4 * beside[i]!);
  const changed = gpu.tensor([TOKENS, HIDDEN], sum);
  assertClose(
    await gpu.read(join(h, input, batch)[0]),
    await gpu.read(base(changed, input, batch)[0]),
    { tolerance: 1e-5, what: "out" },
  );
});

Deno.test("bottleneckAdapter() in parallel, worked by hand", async () => {
  const gpu = await sharedGpu();
  const config = kinds.parallel({ hidden: 2, width: 1 });
  const tensor = (shape: number[], ...values: number[]) => ({
    shape,
    data: new Float32Array(values),
  });
  const params = sendParams(
    gpu,
    new Map([
      [`${place}.adapter_down.0.weight`, tensor([1, 2], 1, -1)],
      [`${place}.adapter_down.0.bias`, tensor([1], 0.5)],
      [`${place}.adapter_up.weight`, tensor([2, 1], 2, -1)],
      [`${place}.adapter_up.bias`, tensor([2], 0, 1)],
    ]),
  );
  // A join that only adds, so that the sums stay whole.
  const plain: Join = (h, input) => [
    add(h, input),
    (dout) => ({ h: dout, input: dout }),
  ];
  const join = bottleneckAdapter(config, 2, params).join!(site, plain);
  const h = gpu.tensor([2, 2], new Float32Array([10, 20, 30, 40]));
  const input = gpu.tensor([2, 2], new Float32Array([3, 1, 1, 3]));
  // Row 1: down 3 - 1 + 0.5 = 2.5, up [5, -1.5], times 4 [20, -6].
  // Row 2: down 1 - 3 + 0.5 < 0, so up is its bias, times 4 [0, 4].
  deepStrictEqual(
    [...await gpu.read(join(h, input, sentBatch(gpu))[0])],
    [33, 15, 31, 47],
  );
});

/** Configurations whose gradients are checked, by differences. */
const checked: [what: string, config: BottleneckConfig][] = [
  ["Pfeiffer", kinds.pfeiffer(sizes)],
  ["Houlsby", kinds.houlsby(sizes)],
  ["a parallel adapter", kinds.parallel(sizes)],
  ["a parallel adapter at scaling 1", { ...kinds.parallel(sizes), scaling: 1 }],
  ["Houlsby at scaling 2", { ...kinds.houlsby(sizes), scaling: 2 }],
  ["Pfeiffer with dropout", {
    ...kinds.pfeiffer(sizes),
    non_linearity: "tanh",
    dropout: 0.4,
  }],
  ["Houlsby at scaling 2 with dropout", {
    ...kinds.houlsby(sizes),
    scaling: 2,
    dropout: 0.4,
  }],
];

for (const [what, config] of checked) {
  Deno.test(`bottleneckAdapter() of ${what} has its gradients at both inputs`, async () => {
    const gpu = await sharedGpu();
    const { matrix, join, h, input } = setUp(gpu, config);
    // Each run counts its keys from 1: the same elements are dropped.
    const noisy = () => sentBatch(gpu, { noisy: true });
    const options = { tolerance: 2e-2 };
    await assertGradientOfLayer(
      (x) => {
        const [out, back] = join(x, input, noisy());
        return [out, (dout) => back(dout).h];
      },
      matrix(62),
      options,
    );
    await assertGradientOfLayer(
      (x) => {
        const [out, back] = join(h, x, noisy());
        return [out, (dout) => back(dout).input];
      },
      matrix(63),
      options,
    );
  });
}

/** The weights with every element moved along a direction. */
function moved(config: BottleneckConfig, by: number) {
  return new Map(
    [...weightsFor(config)].map(([name, { shape, data }], i) => {
      const t = normals(data.length, 100 + i);
      return [name, { shape, data: data.map((v, j) => v + by * t[j]!) }];
    }),
  );
}

for (const [what, config] of checked) {
  Deno.test(`bottleneckAdapter() of ${what} has its weights' gradients`, async () => {
    const gpu = await sharedGpu();
    const { base, h, input } = setUp(gpu, config);
    const noisy = () => sentBatch(gpu, { noisy: true });
    const joinOf = (params: Params): Join =>
      bottleneckAdapter(config, HIDDEN, params).join!(site, base);
    const dout = normals(TOKENS * HIDDEN, 70);
    const value = async (by: number) => {
      const params = sendParams(gpu, moved(config, by));
      const out = await gpu.read(joinOf(params)(h, input, noisy())[0]);
      return out.reduce((sum, v, i) => sum + v * dout[i]!, 0);
    };
    const step = 5e-3;
    const expected = (await value(step) - await value(-step)) / (2 * step);

    const { params, grads } = trainedParams(gpu, weightsFor(config));
    const [, back] = joinOf(params)(h, input, noisy());
    const below = back(gpu.tensor([TOKENS, HIDDEN], dout));
    deepStrictEqual([below.h, below.input], [undefined, undefined]);
    const found = await grads();
    let slope = 0;
    [...weightsFor(config).keys()].forEach((name, i) => {
      const { data } = found.get(name)!;
      const t = normals(data.length, 100 + i);
      data.forEach((v, j) => slope += v * t[j]!);
    });
    ok(Math.abs(expected) > 0.1, `${expected}`);
    assertClose([slope], [expected], { tolerance: 2e-2, what: "slope" });
  });
}

Deno.test("bottleneckAdapter() scales the bottleneck only, not what it is added to", async () => {
  const gpu = await sharedGpu();
  const config = { ...kinds.houlsby(sizes), scaling: 2 };
  const { base, params, join, h, input } = setUp(gpu, config);
  const batch = sentBatch(gpu);
  const once = delta(params, "swish", h, batch);
  const changed = add(add(once, once), h);
  assertClose(
    await gpu.read(join(h, input, batch)[0]),
    await gpu.read(base(changed, input, batch)[0]),
    { tolerance: 1e-5, what: "out" },
  );
});

Deno.test("bottleneckAdapter() leaves other places as they are", async () => {
  const gpu = await sharedGpu();
  const config = { ...kinds.pfeiffer(sizes), leave_out: [0] };
  const { base, params } = setUp(gpu, config);
  const adapter = bottleneckAdapter(config, HIDDEN, params);
  const at = (block: number, part: "attention" | "feedForward") =>
    adapter.join!({ block, part }, base) === base;
  strictEqual(at(0, "feedForward"), true);
  strictEqual(at(1, "attention"), true);
  strictEqual(at(1, "feedForward"), false);
  strictEqual(
    isPlace(kinds.houlsby(sizes), { block: 0, part: "attention" }),
    true,
  );
});

Deno.test("bottleneckAdapter() drops elements of the bottleneck's output in training only", async () => {
  const gpu = await sharedGpu();
  const config = { ...kinds.houlsby(sizes), dropout: 0.4 };
  const { join, h, input } = setUp(gpu, config);
  const plain = setUp(gpu, kinds.houlsby(sizes)).join;
  const out = async (join: Join, noisy: boolean) =>
    await gpu.read(join(h, input, sentBatch(gpu, { noisy }))[0]);
  const expected = await out(plain, false);
  assertClose(await out(join, false), expected, {
    tolerance: 1e-5,
    what: "out",
  });
  const dropped = await out(join, true);
  ok(dropped.some((v, i) => Math.abs(v - expected[i]!) > 0.1));
  deepStrictEqual(await out(plain, true), expected);
});
