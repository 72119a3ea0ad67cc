// As many bytes as the device can move: what the others are measured against.
//
//   forward  out = x
//
// Shapes  x, out [size4, 4]
// Grid    a thread per vec4, strided

struct Params {
  size4: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) { out[i] = x[i]; }
}
