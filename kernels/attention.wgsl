// Attention of several heads within each sequence of a packed batch.
//
//   forward  out[i] = sum over j of keep(i, j) p(i, j) v[j],  p(i, j) = exp(s(i, j) - lse[i]),
//            s(i, j) = scale q[i] . k[j],  lse[i] = log(sum over j of exp(s(i, j)))
//
// i and j are tokens of one sequence; keep is dropout's factor, 0 or 1 / (1 - rate). One pass over
// the keys: the sums are relative to the largest score so far. No score is stored.
//
// Shapes  q, out [queries, heads, HEAD_DIM]; k, v [tokens, heads, HEAD_DIM], as vectors of four;
//         lse [queries, heads]; index: offsets [sequences + 1], sequence_of [tokens], then,
//         where CHOSEN, rows [queries], token of each query, and places [tokens], their inverse
// Grid    a thread per head of a tile of TILE rows, strided; a tile may touch several sequences
// Source  Vaswani et al. 2017, arXiv:1706.03762, section 3.2;
//         one pass: Milakov and Gimelshein 2018, arXiv:1805.02867, algorithm 3

const TILE = 4u;
const LOWEST = -1e30; // below every score

@group(0) @binding(5) var<storage, read_write> out: array<vec4<Stored>>;
@group(0) @binding(6) var<storage, read_write> lse: array<f32>;

@compute @workgroup_size(32)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let tiles = (params.queries + TILE - 1u) / TILE;
  for (var i = id.x; i < tiles * params.heads; i += groups.x * 32u) {
    let head = i % params.heads;
    let first = i / params.heads * TILE;
    var token: array<u32, TILE>;
    var bounds: array<vec2u, TILE>;
    var query: array<vec4f, TILE * VECTORS>;
    var top: array<f32, TILE>; // largest score so far; sum and total are relative to exp(top)
    // Set to zero by hand: naga declares a variable once, not anew in each round of a loop.
    var sum = array<vec4f, TILE * VECTORS>();
    var total = array<f32, TILE>();
    var reach = vec2u(params.tokens, 0u);
    // unroll
    for (var r = 0u; r < TILE; r++) {
      let row = min(first + r, params.queries - 1u);
      token[r] = token_of(row);
      bounds[r] = span(token[r]);
      reach = vec2u(min(reach.x, bounds[r].x), max(reach.y, bounds[r].y));
      top[r] = LOWEST;
      // unroll
      for (var c = 0u; c < VECTORS; c++) {
        let at = (row * params.heads + head) * VECTORS + c;
        query[r * VECTORS + c] = vec4f(q[at]) * params.scale;
      }
    }
    for (var j = reach.x; j < reach.y; j++) {
      let at = (j * params.heads + head) * VECTORS;
      var key: array<vec4f, VECTORS>;
      var value: array<vec4f, VECTORS>;
      // unroll
      for (var c = 0u; c < VECTORS; c++) {
        key[c] = vec4f(k[at + c]);
        value[c] = vec4f(v[at + c]);
      }
      // unroll
      for (var r = 0u; r < TILE; r++) {
        var products = vec4f();
        // unroll
        for (var c = 0u; c < VECTORS; c++) { products += query[r * VECTORS + c] * key[c]; }
        let inside = within(j, bounds[r]);
        let score = select(LOWEST, sum_of(products), inside);
        let smaller = exp(-abs(score - top[r]));
        let shrink = select(1.0, smaller, score > top[r]);
        let p = select(0.0, select(smaller, 1.0, score > top[r]), inside);
        top[r] = max(top[r], score);
        total[r] = total[r] * shrink + p;
        let weight = p * keep(token[r], head, j - bounds[r].x);
        // unroll
        for (var c = 0u; c < VECTORS; c++) {
          sum[r * VECTORS + c] = sum[r * VECTORS + c] * shrink + weight * value[c];
        }
      }
    }
    // unroll
    for (var r = 0u; r < TILE; r++) {
      if (first + r < params.queries) {
        let at = (first + r) * params.heads + head;
        lse[at] = top[r] + log(total[r]);
        // unroll
        for (var c = 0u; c < VECTORS; c++) {
          out[at * VECTORS + c] = vec4<Stored>(sum[r * VECTORS + c] / total[r]);
        }
      }
    }
  }
}
