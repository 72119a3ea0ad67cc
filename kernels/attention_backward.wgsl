// Gradients of attention, with the probabilities calculated again from lse.
//
//   deltas       lse_delta[i] = (lse[i], delta[i]),  delta[i] = dout[i] . out[i]
//   backward_q   dq[i] = scale * sum over j of ds(i, j) k[j],
//                ds(i, j) = p(i, j) (keep(i, j) dout[i] . v[j] - delta[i])
//   backward_kv  dk[j] = scale * sum over i of ds(i, j) q[i]
//                dv[j] = sum over i of keep(i, j) p(i, j) dout[i]
//
// i, j, p and keep are those of attention.wgsl.
//
// Shapes  q, out, dout, dq [queries, heads, HEAD_DIM]; k, v, dk, dv [tokens, heads, HEAD_DIM],
//         as vectors of four; lse [queries, heads]; lse_delta [queries, heads, 2], in one as
//         devices may bind few tensors; index as in attention.wgsl
// Grid    deltas: a thread per head of a row; backward_q: of a tile of TILE rows;
//         backward_kv: of a tile of TILE tokens; all strided
// Order   sums over i and j from first to last: the same bits every time
// Source  Dao et al. 2022, arXiv:2205.14135, algorithm 4

const TILE = 4u;
const NONE = 0xffffffffu; // no query

@group(0) @binding(5) var<storage, read> lse: array<f32>;
@group(0) @binding(6) var<storage, read> out: array<vec4f>;
@group(0) @binding(7) var<storage, read> dout: array<vec4f>;
@group(0) @binding(8) var<storage, read_write> lse_delta: array<vec2f>;
@group(0) @binding(9) var<storage, read_write> dq: array<vec4f>;
@group(0) @binding(10) var<storage, read_write> dk: array<vec4f>;
@group(0) @binding(11) var<storage, read_write> dv: array<vec4f>;

// The row of this token's query, or NONE.
fn row_of(token: u32) -> u32 {
  if (CHOSEN == 1u) { return index[params.places + token]; }
  return token;
}

// A token's probability again from its score; scores of other sequences may be far above lse.
fn probability(score: f32, norm: f32, inside: bool) -> f32 {
  return select(0.0, exp(min(score - norm, 0.0)), inside);
}

@compute @workgroup_size(32)
fn deltas(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.queries * params.heads; i += groups.x * 32u) {
    var products = vec4f();
    // unroll
    for (var c = 0u; c < VECTORS; c++) { products += dout[i * VECTORS + c] * out[i * VECTORS + c]; }
    lse_delta[i] = vec2f(lse[i], sum_of(products));
  }
}

@compute @workgroup_size(32)
fn backward_q(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let tiles = (params.queries + TILE - 1u) / TILE;
  for (var i = id.x; i < tiles * params.heads; i += groups.x * 32u) {
    let head = i % params.heads;
    let first = i / params.heads * TILE;
    var token: array<u32, TILE>;
    var bounds: array<vec2u, TILE>;
    var query: array<vec4f, TILE * VECTORS>;
    var slope: array<vec4f, TILE * VECTORS>; // gradient at the row's output
    // Set to zero by hand: naga declares a variable once, not anew in each round of a loop.
    var sum = array<vec4f, TILE * VECTORS>();
    var norm: array<f32, TILE>;
    var shift: array<f32, TILE>;
    var reach = vec2u(params.tokens, 0u);
    // unroll
    for (var r = 0u; r < TILE; r++) {
      let at = min(first + r, params.queries - 1u) * params.heads + head;
      token[r] = token_of(min(first + r, params.queries - 1u));
      bounds[r] = span(token[r]);
      reach = vec2u(min(reach.x, bounds[r].x), max(reach.y, bounds[r].y));
      norm[r] = lse_delta[at].x;
      shift[r] = lse_delta[at].y;
      // unroll
      for (var c = 0u; c < VECTORS; c++) {
        query[r * VECTORS + c] = q[at * VECTORS + c] * params.scale;
        slope[r * VECTORS + c] = dout[at * VECTORS + c];
      }
    }
    for (var j = reach.x; j < reach.y; j++) {
      let at = (j * params.heads + head) * VECTORS;
      var key: array<vec4f, VECTORS>;
      var value: array<vec4f, VECTORS>;
      // unroll
      for (var c = 0u; c < VECTORS; c++) {
        key[c] = k[at + c];
        value[c] = v[at + c];
      }
      // unroll
      for (var r = 0u; r < TILE; r++) {
        var products = vec4f();
        var changes = vec4f();
        // unroll
        for (var c = 0u; c < VECTORS; c++) {
          products += query[r * VECTORS + c] * key[c];
          changes += slope[r * VECTORS + c] * value[c];
        }
        let p = probability(sum_of(products), norm[r], within(j, bounds[r]));
        let kept = keep(token[r], head, j - bounds[r].x);
        let ds = p * (kept * sum_of(changes) - shift[r]);
        // unroll
        for (var c = 0u; c < VECTORS; c++) { sum[r * VECTORS + c] += ds * key[c]; }
      }
    }
    // unroll
    for (var r = 0u; r < TILE; r++) {
      if (first + r < params.queries) {
        let at = ((first + r) * params.heads + head) * VECTORS;
        // unroll
        for (var c = 0u; c < VECTORS; c++) { dq[at + c] = sum[r * VECTORS + c] * params.scale; }
      }
    }
  }
}

