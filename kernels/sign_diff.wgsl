// Compares packed signs: how many positions have opposite signs, and how many have a sign in both.
//
//   count  counts[s, i, j].x = bits in (Pi & Nj) | (Ni & Pj)
//          counts[s, i, j].y = bits in (Pi | Ni) & (Pj | Nj)
//          over the words of segment s, for each row i of the first ones and each row j;
//          P and N are the positive and the negative words of a row
//
// Shapes  planes [rows, words, 2]; segments [segments, 2], each its first word and the word after
//         its last; counts [segments, firsts, rows, 2]
// Units   positions
// Grid    a workgroup per segment and tile of TILE x TILE pairs, so that a word that is loaded
//         serves TILE pairs; strided
// Source  Nguyen and Le 2024, arXiv:2402.10639, algorithm 3. Signs are compared instead of
//         multiplying: in f32 the product of two tiny weights rounds to zero.

const TILE = 4u;
const PAIRS = TILE * TILE;
const THREADS = 32u;

struct Params {
  rows: u32,
  words: u32,
  firsts: u32,
  segments: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> planes: array<vec2u>;
@group(0) @binding(2) var<storage, read> segments: array<vec2u>;
@group(0) @binding(3) var<storage, read_write> counts: array<vec2u>;

var<workgroup> opposite: array<atomic<u32>, PAIRS>;
var<workgroup> joint: array<atomic<u32>, PAIRS>;

// A row's bits of this word: those that have a sign, and those whose sign is negative.
fn signs(row: u32, word: u32) -> vec2u {
  let plane = planes[min(row, params.rows - 1u) * params.words + word];
  return vec2u(plane.x | plane.y, plane.y);
}

@compute @workgroup_size(THREADS)
fn count(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let down = (params.firsts + TILE - 1u) / TILE;
  let across = (params.rows + TILE - 1u) / TILE;
  for (var g = group.x; g < params.segments * down * across; g += groups.x) {
    let corner = vec2u(g / across % down, g % across) * TILE;
    if (corner.y < corner.x) { continue; } // a pair is the same both ways round
    for (var p = lane; p < PAIRS; p += THREADS) {
      atomicStore(&opposite[p], 0u);
      atomicStore(&joint[p], 0u);
    }
    workgroupBarrier();

    let segment = g / across / down;
    let words = segments[segment];
    // Set to zero by hand: naga declares a variable once, not anew in each round of a loop.
    var mine = array<vec2u, PAIRS>();
    for (var w = words.x + lane; w < words.y; w += THREADS) {
      var left: array<vec2u, TILE>;
      var right: array<vec2u, TILE>;
      // unroll
      for (var r = 0u; r < TILE; r++) {
        left[r] = signs(corner.x + r, w);
        right[r] = signs(corner.y + r, w);
      }
      // unroll
      for (var i = 0u; i < TILE; i++) {
        // unroll
        for (var j = 0u; j < TILE; j++) {
          let both = left[i].x & right[j].x;
          let differ = (left[i].y ^ right[j].y) & both;
          mine[i * TILE + j] += countOneBits(vec2u(differ, both));
        }
      }
    }
    // unroll
    for (var p = 0u; p < PAIRS; p++) {
      atomicAdd(&opposite[p], mine[p].x); // whole numbers: the order cannot change the sum
      atomicAdd(&joint[p], mine[p].y);
    }
    workgroupBarrier();

    for (var p = lane; p < PAIRS; p += THREADS) {
      let i = corner.x + p / TILE;
      let j = corner.y + p % TILE;
      if (i >= params.firsts || j >= params.rows) { continue; }
      let found = vec2u(atomicLoad(&opposite[p]), atomicLoad(&joint[p]));
      let first = segment * params.firsts;
      counts[(first + i) * params.rows + j] = found;
      if (j < params.firsts) { counts[(first + j) * params.rows + i] = found; }
    }
    workgroupBarrier(); // nobody starts anew before all have read
  }
}
