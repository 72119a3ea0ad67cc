// The exact element of a given rank in the order of magnitude, for many segments at once.
//
//   count   counts[s, d] = elements of segment s whose digit is d and whose higher digits are
//           those of cuts[s]
//   narrow  cuts[s] gets the digit of the element of rank ranks[s]; ranks[s] becomes its rank
//           among those that share the digit; counts[s, ..] becomes 0 for the next digit
//
// Elements are ordered by key, then by place: the key is the bit pattern without its sign, which
// as a whole number grows with the magnitude; the place is the index, so no two are equal.
// Digits have 8 bits. After four digits of the key and those of the place, cuts[s] is the element.
// A rank beyond the segment ends in digits of 255 only, which is above every element.
//
// Shapes  x [size], as bit patterns of f32, part of a vector from its element `first`;
//         blocks [blocks, 3], each its segment, its first element and the one after its last, in
//         the vector; counts [segments, 256]; cuts [segments, 2], key and place; ranks [segments]
// Grid    count: a workgroup per block; narrow: a thread per segment; both strided
// Source  radix selection: Alabi et al. 2012, "Fast k-selection algorithms for graphics
//         processing units", ACM Journal of Experimental Algorithmics 17

const DIGITS = 256u;

struct Params {
  blocks: u32,
  first: u32,
  segments: u32,
  key_known: u32, // bits of the key that are found already
  place_known: u32,
  shift: u32, // lowest bit of the digit
  of_place: u32, // 1 if the digit is one of the place, 0 if of the key
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<u32>;
@group(0) @binding(2) var<storage, read> blocks: array<u32>;
@group(0) @binding(3) var<storage, read_write> counts: array<atomic<u32>>;
@group(0) @binding(4) var<storage, read_write> cuts: array<vec2u>;
@group(0) @binding(5) var<storage, read_write> ranks: array<u32>;

var<workgroup> found: array<atomic<u32>, DIGITS>;

@compute @workgroup_size(DIGITS)
fn count(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var block = group.x; block < params.blocks; block += groups.x) {
    atomicStore(&found[lane], 0u);
    workgroupBarrier();

    let segment = blocks[3u * block];
    let end = blocks[3u * block + 2u];
    let cut = cuts[segment];
    for (var i = blocks[3u * block + 1u] + lane; i < end; i += DIGITS) {
      let key = x[i - params.first] & 0x7fffffffu;
      let other = ((key ^ cut.x) & params.key_known) | ((i ^ cut.y) & params.place_known);
      let digit = (select(key, i, params.of_place == 1u) >> params.shift) & 255u;
      if (other == 0u) { atomicAdd(&found[digit], 1u); }
    }
    workgroupBarrier();
    let mine = atomicLoad(&found[lane]);
    if (mine > 0u) { atomicAdd(&counts[DIGITS * segment + lane], mine); }
  }
}

@compute @workgroup_size(64)
fn narrow(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var s = id.x; s < params.segments; s += groups.x * 64u) {
    var rank = ranks[s];
    var digit = 0u;
    for (; digit < DIGITS - 1u; digit++) {
      let here = atomicLoad(&counts[DIGITS * s + digit]);
      if (rank < here) { break; }
      rank -= here;
    }
    for (var d = 0u; d < DIGITS; d++) { atomicStore(&counts[DIGITS * s + d], 0u); }
    ranks[s] = rank;
    let bits = digit << params.shift;
    cuts[s] |= select(vec2u(bits, 0u), vec2u(0u, bits), params.of_place == 1u);
  }
}
