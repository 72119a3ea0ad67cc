// Zeroes the elements of a vector that a mask removes; the others stay.
//
//   apply  x[i] = 0 where mask[i] = 0
//
// A product would keep the sign of what is removed, and make no number of infinity.
//
// Shapes  x, mask [size], as vectors of four; size4 = ceil(size / 4)
// Grid    a thread per vector, strided

struct Params {
  size4: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> mask: array<vec4f>;

@compute @workgroup_size(64)
fn apply(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) {
    x[i] = select(x[i], vec4f(), mask[i] == vec4f());
  }
}
