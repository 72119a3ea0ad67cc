// Compares packed signs: how many positions have opposite signs, and how many have a sign in both.
//
//   count  counts[s, p].x = bits in (Pi & Nj) | (Ni & Pj)
//          counts[s, p].y = bits in (Pi | Ni) & (Pj | Nj)
//          over the words of segment s; P and N are the positive and the negative words of
//          rows i and j, the two of pair p
//
// Shapes  planes [rows, words, 2]; segments [segments, 2], each its first word and the word after
//         its last; pairs [pairs, 2], row numbers; counts [segments, pairs, 2]
// Units   positions
// Grid    a workgroup per segment and pair, strided
// Source  Nguyen and Le 2024, arXiv:2402.10639, algorithm 3. Signs are compared instead of
//         multiplying: in f32 the product of two tiny weights rounds to zero.

struct Params {
  words: u32,
  segments: u32,
  pairs: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> planes: array<vec2u>;
@group(0) @binding(2) var<storage, read> segments: array<vec2u>;
@group(0) @binding(3) var<storage, read> pairs: array<vec2u>;
@group(0) @binding(4) var<storage, read_write> counts: array<vec2u>;

var<workgroup> opposite: atomic<u32>;
var<workgroup> joint: atomic<u32>;

@compute @workgroup_size(256)
fn count(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var g = group.x; g < params.segments * params.pairs; g += groups.x) {
    if (lane == 0u) {
      atomicStore(&opposite, 0u);
      atomicStore(&joint, 0u);
    }
    workgroupBarrier();

    let rows = pairs[g % params.pairs] * params.words;
    let words = segments[g / params.pairs];
    var mine = vec2u();
    for (var w = words.x + lane; w < words.y; w += 256u) {
      let i = planes[rows.x + w];
      let j = planes[rows.y + w];
      mine += countOneBits(vec2u((i.x & j.y) | (i.y & j.x), (i.x | i.y) & (j.x | j.y)));
    }
    atomicAdd(&opposite, mine.x); // whole numbers: the order cannot change the sum
    atomicAdd(&joint, mine.y);
    workgroupBarrier();
    if (lane == 0u) { counts[g] = vec2u(atomicLoad(&opposite), atomicLoad(&joint)); }
  }
}
