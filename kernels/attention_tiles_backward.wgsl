// Gradients of attention_tiles.wgsl; the formulas are those of attention_backward.wgsl.
//
// Shapes  as in attention_backward.wgsl
// Grid    backward_q: a workgroup per tile of ROWS queries of a sequence and head; backward_kv: of
//         ROWS keys; both strided
// Order   sums over the other side from first to last: the same bits every time
// Source  Dao et al. 2022, arXiv:2205.14135, algorithm 4

@group(0) @binding(5) var<storage, read> dout: array<vec4f>;
@group(0) @binding(6) var<storage, read> lse_delta: array<vec2f>;
@group(0) @binding(7) var<storage, read_write> dq: array<vec4f>;
@group(0) @binding(8) var<storage, read_write> dk: array<vec4f>;
@group(0) @binding(9) var<storage, read_write> dv: array<vec4f>;

fn fetch(what: u32, at: u32) -> vec4f {
  if (what == K) { return k[at]; }
  if (what == V) { return v[at]; }
  if (what == DOUT) { return dout[at]; }
  return q[at];
}

// Places in lse_delta of four rows; of the last row for those beyond.
fn places_of(rows: vec4u, last: u32, head: u32) -> vec4u {
  return min(rows, vec4u(last)) * params.heads + head;
}

fn norms_at(places: vec4u) -> vec4f {
  return vec4f(
    lse_delta[places.x].x,
    lse_delta[places.y].x,
    lse_delta[places.z].x,
    lse_delta[places.w].x,
  );
}

fn shifts_at(places: vec4u) -> vec4f {
  return vec4f(
    lse_delta[places.x].y,
    lse_delta[places.y].y,
    lse_delta[places.z].y,
    lse_delta[places.w].y,
  );
}

// Dropout's factors of four queries' probabilities of one key, by its place in the sequence.
fn kept_of(tokens: vec4u, head: u32, place: u32) -> vec4f {
  return vec4f(
    keep(tokens.x, head, place),
    keep(tokens.y, head, place),
    keep(tokens.z, head, place),
    keep(tokens.w, head, place),
  );
}

// Probabilities again from products of queries and keys.
fn probabilities(products: vec4f, norms: vec4f, inside: vec4<bool>) -> vec4f {
  return select(vec4f(), exp(min(params.scale * products - norms, vec4f())), inside);
}

@compute @workgroup_size(THREADS)
fn backward_q(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var g = group.x; g < params.sequences * params.heads * tiles(); g += groups.x) {
    let tile = tile(g);
    let mine = tile.mine;
    if (tile.empty) { continue; }
    let row = mine.first + lane / 8u * 4u;
    let places = places_of(row + vec4u(0u, 1u, 2u, 3u), mine.last, mine.head);
    let norms = norms_at(places);
    let shifts = shifts_at(places);
    // Set to zero by hand: naga declares a variable once, not anew in each round of a loop.
    var sum = array<vec4f, 4u * SLICES>();
    for (var j = tile.start; j <= mine.last; j += COLS) {
      let keys = Rows(mine.head, j, mine.last);
      let column = columns(keys, lane);
      let inside = column <= vec4u(mine.last);
      var ds = products(Q, mine, K, keys, lane);
      let changes = products(DOUT, mine, V, keys, lane);
      // unroll
      for (var r = 0u; r < 4u; r++) {
        let p = probabilities(ds[r], vec4f(norms[r]), inside);
        let keep = kept(row + r, mine.head, column - tile.start);
        ds[r] = p * (keep * changes[r] - shifts[r]);
      }
      share(ds, lane);
      // unroll
      for (var s = 0u; s < SLICES; s++) {
        let more = gathered(K, keys, s, lane);
        // unroll
        for (var r = 0u; r < 4u; r++) { sum[4u * s + r] += more[r]; }
      }
    }
    // unroll
    for (var r = 0u; r < 4u; r++) {
      if (row + r <= mine.last) {
        let at = ((row + r) * params.heads + mine.head) * VECTORS + lane % 8u;
        // unroll
        for (var s = 0u; s < SLICES; s++) { dq[at + s * SLICE] = sum[4u * s + r] * params.scale; }
      }
    }
  }
}

@compute @workgroup_size(THREADS)
fn backward_kv(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var g = group.x; g < params.sequences * params.heads * tiles(); g += groups.x) {
    let tile = tile(g);
    let mine = tile.mine;
    if (tile.empty) { continue; }
    let row = mine.first + lane / 8u * 4u;
    // Set to zero by hand, as above.
    var key_sum = array<vec4f, 4u * SLICES>();
    var value_sum = array<vec4f, 4u * SLICES>();
    for (var i = tile.start; i <= mine.last; i += COLS) {
      let queries = Rows(mine.head, i, mine.last);
      let column = columns(queries, lane);
      let inside = column <= vec4u(mine.last);
      let places = places_of(column, mine.last, mine.head);
      let norms = norms_at(places);
      let shifts = shifts_at(places);
      var p = products(K, mine, Q, queries, lane);
      var ds = products(V, mine, DOUT, queries, lane);
      // unroll
      for (var r = 0u; r < 4u; r++) {
        let all = probabilities(p[r], norms, inside);
        let keep = kept_of(column, mine.head, row + r - tile.start);
        p[r] = all * keep;
        ds[r] = all * (keep * ds[r] - shifts);
      }
      share(p, lane);
      // unroll
      for (var s = 0u; s < SLICES; s++) {
        let more = gathered(DOUT, queries, s, lane);
        // unroll
        for (var r = 0u; r < 4u; r++) { value_sum[4u * s + r] += more[r]; }
      }
      share(ds, lane);
      // unroll
      for (var s = 0u; s < SLICES; s++) {
        let more = gathered(Q, queries, s, lane);
        // unroll
        for (var r = 0u; r < 4u; r++) { key_sum[4u * s + r] += more[r]; }
      }
    }
    // unroll
    for (var r = 0u; r < 4u; r++) {
      if (row + r <= mine.last) {
        let at = ((row + r) * params.heads + mine.head) * VECTORS + lane % 8u;
        // unroll
        for (var s = 0u; s < SLICES; s++) {
          dk[at + s * SLICE] = key_sum[4u * s + r] * params.scale;
          dv[at + s * SLICE] = value_sum[4u * s + r];
        }
      }
    }
  }
}