@compute @workgroup_size(32)
fn backward_kv(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let tiles = (params.tokens + TILE - 1u) / TILE;
  for (var i = id.x; i < tiles * params.heads; i += groups.x * 32u) {
    let head = i % params.heads;
    let first = i / params.heads * TILE;
    var bounds: array<vec2u, TILE>;
    var place: array<u32, TILE>; // of the key in its sequence
    var key: array<vec4f, TILE * VECTORS>;
    var value: array<vec4f, TILE * VECTORS>;
    // Set to zero by hand, as above.
    var key_sum = array<vec4f, TILE * VECTORS>();
    var value_sum = array<vec4f, TILE * VECTORS>();
    var reach = vec2u(params.tokens, 0u);
    // unroll
    for (var r = 0u; r < TILE; r++) {
      let j = min(first + r, params.tokens - 1u);
      bounds[r] = span(j);
      place[r] = j - bounds[r].x;
      reach = vec2u(min(reach.x, bounds[r].x), max(reach.y, bounds[r].y));
      // unroll
      for (var c = 0u; c < VECTORS; c++) {
        key[r * VECTORS + c] = k[(j * params.heads + head) * VECTORS + c];
        value[r * VECTORS + c] = v[(j * params.heads + head) * VECTORS + c];
      }
    }
    for (var token = reach.x; token < reach.y; token++) {
      let row = row_of(token);
      if (row == NONE) { continue; }
      let at = row * params.heads + head;
      let norm = lse_delta[at].x;
      let shift = lse_delta[at].y;
      var query: array<vec4f, VECTORS>;
      var slope: array<vec4f, VECTORS>; // gradient at the row's output
      // unroll
      for (var c = 0u; c < VECTORS; c++) {
        query[c] = q[at * VECTORS + c] * params.scale;
        slope[c] = dout[at * VECTORS + c];
      }
      // unroll
      for (var r = 0u; r < TILE; r++) {
        var products = vec4f();
        var changes = vec4f();
        // unroll
        for (var c = 0u; c < VECTORS; c++) {
          products += query[c] * key[r * VECTORS + c];
          changes += slope[c] * value[r * VECTORS + c];
        }
        let p = probability(sum_of(products), norm, within(token, bounds[r]));
        let kept = keep(token, head, place[r]);
        let ds = p * (kept * sum_of(changes) - shift);
        // unroll
        for (var c = 0u; c < VECTORS; c++) {
          key_sum[r * VECTORS + c] += ds * query[c];
          value_sum[r * VECTORS + c] += p * kept * slope[c];
        }
      }
    }
    // unroll
    for (var r = 0u; r < TILE; r++) {
      if (first + r < params.tokens) {
        let at = ((first + r) * params.heads + head) * VECTORS;
        // unroll
        for (var c = 0u; c < VECTORS; c++) {
          dk[at + c] = key_sum[r * VECTORS + c];
          dv[at + c] = value_sum[r * VECTORS + c];
        }
      }
    }
  }
}
