// Affine map of each row, and its gradients, for all shapes; _linear.wgsl goes before.
//
// A thread adds up SIDE x SIDE sums, so that what it loads is used SIDE times.
// Past the last row or column it loads the last one again and stores nothing.
//
// Grid    a thread per tile of SIDE x SIDE results of a group of rows or of a part, strided

alias StoredElement = Stored;
alias Element = f32;

const SIDE = 4u; // rows and columns of a thread's tile
const SUMS = SIDE * SIDE;

// Where a thread's tile lies in a result of `height` rows and `width` columns.
struct Tile {
  plane: u32, // group or part
  row: u32, // first row
  col: u32, // first column
}

fn tile(index: u32, height: u32, width: u32) -> Tile {
  let across = (width + SIDE - 1u) / SIDE;
  let down = (height + SIDE - 1u) / SIDE;
  return Tile(
    index / (across * down),
    index / across % down * SIDE,
    index % across * SIDE,
  );
}

// Adds a step of the product.
fn add_step(
  sum: ptr<function, array<f32, SUMS>>,
  left: array<f32, SIDE>,
  right: array<f32, SIDE>,
) {
  // unroll
  for (var r = 0u; r < SIDE; r++) {
    // unroll
    for (var c = 0u; c < SIDE; c++) { (*sum)[r * SIDE + c] += left[r] * right[c]; }
  }
}

@compute @workgroup_size(16)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.tiles; i += groups.x * 16u) {
    let tile = tile(i, params.rows, params.outs);
    var sum = array<f32, SUMS>(); // naga resets it in the loop only if told
    for (var k = 0u; k < params.ins; k++) {
      var left: array<f32, SIDE>;
      var right: array<f32, SIDE>;
      // unroll
      for (var n = 0u; n < SIDE; n++) {
        let row = tile.plane * params.rows + min(tile.row + n, params.rows - 1u);
        let o = tile.plane * params.outs + min(tile.col + n, params.outs - 1u);
        left[n] = x_at(row * params.ins + k);
        right[n] = weight_at(o * params.ins + k);
      }
      add_step(&sum, left, right);
    }
    // unroll
    for (var n = 0u; n < SUMS; n++) {
      let row = tile.row + n / SIDE;
      let o = tile.col + n % SIDE;
      if (row < params.rows && o < params.outs) {
        let shift = bias_at(tile.plane * params.outs + o);
        put_out((tile.plane * params.rows + row) * params.outs + o, sum[n] + shift);
      }
    }
  }
}

@compute @workgroup_size(16)
fn backward_x(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.tiles; i += groups.x * 16u) {
    let tile = tile(i, params.rows, params.ins);
    var sum = array<f32, SUMS>(); // naga resets it in the loop only if told
    for (var o = 0u; o < params.outs; o++) {
      var left: array<f32, SIDE>;
      var right: array<f32, SIDE>;
      // unroll
      for (var n = 0u; n < SIDE; n++) {
        let row = tile.plane * params.rows + min(tile.row + n, params.rows - 1u);
        let k = min(tile.col + n, params.ins - 1u);
        left[n] = dout[row * params.outs + o];
        right[n] = weight_at((tile.plane * params.outs + o) * params.ins + k);
      }
      add_step(&sum, left, right);
    }
    // unroll
    for (var n = 0u; n < SUMS; n++) {
      let row = tile.row + n / SIDE;
      let k = tile.col + n % SIDE;
      if (row < params.rows && k < params.ins) {
        put_dx((tile.plane * params.rows + row) * params.ins + k, sum[n]);
      }
    }
  }
}

@compute @workgroup_size(16)
fn backward_weight(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  for (var i = id.x; i < params.tiles; i += groups.x * 16u) {
    let tile = tile(i, params.outs, params.ins);
    let first = tile.plane * params.chunk;
    let end = min(first + params.chunk, params.rows);
    var sum = array<f32, SUMS>(); // naga resets it in the loop only if told
    for (var row = first; row < end; row++) {
      var left: array<f32, SIDE>;
      var right: array<f32, SIDE>;
      // unroll
      for (var n = 0u; n < SIDE; n++) {
        left[n] = dout[row * params.outs + min(tile.row + n, params.outs - 1u)];
        right[n] = x_at(row * params.ins + min(tile.col + n, params.ins - 1u));
      }
      add_step(&sum, left, right);
    }
    // unroll
    for (var n = 0u; n < SUMS; n++) {
      let o = tile.row + n / SIDE;
      let k = tile.col + n % SIDE;
      if (o < params.outs && k < params.ins) {
        dweight[(tile.plane * params.outs + o) * params.ins + k] = sum[n];
      }
    }
  }
}
