// linear.wgsl for a software GPU with subgroups of 8; _linear.wgsl goes before.
//
// A subgroup computes a tile of ROWS rows. SPAN of its lanes lie along the
// columns; each owns WIDE vec4 in DEPTH rows. The factor that all columns share
// is loaded once by the subgroup, each lane its share, and handed round: on a
// software GPU a load costs as much as a hundred products, a shuffle about one.
//
// Shapes  as in _linear.wgsl; ins and outs are multiples of 4
// Grid    a workgroup, which is one subgroup of 8, per tile of a group of rows or of a part; strided

const ROWS = 16u; // rows of a tile, a multiple of 8
const WIDE = 2u; // vec4 that a lane owns in a row
const SPAN = 8u; // lanes along a row: 8, or 4 for narrow outputs

const DEPTH = ROWS * SPAN / 8u; // rows that a lane owns
const SUMS = DEPTH * WIDE;
const LOADS = ROWS / 8u;
const STORED = 4u; // rows stored at a time: longer code falls out of the instruction cache

alias StoredElement = vec4<Stored>;
alias Element = vec4f;

// Where a lane's part of a tile lies in a matrix of `height` rows of `width` vec4.
struct Tile {
  plane: u32, // group or part
  row: u32, // first of the tile
  upper: u32, // first of the lane among each 8 rows: 0, or 4 for the later lanes if SPAN is 4
  col: u32, // the lane's first vec4
}

// Tiles across and down such a matrix.
fn tile_counts(height: u32, width: u32) -> vec2u {
  return vec2u((width + WIDE * SPAN - 1u) / (WIDE * SPAN), (height + ROWS - 1u) / ROWS);
}

// A tile's plane, from nothing that is the lane's own: compilers must see that lanes stay together.
fn plane_of(index: u32, height: u32, width: u32) -> u32 {
  let count = tile_counts(height, width);
  return index / (count.x * count.y);
}

fn tile(index: u32, lane: u32, height: u32, width: u32) -> Tile {
  let across = tile_counts(height, width).x;
  let down = tile_counts(height, width).y;
  return Tile(
    plane_of(index, height, width),
    index / across % down * ROWS,
    lane / SPAN * SPAN,
    index % across * (WIDE * SPAN) + lane % SPAN,
  );
}

// Row of the lane's r-th sums.
fn row_of(tile: Tile, r: u32) -> u32 {
  return tile.row + r / SPAN * 8u + tile.upper + r % SPAN;
}

// Adds four steps of the product; lane j of left[i] holds the steps of row 8 i + j.
fn add_steps(
  sum: ptr<function, array<vec4f, SUMS>>,
  left: array<vec4f, LOADS>,
  right: array<mat4x4f, WIDE>,
  upper: u32,
) {
  // unroll
  for (var r = 0u; r < DEPTH; r++) {
    // unroll
    for (var step = 0u; step < 4u; step++) {
      let factor = subgroupShuffle(left[r / SPAN][step], upper + r % SPAN);
      // unroll
      for (var v = 0u; v < WIDE; v++) {
        (*sum)[r * WIDE + v] += factor * right[v][step];
      }
    }
  }
}

// Moves the sums of the rows that are stored next to where the stored ones were.
fn next_rows(sum: ptr<function, array<vec4f, SUMS>>) {
  // unroll
  for (var i = 0u; i < SUMS - STORED * WIDE; i++) { (*sum)[i] = (*sum)[i + STORED * WIDE]; }
}

@compute @workgroup_size(8)
fn forward(
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) count: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let ins = params.ins / 4u;
  let outs = params.outs / 4u;
  for (var index = id.x; index < params.tiles; index += count.x) {
    let tile = tile(index, lane, params.rows, outs);
    let start = (tile.plane * params.rows + tile.row + lane) * ins;
    var sum = array<vec4f, SUMS>(); // naga resets it in the loop only if told
    for (var k = 0u; k < ins; k++) {
      var left: array<vec4f, LOADS>;
      // unroll
      for (var i = 0u; i < LOADS; i++) { left[i] = x_at(start + i * 8u * ins + k); }
      var right: array<mat4x4f, WIDE>;
      // unroll
      for (var v = 0u; v < WIDE; v++) {
        let at = (tile.plane * outs + tile.col + v * SPAN) * params.ins + k;
        right[v] = transpose(
          mat4x4f(
            weight_at(at),
            weight_at(at + ins),
            weight_at(at + 2u * ins),
            weight_at(at + 3u * ins),
          ),
        );
      }
      add_steps(&sum, left, right, tile.upper);
    }
    for (var first = 0u; first < DEPTH; first += STORED) {
      // unroll
      for (var v = 0u; v < WIDE; v++) {
        let col = tile.col + v * SPAN;
        let shift = bias_at(tile.plane * outs + col);
        // unroll
        for (var r = 0u; r < STORED; r++) {
          let row = row_of(tile, first + r);
          if (row < params.rows && col < outs) {
            put_out((tile.plane * params.rows + row) * outs + col, sum[r * WIDE + v] + shift);
          }
        }
      }
      next_rows(&sum);
    }
  }
}

