// linear.wgsl for GPUs with shared memory; _linear.wgsl goes before.
//
// A workgroup computes a tile of HEIGHT rows and WIDTH columns, DEPTH steps of
// all its sums at a time: both factors are put into shared memory, step by step,
// in blocks of 4 steps and 4 rows or columns, and the next ones are loaded while
// these are multiplied. A thread owns 8 x 8 sums, four rows and four columns in
// each half of the tile, so that 32 neighbours read at most 4 vec4 of one factor
// and 8 of the other. A row of padding keeps what they write in different banks.
//
// Shapes  as in _linear.wgsl; ins and outs are multiples of 4
// Grid    a workgroup per tile of a group of rows or of a part; strided
// Source  tiles as in https://siboehm.com/articles/22/CUDA-MMM, kernels 5 to 10

const HEIGHT = 64u; // rows of a tile, 64 or 128
const WIDTH = 64u; // columns of a tile, 64 or 128

const DEPTH = 16u; // steps that are in shared memory at one time
const THREADS = HEIGHT * WIDTH / 64u;
const LEFT = HEIGHT / 4u; // vec4 of the left factor in a step
const RIGHT = WIDTH / 4u; // vec4 of the right factor in a step
const LEFT_BLOCKS = LEFT * DEPTH / 4u;
const BLOCKS = LEFT_BLOCKS + RIGHT * DEPTH / 4u;
const LOADS = (BLOCKS + THREADS - 1u) / THREADS; // blocks that a thread loads

alias StoredElement = vec4<Stored>;
alias Element = vec4f;

// Two dimensions, for a clamp of the column is then the same in every step.
var<workgroup> left: array<array<vec4f, LEFT + 1u>, DEPTH>;
var<workgroup> right: array<array<vec4f, RIGHT + 1u>, DEPTH>;

// Where a tile lies in a matrix of `height` rows of `width` vec4.
struct Tile {
  plane: u32, // group or part
  row: u32, // first row
  col: u32, // first vec4
}

fn tile(index: u32, height: u32, width: u32) -> Tile {
  let across = (width + RIGHT - 1u) / RIGHT;
  let down = (height + HEIGHT - 1u) / HEIGHT;
  return Tile(
    index / (across * down),
    index / across % down * HEIGHT,
    index % across * RIGHT,
  );
}

// Where a block lies in a factor's share of the tile: its first step, and its vec4.
struct Spot {
  step: u32,
  quad: u32,
}

// Neighbouring blocks follow each other along the steps, then along the quads.
fn spot_of(block: u32, quads: u32) -> Spot {
  return Spot((block % 2u + block / (2u * quads) * 2u) * 4u, block / 2u % quads);
}

// Puts blocks into shared memory; column j of a block is its j-th step.
fn share(blocks: array<mat4x4f, LOADS>, thread: u32, steps: u32) {
  workgroupBarrier(); // all threads are done with what is there
  // unroll
  for (var b = 0u; b < LOADS; b++) {
    let block = thread + b * THREADS;
    if (block < LEFT_BLOCKS) {
      let to = spot_of(block, LEFT);
      // unroll
      for (var j = 0u; j < 4u; j++) {
        left[to.step + j][to.quad] = select(vec4f(), blocks[b][j], to.step + j < steps);
      }
    } else if (block < BLOCKS) {
      let to = spot_of(block - LEFT_BLOCKS, RIGHT);
      // unroll
      for (var j = 0u; j < 4u; j++) {
        right[to.step + j][to.quad] = select(vec4f(), blocks[b][j], to.step + j < steps);
      }
    }
  }
  workgroupBarrier();
}

// A thread's quad of rows and of columns in half a tile: 32 neighbours are 4 x 8.
fn place(thread: u32) -> vec2u {
  let across = WIDTH / 64u;
  return vec2u(
    thread / 8u % 4u + thread / 32u / across * 4u,
    thread % 8u + thread / 32u % across * 8u,
  );
}

