/**
 * A kernel for tests of the runtime.
 *
 * @module
 */
import type { Gpu } from "../../lib/gpu/gpu.ts";
import { kernel } from "../../lib/gpu/kernel.ts";
import { size, type Tensor } from "../../lib/gpu/tensor.ts";

/** `step` replaces v by v * factor + shift; `subtract` makes out = a - b. */
export const affine = kernel(
  "affine",
  `struct Params {
  count: u32,
  factor: f32,
  shift: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> values: array<f32>;
@group(0) @binding(2) var<storage, read> a: array<f32>;
@group(0) @binding(3) var<storage, read> b: array<f32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(64)
fn step(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.count; i += groups.x * 64u) {
    values[i] = values[i] * params.factor + params.shift;
  }
}

@compute @workgroup_size(64)
fn subtract(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.count; i += groups.x * 64u) { out[i] = a[i] - b[i]; }
}
`,
);

/** Adds a dispatch of `step` over all numbers of a tensor. */
export function step(gpu: Gpu, values: Tensor, factor: number, shift: number) {
  const count = size(values.shape);
  gpu.run(affine, "step", {
    params: { count, factor, shift },
    bind: { values },
    threads: count,
  });
}