@compute @workgroup_size(8)
fn backward_x(
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) count: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let ins = params.ins / 4u;
  let outs = params.outs / 4u;
  for (var index = id.x; index < params.tiles; index += count.x) {
    let tile = tile(index, lane, params.rows, ins);
    let start = (tile.plane * params.rows + tile.row + lane) * outs;
    var sum = array<vec4f, SUMS>(); // naga resets it in the loop only if told
    for (var o = 0u; o < outs; o++) {
      var left: array<vec4f, LOADS>;
      // unroll
      for (var i = 0u; i < LOADS; i++) { left[i] = dout[start + i * 8u * outs + o]; }
      var right: array<mat4x4f, WIDE>;
      // unroll
      for (var v = 0u; v < WIDE; v++) {
        let at = (tile.plane * outs + o) * params.ins + tile.col + v * SPAN;
        right[v] = mat4x4f(
          weight_at(at),
          weight_at(at + ins),
          weight_at(at + 2u * ins),
          weight_at(at + 3u * ins),
        );
      }
      add_steps(&sum, left, right, tile.upper);
    }
    for (var first = 0u; first < DEPTH; first += STORED) {
      // unroll
      for (var v = 0u; v < WIDE; v++) {
        let col = tile.col + v * SPAN;
        // unroll
        for (var r = 0u; r < STORED; r++) {
          let row = row_of(tile, first + r);
          if (row < params.rows && col < ins) {
            put_dx((tile.plane * params.rows + row) * ins + col, sum[r * WIDE + v]);
          }
        }
      }
      next_rows(&sum);
    }
  }
}

@compute @workgroup_size(8)
fn backward_weight(
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) count: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let ins = params.ins / 4u;
  let outs = params.outs / 4u;
  for (var index = id.x; index < params.tiles; index += count.x) {
    let tile = tile(index, lane, params.outs, ins);
    let first_row = plane_of(index, params.outs, ins) * params.chunk;
    let end = min(first_row + params.chunk, params.rows);
    var sum = array<vec4f, SUMS>(); // naga resets it in the loop only if told
    for (var row = first_row; row < end; row += 4u) {
      // Two lanes a row: a load covers 4 rows of 8 outputs.
      let mine = row + lane / 2u;
      var left: array<vec4f, LOADS>;
      // unroll
      for (var i = 0u; i < LOADS; i++) {
        left[i] = select(vec4f(), dout[mine * outs + tile.row / 4u + i * 2u + lane % 2u], mine < end);
      }
      var right: array<mat4x4f, WIDE>;
      // unroll
      for (var v = 0u; v < WIDE; v++) {
        let col = tile.col + v * SPAN;
        right[v] = mat4x4f(
          x_at(row * ins + col),
          x_at(min(row + 1u, end - 1u) * ins + col), // what lies past the rows may be NaN
          x_at(min(row + 2u, end - 1u) * ins + col),
          x_at(min(row + 3u, end - 1u) * ins + col),
        );
      }
      // unroll
      for (var r = 0u; r < DEPTH; r++) {
        // unroll
        for (var step = 0u; step < 4u; step++) {
          let from_lane = step * 2u + (tile.upper + r % SPAN) / 4u;
          let factor = subgroupShuffle(left[r / SPAN][r % 4u], from_lane);
          // unroll
          for (var v = 0u; v < WIDE; v++) {
            sum[r * WIDE + v] += factor * right[v][step];
          }
        }
      }
    }
    for (var first = 0u; first < DEPTH; first += STORED) {
      // unroll
      for (var v = 0u; v < WIDE; v++) {
        let col = tile.col + v * SPAN;
        // unroll
        for (var r = 0u; r < STORED; r++) {
          let row = row_of(tile, first + r);
          if (row < params.outs && col < ins) {
            dweight[(tile.plane * params.outs + row) * ins + col] = sum[r * WIDE + v];
          }
        }
      }
      next_rows(&sum);
    }
  }
}
