// Weighted sums of stacked vectors, many at once: mixtures of the same adapters.
//
//   forward  out[m, c] = sum over n of weights[m, n] * stacked[n, c]
//
// Terms of weight 0 are left out, and the sum starts from its first term, not from 0; a first
// term of weight 1 is taken as it is. One vector alone at weight 1 so keeps its bits, the sign
// of -0 and numbers too small for a device's arithmetic included.
//
// Shapes  stacked [members, size]; weights [mixtures, members]; out [mixtures, size]
// Grid    forward: a thread per element of out; forward_by_4, where size is a multiple of 4:
//         a thread per vector of four; both strided
// Order   members from first to last: the same bits every time
// Source  Nguyen and Le 2024, arXiv:2402.10639, equation 1

struct Params {
  mixtures: u32,
  members: u32,
  size: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> stacked: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@group(0) @binding(4) var<storage, read> stacked4: array<vec4f>; // stacked, as vectors of four
@group(0) @binding(5) var<storage, read_write> out4: array<vec4f>; // out, as vectors of four

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.mixtures * params.size; i += groups.x * 64u) {
    let mixture = i / params.size;
    let column = i % params.size;
    var sum = 0.0;
    var empty = true;
    for (var n = 0u; n < params.members; n++) {
      let weight = weights[mixture * params.members + n];
      if (weight == 0.0) { continue; }
      let value = stacked[n * params.size + column];
      if (empty) {
        sum = select(weight * value, value, weight == 1.0);
      } else {
        sum += weight * value;
      }
      empty = false;
    }
    out[i] = sum;
  }
}

@compute @workgroup_size(64)
fn forward_by_4(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let size4 = params.size / 4u;
  for (var i = id.x; i < params.mixtures * size4; i += groups.x * 64u) {
    let mixture = i / size4;
    let column = i % size4;
    var sum = vec4f();
    var empty = true;
    for (var n = 0u; n < params.members; n++) {
      let weight = weights[mixture * params.members + n];
      if (weight == 0.0) { continue; }
      let value = stacked4[n * size4 + column];
      if (empty) {
        sum = select(weight * value, value, weight == 1.0);
      } else {
        sum += weight * value;
      }
      empty = false;
    }
    out4[i] = sum;
  }
}
