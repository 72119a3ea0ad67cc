// Length of a gradient, and the factor that shortens it to a maximum.
//
//   partial_sums  parts[p] = sum of g * g over the vectors p, p + count, p + 2 count...
//   finish        norm[0] = sqrt(sum of parts)
//                 norm[1] = min(1, most / (norm[0] + 1e-6)), or 1 if most is 0
//
// Shapes  grads [size], as vectors of four; parts [count]; norm [2]
// Grid    partial_sums: a thread per part, strided; finish: one workgroup
// Order   fixed: the same bits every time; sums of sums of BLOCK terms, since rounding errors grow
//         with the number of terms, and drivers may drop a correction of them
// Source  PyTorch's clip_grad_norm_

const BLOCK = 16u;

struct Params {
  size: u32,
  count: u32,
  most: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> grads: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> parts: array<f32>;
@group(0) @binding(3) var<storage, read_write> norm: array<f32>;

// The i-th vector; what lies behind the last gradient is zero.
fn gradients(i: u32) -> vec4f {
  let inside = vec4u(4u * i) + vec4u(0u, 1u, 2u, 3u) < vec4u(params.size);
  return select(vec4f(), grads[i], inside);
}

@compute @workgroup_size(64)
fn partial_sums(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let size4 = (params.size + 3u) / 4u;
  for (var p = id.x; p < params.count; p += groups.x * 64u) {
    var sum = vec4f();
    for (var first = p; first < size4; first += BLOCK * params.count) {
      var block = vec4f();
      let end = min(first + BLOCK * params.count, size4);
      for (var i = first; i < end; i += params.count) {
        let g = gradients(i);
        block += g * g;
      }
      sum += block;
    }
    parts[p] = (sum.x + sum.y) + (sum.z + sum.w);
  }
}

@compute @workgroup_size(256)
fn finish(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var first = lane; first < params.count; first += BLOCK * WIDTH) {
    var block = 0.0;
    let end = min(first + BLOCK * WIDTH, params.count);
    for (var p = first; p < end; p += WIDTH) { block += parts[p]; }
    sum += block;
  }
  let length = sqrt(workgroup_sum(lane, sum));
  if (lane == 0u) {
    norm[0] = length;
    norm[1] = select(min(1.0, params.most / (length + 1e-6)), 1.0, params.most == 0.0);
  }
}
