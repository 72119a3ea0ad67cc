// Weighted sums of stacked vectors, many at once: mixtures of the same adapters.
//
//   forward  out[m, c] = sum over n of weights[m, n] * stacked[n, c]
//
// Terms of weight 0 are left out, and the sum starts from its first term, not from 0; a first
// term of weight 1 is taken as it is. One vector alone at weight 1 so keeps its bits, the sign
// of -0 and numbers too small for a device's arithmetic included.
//
// Shapes  stacked [members, size]; weights [mixtures, members]; out [mixtures, size]
//         size counts elements, of _vectors.wgsl
// Grid    a thread per element of TILE mixtures, so that what it loads serves them all; strided
// Order   members from first to last: the same bits every time
// Source  Nguyen and Le 2024, arXiv:2402.10639, equation 1

const TILE = 1u;

struct Params {
  mixtures: u32,
  members: u32,
  size: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> stacked: array<Element>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<StoredElement>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let tiles = (params.mixtures + TILE - 1u) / TILE;
  for (var i = id.x; i < tiles * params.size; i += groups.x * 64u) {
    let first = i / params.size * TILE;
    let column = i % params.size;
    // Set to zero by hand: naga declares a variable once, not anew in each round of a loop.
    var sum = array<Element, TILE>();
    var filled = array<bool, TILE>();
    for (var n = 0u; n < params.members; n++) {
      let value = stacked[n * params.size + column];
      // unroll
      for (var t = 0u; t < TILE; t++) {
        let weight = weights[min(first + t, params.mixtures - 1u) * params.members + n];
        if (weight != 0.0) {
          if (filled[t]) {
            sum[t] += weight * value;
          } else {
            sum[t] = select(weight * value, value, weight == 1.0);
            filled[t] = true;
          }
        }
      }
    }
    // unroll
    for (var t = 0u; t < TILE; t++) {
      if (first + t < params.mixtures) {
        out[(first + t) * params.size + column] = StoredElement(sum[t]);
      }
    }
  }
}
