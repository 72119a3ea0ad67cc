// Packs the signs of numbers into bits, 32 to a word: the positive ones into one word, the
// negative ones into another. Zero has no sign: its bit is in neither.
//
//   pack  planes[row, w].x has bit b if x[32 w + b] > 0,  planes[row, w].y if x[32 w + b] < 0
//
// Shapes  x [size], as bit patterns of f32, in vectors of four; planes [rows, words, 2],
//         words = ceil(size / 32); only the given row is written
// Grid    a thread per word, strided
// Note    The sign bit is looked at, not the number: a device may take the smallest numbers
//         (subnormal ones) for zero, although they have a sign.

struct Params {
  size: u32,
  words: u32,
  row: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> planes: array<vec2u>;

// The lowest bits of four words, side by side.
fn four_bits(v: vec4u) -> u32 {
  return (v.x & 1u) | (v.y & 1u) << 1u | (v.z & 1u) << 2u | (v.w & 1u) << 3u;
}

@compute @workgroup_size(64)
fn pack(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var w = id.x; w < params.words; w += groups.x * 64u) {
    var nonzero = 0u;
    var negative = 0u;
    // unroll
    for (var k = 0u; k < 8u; k++) {
      let v = x[8u * w + k];
      nonzero |= four_bits(select(vec4u(), vec4u(1u), (v << vec4u(1u)) != vec4u())) << (4u * k);
      negative |= four_bits(v >> vec4u(31u)) << (4u * k);
    }
    let count = params.size - 32u * w;
    if (count < 32u) { nonzero &= (1u << count) - 1u; } // beyond the end lies anything
    planes[params.row * params.words + w] = vec2u(nonzero & ~negative, nonzero & negative);
  }
}
