// Elementwise non-linearities, each with its derivative.
//
//   gelu  out = x * Phi(x),  Phi(x) = (1 + erf(x / sqrt 2)) / 2
//   relu  out = max(x, 0)
//   silu  out = x * s(x),    s(x) = 1 / (1 + exp(-x))
//   tanh  out = tanh(x)
//   X_backward  dx = dout * (derivative of X at x)
//
// Shapes  x, out, dout, dx [size], as vectors of four; size4 = ceil(size / 4)
// Grid    a thread per vector, strided
// Source  GELU: Hendrycks and Gimpel 2016, arXiv:1606.08415, eq. 1; SiLU: the same, section 2;
//         erf: Abramowitz and Stegun 1964, formula 7.1.26, absolute error < 1.5e-7

struct Params {
  size4: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;
@group(0) @binding(3) var<storage, read> dout: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> dx: array<vec4f>;

// The normal distribution function Phi.
fn normal_cdf(v: vec4f) -> vec4f {
  let z = abs(v) * 0.70710678;
  let t = 1.0 / (1.0 + 0.3275911 * z);
  let poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t
    + 0.254829592) * t;
  let tail = 0.5 * poly * exp(-z * z); // 1 - Phi(|v|)
  return select(tail, 1.0 - tail, v >= vec4f());
}

fn logistic(v: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(-clamp(v, vec4f(-80.0), vec4f(80.0)))); // exp(80) is finite
}

// Drivers may compute tanh from exponentials, which overflow; beyond 15 it is 1 in f32.
fn bounded_tanh(v: vec4f) -> vec4f {
  return tanh(clamp(v, vec4f(-15.0), vec4f(15.0)));
}

@compute @workgroup_size(64)
fn gelu(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) { out[i] = x[i] * normal_cdf(x[i]); }
}

@compute @workgroup_size(64)
fn gelu_backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) {
    let v = x[i];
    dx[i] = dout[i] * (normal_cdf(v) + v * 0.39894228 * exp(-0.5 * v * v));
  }
}

@compute @workgroup_size(64)
fn relu(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) { out[i] = max(x[i], vec4f()); }
}

@compute @workgroup_size(64)
fn relu_backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) {
    dx[i] = select(vec4f(), dout[i], x[i] > vec4f());
  }
}

@compute @workgroup_size(64)
fn silu(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) { out[i] = x[i] * logistic(x[i]); }
}

@compute @workgroup_size(64)
fn silu_backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) {
    let s = logistic(x[i]);
    dx[i] = dout[i] * (s + x[i] * s * (1.0 - s));
  }
}

@compute @workgroup_size(64)
fn tanh_forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) { out[i] = bounded_tanh(x[i]); }
}

@compute @workgroup_size(64)
fn tanh_backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) {
    let t = bounded_tanh(x[i]);
    dx[i] = dout[i] * (1.0 - t * t);
  }
}