// Row of a thread's r-th sums.
fn row_of(tile: Tile, quad: u32, r: u32) -> u32 {
  return tile.row + r / 4u * (HEIGHT / 2u) + quad * 4u + r % 4u;
}

// Multiplies what is in shared memory; sum[2 r + half] are four columns of row r.
fn add_steps(sum: ptr<function, array<vec4f, 16>>, at: vec2u) {
  // unroll
  for (var step = 0u; step < DEPTH; step++) {
    let upper = left[step][at.x];
    let lower = left[step][at.x + LEFT / 2u];
    let near = right[step][at.y];
    let far = right[step][at.y + RIGHT / 2u];
    // unroll
    for (var r = 0u; r < 4u; r++) {
      (*sum)[2u * r] += upper[r] * near;
      (*sum)[2u * r + 1u] += upper[r] * far;
      (*sum)[2u * r + 8u] += lower[r] * near;
      (*sum)[2u * r + 9u] += lower[r] * far;
    }
  }
}

// Loads a block; column j is its j-th step. There is none past the last step.
fn forward_block(tile: Tile, block: u32, step: u32) -> mat4x4f {
  if (block >= BLOCKS || step >= params.ins) { return mat4x4f(); }
  let ins = params.ins / 4u;
  if (block < LEFT_BLOCKS) {
    let spot = spot_of(block, LEFT);
    let row = tile.plane * params.rows + tile.row + spot.quad * 4u;
    let at = row * ins + (step + spot.step) / 4u;
    return transpose(
      mat4x4f(x_at(at), x_at(at + ins), x_at(at + 2u * ins), x_at(at + 3u * ins)),
    );
  }
  let spot = spot_of(block - LEFT_BLOCKS, RIGHT);
  let o = tile.plane * params.outs + (tile.col + spot.quad) * 4u;
  let at = o * ins + (step + spot.step) / 4u;
  return transpose(
    mat4x4f(
      weight_at(at),
      weight_at(at + ins),
      weight_at(at + 2u * ins),
      weight_at(at + 3u * ins),
    ),
  );
}

@compute @workgroup_size(THREADS)
fn forward(
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) count: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let outs = params.outs / 4u;
  let at = place(thread);
  for (var index = id.x; index < params.tiles; index += count.x) {
    let tile = tile(index, params.rows, outs);
    var blocks: array<mat4x4f, LOADS>;
    // unroll
    for (var b = 0u; b < LOADS; b++) { blocks[b] = forward_block(tile, thread + b * THREADS, 0u); }
    var sum = array<vec4f, 16>(); // naga resets it in the loop only if told
    for (var k = 0u; k < params.ins; k += DEPTH) {
      share(blocks, thread, params.ins - k);
      // unroll
      for (var b = 0u; b < LOADS; b++) {
        blocks[b] = forward_block(tile, thread + b * THREADS, k + DEPTH);
      }
      add_steps(&sum, at);
    }
    // unroll
    for (var half = 0u; half < 2u; half++) {
      let col = tile.col + half * (RIGHT / 2u) + at.y;
      let shift = bias_at(tile.plane * outs + col);
      // unroll
      for (var r = 0u; r < 8u; r++) {
        let row = row_of(tile, at.x, r);
        if (row < params.rows && col < outs) {
          put_out((tile.plane * params.rows + row) * outs + col, sum[2u * r + half] + shift);
        }
      }
    }
  }
}

fn backward_x_block(tile: Tile, block: u32, step: u32) -> mat4x4f {
  if (block >= BLOCKS || step >= params.outs) { return mat4x4f(); }
  let ins = params.ins / 4u;
  let outs = params.outs / 4u;
  if (block < LEFT_BLOCKS) {
    let spot = spot_of(block, LEFT);
    let row = tile.plane * params.rows + tile.row + spot.quad * 4u;
    let at = row * outs + (step + spot.step) / 4u;
    return transpose(
      mat4x4f(dout[at], dout[at + outs], dout[at + 2u * outs], dout[at + 3u * outs]),
    );
  }
  let spot = spot_of(block - LEFT_BLOCKS, RIGHT);
  let o = tile.plane * params.outs + step + spot.step;
  let at = o * ins + tile.col + spot.quad;
  return mat4x4f(
    weight_at(at),
    weight_at(at + ins),
    weight_at(at + 2u * ins),
    weight_at(at + 3u * ins),
  );
}

