// Fragment: tiles of scores in shared memory, for attention and its gradients on GPUs.
//
// A workgroup owns ROWS consecutive tokens of a sequence, for one head, and goes through all tokens
// of the sequence, COLS at a time. Of the tile of ROWS x COLS scores a thread has those of rows
// 4 up + r and columns across + 8 c, for r and c from 0 to 3; up = lane / 8, across = lane % 8. Of
// the result it has the vectors across + 8 s of its four rows. Heads are loaded in slices of 8
// vectors, so that 14 KiB of shared memory do for heads of any width.

const ROWS = 64u; // 32 or more, as the weights take the place of the rows
const COLS = 32u;
const THREADS = 2u * ROWS;
const SLICE = 8u; // vectors of a slice
const SLICES = VECTORS / SLICE;
const STRIDE = SLICE + 1u; // one more than needed: threads side by side then read different banks
const LINE = ROWS / 4u + 1u; // likewise

// What fetch(), which each kernel has of its own, is asked for.
const Q = 0u;
const K = 1u;
const V = 2u;
const DOUT = 3u;

var<workgroup> left: array<vec4f, ROWS * STRIDE>; // owned rows; or weights, four rows a vector
var<workgroup> right: array<vec4f, COLS * STRIDE>; // rows that pass by; or a vector a thread

// Consecutive tokens of a sequence, for one head.
struct Rows {
  head: u32,
  first: u32,
  last: u32, // of the sequence; taken in place of those beyond
}

// Tile number g of the batch.
struct Tile {
  mine: Rows,
  start: u32, // of the sequence
  empty: bool, // it lies behind the end of its sequence
}

fn tiles() -> u32 {
  return (params.longest + ROWS - 1u) / ROWS; // of a sequence
}

fn tile(g: u32) -> Tile {
  let sequence = g / tiles() / params.heads;
  let start = index[sequence];
  let first = start + g % tiles() * ROWS;
  let end = index[sequence + 1u];
  return Tile(Rows(g / tiles() % params.heads, first, end - 1u), start, first >= end);
}

// Place of a row's first vector.
fn place(rows: Rows, row: u32) -> u32 {
  return (min(rows.first + row, rows.last) * params.heads + rows.head) * VECTORS;
}

fn load_left(what: u32, rows: Rows, slice: u32, lane: u32) {
  // unroll
  for (var i = 0u; i < ROWS * SLICE; i += THREADS) {
    let row = (i + lane) / SLICE;
    let c = (i + lane) % SLICE;
    left[row * STRIDE + c] = fetch(what, place(rows, row) + slice * SLICE + c);
  }
}

fn load_right(what: u32, rows: Rows, slice: u32, lane: u32) {
  // unroll
  for (var i = 0u; i < COLS * SLICE; i += THREADS) {
    let row = (i + lane) / SLICE;
    let c = (i + lane) % SLICE;
    right[row * STRIDE + c] = fetch(what, place(rows, row) + slice * SLICE + c);
  }
}

// Scalar products of the thread's rows, one a vector, with its columns.
fn products(
  what: u32, mine: Rows, other_what: u32, others: Rows, lane: u32,
) -> array<vec4f, 4> {
  var sum = array<vec4f, 4>();
  for (var slice = 0u; slice < SLICES; slice++) {
    workgroupBarrier(); // all have read what was there
    load_left(what, mine, slice, lane);
    load_right(other_what, others, slice, lane);
    workgroupBarrier();
    for (var d = 0u; d < SLICE; d += 2u) {
      // unroll
      for (var step = 0u; step < 2u; step++) {
        let at = lane % 8u * STRIDE + d + step;
        let a = right[at];
        let b = right[at + 8u * STRIDE];
        let c = right[at + 16u * STRIDE];
        let e = right[at + 24u * STRIDE];
        // unroll
        for (var r = 0u; r < 4u; r++) {
          let x = left[(lane / 8u * 4u + r) * STRIDE + d + step];
          sum[r] += vec4f(dot(x, a), dot(x, b), dot(x, c), dot(x, e));
        }
      }
    }
  }
  return sum;
}

// Puts the thread's weights where gathered() finds them.
fn share(weights: array<vec4f, 4>, lane: u32) {
  let turned = transpose(mat4x4f(weights[0], weights[1], weights[2], weights[3]));
  workgroupBarrier(); // all have read what was there
  // unroll
  for (var c = 0u; c < 4u; c++) { left[(lane % 8u + 8u * c) * LINE + lane / 8u] = turned[c]; }
}

// A slice of the other rows' sum with the shared weights, for each of the thread's rows.
fn gathered(what: u32, others: Rows, slice: u32, lane: u32) -> array<vec4f, 4> {
  workgroupBarrier(); // all have read what was there
  load_right(what, others, slice, lane);
  workgroupBarrier();
  let count = min(COLS, others.last + 1u - others.first);
  var sum = array<vec4f, 4>();
  for (var j = 0u; j < count; j += 4u) {
    // unroll
    for (var step = 0u; step < 4u; step++) {
      let weights = left[(j + step) * LINE + lane / 8u];
      let x = right[(j + step) * STRIDE + lane % 8u];
      // unroll
      for (var r = 0u; r < 4u; r++) { sum[r] += weights[r] * x; }
    }
  }
  return sum;
}

// Tokens of the thread's columns.
fn columns(others: Rows, lane: u32) -> vec4u {
  return others.first + lane % 8u + vec4u(0u, 8u, 16u, 24u);
}

// Dropout's factors of a query's probabilities, by the places of its keys in their sequence.
fn kept(token: u32, head: u32, places: vec4u) -> vec4f {
  return vec4f(
    keep(token, head, places.x),
    keep(token, head, places.y),
    keep(token, head, places.z),
    keep(token, head, places.w),
  );
}
