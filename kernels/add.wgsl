// Elementwise sum.
//
//   forward  out = a + b
//
// Shapes  a, b, out [size], as vectors of four; size4 = ceil(size / 4)
// Grid    a thread per vector, strided

alias Stored = f32; // f16 where tensors hold that

struct Params {
  size4: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<vec4<Stored>>;
@group(0) @binding(2) var<storage, read> b: array<vec4<Stored>>;
@group(0) @binding(3) var<storage, read_write> out: array<vec4<Stored>>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) {
    out[i] = vec4<Stored>(vec4f(a[i]) + vec4f(b[i]));
  }
}