@compute @workgroup_size(THREADS)
fn backward_x(
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) count: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let ins = params.ins / 4u;
  let at = place(thread);
  for (var index = id.x; index < params.tiles; index += count.x) {
    let tile = tile(index, params.rows, ins);
    var blocks: array<mat4x4f, LOADS>;
    // unroll
    for (var b = 0u; b < LOADS; b++) {
      blocks[b] = backward_x_block(tile, thread + b * THREADS, 0u);
    }
    var sum = array<vec4f, 16>(); // naga resets it in the loop only if told
    for (var o = 0u; o < params.outs; o += DEPTH) {
      share(blocks, thread, params.outs - o);
      // unroll
      for (var b = 0u; b < LOADS; b++) {
        blocks[b] = backward_x_block(tile, thread + b * THREADS, o + DEPTH);
      }
      add_steps(&sum, at);
    }
    // unroll
    for (var half = 0u; half < 2u; half++) {
      let col = tile.col + half * (RIGHT / 2u) + at.y;
      // unroll
      for (var r = 0u; r < 8u; r++) {
        let row = row_of(tile, at.x, r);
        if (row < params.rows && col < ins) {
          put_dx((tile.plane * params.rows + row) * ins + col, sum[2u * r + half]);
        }
      }
    }
  }
}

fn backward_weight_block(tile: Tile, block: u32, step: u32, end: u32) -> mat4x4f {
  if (block >= BLOCKS || step >= end) { return mat4x4f(); }
  let ins = params.ins / 4u;
  let outs = params.outs / 4u;
  if (block < LEFT_BLOCKS) {
    let spot = spot_of(block, LEFT);
    let at = (step + spot.step) * outs + tile.row / 4u + spot.quad;
    return mat4x4f(dout[at], dout[at + outs], dout[at + 2u * outs], dout[at + 3u * outs]);
  }
  let spot = spot_of(block - LEFT_BLOCKS, RIGHT);
  let at = (step + spot.step) * ins + tile.col + spot.quad;
  return mat4x4f(x_at(at), x_at(at + ins), x_at(at + 2u * ins), x_at(at + 3u * ins));
}

@compute @workgroup_size(THREADS)
fn backward_weight(
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) count: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let ins = params.ins / 4u;
  let at = place(thread);
  for (var index = id.x; index < params.tiles; index += count.x) {
    let tile = tile(index, params.outs, ins);
    let first = tile.plane * params.chunk;
    let end = min(first + params.chunk, params.rows);
    var blocks: array<mat4x4f, LOADS>;
    // unroll
    for (var b = 0u; b < LOADS; b++) {
      blocks[b] = backward_weight_block(tile, thread + b * THREADS, first, end);
    }
    var sum = array<vec4f, 16>(); // naga resets it in the loop only if told
    for (var row = first; row < end; row += DEPTH) {
      share(blocks, thread, end - row);
      // unroll
      for (var b = 0u; b < LOADS; b++) {
        blocks[b] = backward_weight_block(tile, thread + b * THREADS, row + DEPTH, end);
      }
      add_steps(&sum, at);
    }
    // unroll
    for (var half = 0u; half < 2u; half++) {
      let col = tile.col + half * (RIGHT / 2u) + at.y;
      // unroll
      for (var r = 0u; r < 8u; r++) {
        let o = row_of(tile, at.x, r);
        if (o < params.outs && col < ins) {
          dweight[(tile.plane * params.outs + o) * ins + col] = sum[2u * r + half];
        }
      }
    }
  }
}
