// Counts, of each member of a mixture, the weights whose sign the mixture turns round.
//
//   count  flips[m, i] += positions where x[i] and the sum of the members of mixture m have
//          opposite signs, for each member i of m
//
// The sum has the sign of the mean. Zero has none, so that it is never turned round.
//
// Shapes  x [ROWS, size]; mixtures [mixtures], bit i is set where row i is a member;
//         flips [mixtures, ROWS]
// Units   positions
// Grid    a thread per mixture and chunk of positions, strided; threads of a workgroup have
//         mixtures side by side, so that they read the same weights at the same time
// Source  Nguyen and Le 2024, arXiv:2402.10639, figures 6 and 15

const ROWS = 2u; // set when it is compiled
const THREADS = 64u;

struct Params {
  size: u32,
  mixtures: u32,
  chunk: u32, // positions that one thread goes through
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> mixtures: array<u32>;
@group(0) @binding(3) var<storage, read_write> flips: array<atomic<u32>>;

@compute @workgroup_size(THREADS)
fn count(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let across = (params.mixtures + THREADS - 1u) / THREADS * THREADS;
  let chunks = (params.size + params.chunk - 1u) / params.chunk;
  for (var t = id.x; t < across * chunks; t += groups.x * THREADS) {
    let m = t % across;
    if (m >= params.mixtures) { continue; }
    let members = mixtures[m];
    let first = t / across * params.chunk;
    let last = min(first + params.chunk, params.size);
    // Set to zero by hand: naga declares a variable once, not anew in each round of a loop.
    var mine = array<u32, ROWS>();
    for (var p = first; p < last; p++) {
      var own: array<f32, ROWS>;
      var sum = 0f;
      // unroll
      for (var i = 0u; i < ROWS; i++) {
        own[i] = select(0f, x[i * params.size + p], ((members >> i) & 1u) == 1u);
        sum += own[i];
      }
      // unroll
      for (var i = 0u; i < ROWS; i++) {
        let turned = (own[i] < 0f && sum > 0f) || (own[i] > 0f && sum < 0f);
        mine[i] += select(0u, 1u, turned);
      }
    }
    // unroll
    for (var i = 0u; i < ROWS; i++) {
      atomicAdd(&flips[m * ROWS + i], mine[i]); // whole numbers: the order cannot change the sum
    }
  }
}
