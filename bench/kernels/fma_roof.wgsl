// As many multiply-adds as the device can do: what the others are measured against.
//
//   forward  out[i] = sum over chains of (chain * factor + shift, repeated)
//
// Shapes  out [threads]
// Grid    a thread per number, not strided

const CHAINS = 8u; // independent sums of a thread, so that none waits for itself
const STEPS = 16u; // multiply-adds of a chain in a round

struct Params {
  rounds: u32,
  factor: f32,
  shift: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u) {
  var sum: array<vec4f, CHAINS>;
  // unroll
  for (var c = 0u; c < CHAINS; c++) { sum[c] = vec4f(f32(id.x % 4u + c)); }
  let factor = vec4f(params.factor);
  let shift = vec4f(params.shift);
  for (var round = 0u; round < params.rounds; round++) {
    // unroll
    for (var step = 0u; step < STEPS; step++) {
      // unroll
      for (var c = 0u; c < CHAINS; c++) { sum[c] = fma(sum[c], factor, shift); }
    }
  }
  var total = vec4f();
  // unroll
  for (var c = 0u; c < CHAINS; c++) { total += sum[c]; }
  out[id.x] = total.x + total.y + total.z + total.w;
}
