// Rows of a table, and the gradient of the table.
//
//   forward   out[t] = (what is there, or 0) + table[ids[t] - first]  where that row is here
//   backward  dtable[rows[j]] += sum over the tokens order[starts[j]..starts[j + 1]] of dout
//
// A table larger than one binding comes in parts: `first` is the id of the part's first row.
//
// Shapes  table, dtable [height, cols]; ids [tokens]; out, dout [tokens, cols];
//         rows [distinct]; starts [distinct + 1]; order [tokens]; cols counts elements, of
//         _vectors.wgsl
// Grid    forward: a thread per element of out; backward: a thread per element of a used row
// Order   tokens of a row from first to last: the same bits every time

const ADD = 0u; // 1 to add to what is in out, 0 to replace it

struct Params {
  cols: u32,
  tokens: u32,
  first: u32,
  height: u32,
  distinct: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> ids: array<u32>;
@group(0) @binding(2) var<storage, read> table: array<StoredElement>;
@group(0) @binding(3) var<storage, read_write> out: array<StoredElement>;
@group(0) @binding(4) var<storage, read> rows: array<u32>;
@group(0) @binding(5) var<storage, read> starts: array<u32>;
@group(0) @binding(6) var<storage, read> order: array<u32>;
@group(0) @binding(7) var<storage, read> dout: array<Element>;
@group(0) @binding(8) var<storage, read_write> dtable: array<Element>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.tokens * params.cols; i += groups.x * 64u) {
    let row = ids[i / params.cols] - params.first; // wraps to a huge number if it is before the part
    var value = Element();
    if (ADD == 1u) { value = Element(out[i]); }
    if (row < params.height) {
      value += Element(table[row * params.cols + i % params.cols]);
    }
    out[i] = StoredElement(value);
  }
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.distinct * params.cols; i += groups.x * 64u) {
    let j = i / params.cols;
    let column = i % params.cols;
    let row = rows[j] - params.first;
    if (row >= params.height) { continue; }
    var sum = Element();
    for (var at = starts[j]; at < starts[j + 1u]; at++) {
      sum += dout[order[at] * params.cols + column];
    }
    dtable[row * params.cols + column] += sum;
  }
}
