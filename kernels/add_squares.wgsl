// Running sum of squares.
//
//   forward  sums += x * x
//
// Shapes  x, sums [size], as vectors of four; size4 = ceil(size / 4)
// Grid    a thread per vector, strided

struct Params {
  size4: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> sums: array<vec4f>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) { sums[i] += x[i] * x[i]; }
}
