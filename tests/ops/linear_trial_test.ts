import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import type { Question } from "../../lib/gpu/tuning.ts";
import { planProduct, type Product } from "../../lib/ops/linear_plan.ts";
import { halfFloats } from "../half_floats.ts";

const PRODUCT: Product = {
  entry: "forward",
  rows: 4096,
  ins: 64,
  outs: 64,
  groups: 1,
  dtype: "f32",
  extras: { BIAS: 1, RESIDUAL: 0, KEEP: 0, ACTIVATION: 0 },
};

/** The questions that planning these products asks a device. */
function questions(gpu: Gpu, ...products: Partial<Product>[]): Question[] {
  const asked: Question[] = [];
  gpu.choose = (question) => {
    asked.push(question);
    return question.candidates.at(-1)!;
  };
  for (const product of products) planProduct(gpu, { ...PRODUCT, ...product });
  return asked;
}

Deno.test("planProduct() asks a device which tile is the fastest, by class of shape", async () => {
  const gpu = await Gpu.open({ profile: "gpu" });
  const asked = questions(
    gpu,
    {},
    { rows: 2049, extras: { ...PRODUCT.extras, ACTIVATION: 1, KEEP: 1 } },
    { rows: 2048 },
    { entry: "backward_x" },
    { outs: 128 },
    { groups: 3 },
    { dtype: "f16" },
  );
  const classes = asked.map(({ key }) => key.replace(/^\S+@\w{8} /, ""));
  deepStrictEqual(classes, [
    "f32 forward 1 x 4096 x 64 x 64",
    "f32 forward 1 x 4096 x 64 x 64",
    "f32 forward 1 x 2048 x 64 x 64",
    "f32 backward_x 1 x 4096 x 64 x 64",
    "f32 forward 1 x 4096 x 64 x 128",
    "f32 forward 3 x 4096 x 64 x 64",
    "f16 forward 1 x 4096 x 64 x 64",
  ]);
  gpu.close();
});

Deno.test("planProduct() takes the tile that the device chose", async () => {
  const gpu = await Gpu.open({ profile: "gpu" });
  gpu.choose = () => "64 x 64";
  const { kernel } = planProduct(gpu, { ...PRODUCT, rows: 65536 });
  strictEqual(/HEIGHT=64 .*WIDTH=64/.test(kernel.name), true);
  gpu.close();
});

Deno.test("planProduct() asks nothing about small products", async () => {
  for (const profile of ["gpu", "cpu"] as const) {
    const gpu = await Gpu.open({ profile });
    deepStrictEqual(questions(gpu, { rows: 512 }, { rows: 512, outs: 63 }), []);
    gpu.close();
  }
});

Deno.test("trials of all three products can be made, and leave no memory behind", async () => {
  const gpu = await Gpu.open({ profile: "gpu" });
  const entries = ["forward", "backward_x", "backward_weight"] as const;
  const asked = questions(
    gpu,
    ...entries.map((entry) => ({ entry, rows: 1024 })),
    { rows: 1024, dtype: halfFloats.ignore ? "f32" : "f16" },
  );
  const before = gpu.memory.held;
  for (const { candidates, run } of asked) run(candidates.at(-1)!);
  strictEqual(gpu.memory.held, before);
  await gpu.read(gpu.zeros([1])); // throws what the device refused
  gpu.close();
});
