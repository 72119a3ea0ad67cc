// attention.wgsl for GPUs, in tiles of _attention_tiles.wgsl: every token is a query.
//
// Shapes  as in attention.wgsl
// Grid    a workgroup per tile of ROWS tokens of a sequence and head, strided; those beyond the end
//         of a sequence that is not the longest do nothing
// Order   a thread adds its columns up, then the threads of a row are added: always the same bits
// Source  Dao et al. 2022, arXiv:2205.14135, algorithm 1

const LOWEST = -1e30; // below every score

@group(0) @binding(5) var<storage, read_write> out: array<vec4<Stored>>;
@group(0) @binding(6) var<storage, read_write> lse: array<f32>;

fn fetch(what: u32, at: u32) -> vec4f {
  if (what == K) { return vec4f(k[at]); }
  if (what == V) { return vec4f(v[at]); }
  return vec4f(q[at]);
}

fn largest_of(values: vec4f) -> f32 {
  return max(max(values.x, values.y), max(values.z, values.w));
}

// What the eight threads of a row have, one vector a row of theirs.
fn row_of_threads(mine: vec4f, lane: u32) -> array<vec4f, 8> {
  workgroupBarrier(); // all have read what was there
  right[lane] = mine;
  workgroupBarrier();
  var all: array<vec4f, 8>;
  // unroll
  for (var i = 0u; i < 8u; i++) { all[i] = right[lane / 8u * 8u + i]; }
  return all;
}

@compute @workgroup_size(THREADS)
fn forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var g = group.x; g < params.sequences * params.heads * tiles(); g += groups.x) {
    let tile = tile(g);
    let mine = tile.mine;
    if (tile.empty) { continue; }
    let row = mine.first + lane / 8u * 4u;
    // Set to zero by hand: naga declares a variable once, not anew in each round of a loop.
    var sum = array<vec4f, 4u * SLICES>();
    var total = vec4f(); // of the thread's columns; like the sums, relative to exp(top)
    var top = vec4f(LOWEST); // largest score of each row so far
    for (var j = tile.start; j <= mine.last; j += COLS) {
      let keys = Rows(mine.head, j, mine.last);
      let column = columns(keys, lane);
      let inside = column <= vec4u(mine.last);
      var scores = products(Q, mine, K, keys, lane);
      var largest: vec4f;
      // unroll
      for (var r = 0u; r < 4u; r++) {
        scores[r] = select(vec4f(LOWEST), params.scale * scores[r], inside);
        largest[r] = largest_of(scores[r]);
      }
      let seen = row_of_threads(largest, lane);
      let before = top;
      // unroll
      for (var i = 0u; i < 8u; i++) { top = max(top, seen[i]); }
      let shrink = exp(before - top);
      // unroll
      for (var r = 0u; r < 4u; r++) {
        scores[r] = select(vec4f(), exp(scores[r] - top[r]), inside);
        total[r] = total[r] * shrink[r] + sum_of(scores[r]);
        scores[r] *= kept(row + r, mine.head, column - tile.start);
      }
      share(scores, lane);
      // unroll
      for (var s = 0u; s < SLICES; s++) {
        let more = gathered(V, keys, s, lane);
        // unroll
        for (var r = 0u; r < 4u; r++) { sum[4u * s + r] = sum[4u * s + r] * shrink[r] + more[r]; }
      }
    }
    let parts = row_of_threads(total, lane);
    total = vec4f();
    // unroll
    for (var i = 0u; i < 8u; i++) { total += parts[i]; }
    // unroll
    for (var r = 0u; r < 4u; r++) {
      if (row + r <= mine.last) {
        let at = (row + r) * params.heads + mine.head;
        if (lane % 8u == 0u) { lse[at] = top[r] + log(total[r]); }
        // unroll
        for (var s = 0u; s < SLICES; s++) {
          let mean = sum[4u * s + r] / total[r];
          out[at * VECTORS + s * SLICE + lane % 8u] = vec4<Stored>(mean);
        }
      }
    }
  }
}
