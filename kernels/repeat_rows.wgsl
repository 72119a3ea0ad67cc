// Copies of a matrix, end to end.
//
//   forward  out[c * size + i] = x[i]
//
// Shapes  x [size]; out [copies * size]; size counts elements, of _vectors.wgsl
// Grid    a thread per element of x, strided: each is read once

struct Params {
  size: u32,
  copies: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<StoredElement>;
@group(0) @binding(2) var<storage, read_write> out: array<StoredElement>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size; i += groups.x * 64u) {
    let value = x[i];
    for (var c = 0u; c < params.copies; c++) { out[c * params.size + i] = value; }
  }
}
