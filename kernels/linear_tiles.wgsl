// linear.wgsl for a software GPU with subgroups of 8: same shapes, same results but for rounding.
//
//   forward          out = x * transpose(weight) + bias + residual
//   backward_x       dx  = dout * weight
//   backward_weight  dweight[part] = transpose(dout) * x over the part's rows
//
// A subgroup computes a tile of ROWS rows. SPAN of its lanes lie along the
// columns; each owns WIDE vec4 in DEPTH rows. The factor that all columns share
// is loaded once by the subgroup, each lane its share, and handed round: on a
// software GPU a load costs as much as a hundred products, a shuffle about one.
//
// Shapes  as in linear.wgsl; ins and outs are multiples of 4
// Grid    a workgroup, which is one subgroup of 8, per tile of a group of rows or of a part; strided
// Source  the definition

const BIAS = 1u; // 1 where a bias is added
const RESIDUAL = 0u; // 1 where a residual is added
const ROWS = 16u; // rows of a tile, a multiple of 8
const WIDE = 2u; // vec4 that a lane owns in a row
const SPAN = 8u; // lanes along a row: 8, or 4 for narrow outputs

const DEPTH = ROWS * SPAN / 8u; // rows that a lane owns
const SUMS = DEPTH * WIDE;
const LOADS = ROWS / 8u;

struct Params {
  rows: u32,
  ins: u32,
  outs: u32,
  groups: u32,
  chunk: u32, // a multiple of 4
  tiles: u32, // of all groups or parts together
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> weight: array<vec4f>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>; // weight again where there is none
@group(0) @binding(4) var<storage, read> residual: array<vec4f>; // x again where there is none
@group(0) @binding(5) var<storage, read_write> out: array<vec4f>;
@group(0) @binding(6) var<storage, read> dout: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> dx: array<vec4f>;
@group(0) @binding(8) var<storage, read_write> dweight: array<vec4f>;

// Where a lane's part of a tile lies in a matrix of `height` rows of `width` vec4.
struct Tile {
  plane: u32, // group or part
  row: u32, // first of the tile
  upper: u32, // first of the lane among each 8 rows: 0, or 4 for the later lanes if SPAN is 4
  col: u32, // the lane's first vec4
}

fn tile(index: u32, lane: u32, height: u32, width: u32) -> Tile {
  let across = (width + WIDE * SPAN - 1u) / (WIDE * SPAN);
  let down = (height + ROWS - 1u) / ROWS;
  return Tile(
    index / (across * down),
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
    let first = (tile.plane * params.rows + tile.row + lane) * ins;
    var sum = array<vec4f, SUMS>(); // naga resets it in the loop only if told
    for (var k = 0u; k < ins; k++) {
      var left: array<vec4f, LOADS>;
      // unroll
      for (var i = 0u; i < LOADS; i++) { left[i] = x[first + i * 8u * ins + k]; }
      var right: array<mat4x4f, WIDE>;
      // unroll
      for (var v = 0u; v < WIDE; v++) {
        let at = (tile.plane * outs + tile.col + v * SPAN) * params.ins + k;
        right[v] = transpose(
          mat4x4f(weight[at], weight[at + ins], weight[at + 2u * ins], weight[at + 3u * ins]),
        );
      }
      add_steps(&sum, left, right, tile.upper);
    }
    // unroll
    for (var v = 0u; v < WIDE; v++) {
      let col = tile.col + v * SPAN;
      var shift = vec4f();
      if (BIAS == 1u) { shift = bias[tile.plane * outs + col]; }
      // unroll
      for (var r = 0u; r < DEPTH; r++) {
        let row = row_of(tile, r);
        if (row < params.rows && col < outs) {
          let at = (tile.plane * params.rows + row) * outs + col;
          var value = sum[r * WIDE + v] + shift;
          if (RESIDUAL == 1u) { value += residual[at]; }
          out[at] = value;
        }
      }
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
    let first = (tile.plane * params.rows + tile.row + lane) * outs;
    var sum = array<vec4f, SUMS>(); // naga resets it in the loop only if told
    for (var o = 0u; o < outs; o++) {
      var left: array<vec4f, LOADS>;
      // unroll
      for (var i = 0u; i < LOADS; i++) { left[i] = dout[first + i * 8u * outs + o]; }
      var right: array<mat4x4f, WIDE>;
      // unroll
      for (var v = 0u; v < WIDE; v++) {
        let at = (tile.plane * outs + o) * params.ins + tile.col + v * SPAN;
        right[v] = mat4x4f(weight[at], weight[at + ins], weight[at + 2u * ins], weight[at + 3u * ins]);
      }
      add_steps(&sum, left, right, tile.upper);
    }
    // unroll
    for (var v = 0u; v < WIDE; v++) {
      let col = tile.col + v * SPAN;
      // unroll
      for (var r = 0u; r < DEPTH; r++) {
        let row = row_of(tile, r);
        if (row < params.rows && col < ins) {
          dx[(tile.plane * params.rows + row) * ins + col] = sum[r * WIDE + v];
        }
      }
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
    let end = min((tile.plane + 1u) * params.chunk, params.rows);
    var sum = array<vec4f, SUMS>(); // naga resets it in the loop only if told
    for (var row = tile.plane * params.chunk; row < end; row += 4u) {
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
          x[row * ins + col],
          x[min(row + 1u, end - 1u) * ins + col], // what lies past the rows may be NaN
          x[min(row + 2u, end - 1u) * ins + col],
          x[min(row + 3u, end - 1u) * ins + col],
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
    // unroll
    for (var v = 0u; v < WIDE; v++) {
      let col = tile.col + v * SPAN;
      // unroll
      for (var r = 0u; r < DEPTH; r++) {
        let o = row_of(tile, r);
        if (o < params.outs && col < ins) {
          dweight[(tile.plane * params.outs + o) * ins + col] = sum[r * WIDE + v];
        }
      }
    }
  }
}
