// Sums over the rows of a matrix, added to what is there.
//
//   partial  parts[p, c] = sum over rows r of part p of x[r, c]
//   finish   total[c] += sum over p of parts[p, c]
//
// Shapes  x [rows, cols]; parts [ceil(rows / chunk), cols]; total [cols]
// Grid    partial: a thread per column of a part; finish: a thread per column; both strided
// Order   rows of a part, then parts, each from first to last: the same bits every time

struct Params {
  rows: u32,
  cols: u32,
  chunk: u32,
  parts: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> parts: array<f32>;
@group(0) @binding(3) var<storage, read_write> total: array<f32>;

@compute @workgroup_size(64)
fn partial(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.parts * params.cols; i += groups.x * 64u) {
    let column = i % params.cols;
    let first = i / params.cols * params.chunk;
    let end = min(first + params.chunk, params.rows);
    var sum = 0.0;
    for (var row = first; row < end; row++) { sum += x[row * params.cols + column]; }
    parts[i] = sum;
  }
}

@compute @workgroup_size(64)
fn finish(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var c = id.x; c < params.cols; c += groups.x * 64u) {
    var sum = 0.0;
    for (var p = 0u; p < params.parts; p++) { sum += parts[p * params.cols + c]; }
    total[c] += sum;
  }
}
