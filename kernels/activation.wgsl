// Elementwise non-linearities, each with its derivative; _activation.wgsl goes before.
//
//   forward   out = f(x)
//   backward  dx = dout * (derivative of f at x)
//
//   GELU  f(x) = x * Phi(x),  Phi(x) = (1 + erf(x / sqrt 2)) / 2
//   ReLU  f(x) = max(x, 0)
//   SiLU  f(x) = x * s(x),    s(x) = 1 / (1 + exp(-x))
//   tanh  f(x) = tanh(x)
//
// Shapes  x, out, dout, dx [size], as vectors of four; size4 = ceil(size / 4)
// Grid    a thread per vector, strided
// Source  as in _activation.wgsl

alias Stored = f32; // f16 where tensors hold that
alias Element = vec4f;

struct Params {
  size4: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4<Stored>>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4<Stored>>;
@group(0) @binding(3) var<storage, read> dout: array<Element>;
@group(0) @binding(4) var<storage, read_write> dx: array<Element>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) {
    out[i] = vec4<Stored>(activate(vec4f(x[i])));
  }
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) {
    dx[i] = activate_back(dout[i], vec4f(x[i]));
  }
}
