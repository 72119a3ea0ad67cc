// Rows of a matrix by number; the gradient is the same with the numbers turned round.
//
//   forward  out[i] = x[index[first + i]], or 0 where the number is NONE
//
// Shapes  x [any, cols]; index [first + count or more]; out [count, cols]; cols counts elements,
//         of _vectors.wgsl
// Grid    a thread per element of out, strided

const NONE = 0xffffffffu;

struct Params {
  first: u32,
  count: u32,
  cols: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<StoredElement>;
@group(0) @binding(2) var<storage, read> index: array<u32>;
@group(0) @binding(3) var<storage, read_write> out: array<StoredElement>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.count * params.cols; i += groups.x * 64u) {
    let row = index[params.first + i / params.cols];
    var value = StoredElement();
    if (row != NONE) { value = x[row * params.cols + i % params.cols]; }
    out[i] = value;
  }
}
