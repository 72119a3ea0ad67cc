// A step of Adam with decoupled weight decay; the gradients are zero afterwards.
//
//   step  g = factor * grads;  the first `decayed` weights: values *= kept
//         first  += rest1 * (g - first)
//         second  = beta2 * second + rest2 * g * g
//         values -= rate * first / (sqrt(second) / root2 + eps)
//
// Shapes  values, grads, first, second [size], as vectors of four; size4 = ceil(size / 4);
//         clip [2]: norm of the gradients and factor
// Units   kept = 1 - learning rate * decay; rest1, rest2 = 1 - beta1, 1 - beta2;
//         rate = learning rate / (1 - beta1^t), root2 = sqrt(1 - beta2^t) at step t, from 1:
//         all from the host, in float64
// Grid    a thread per vector, strided
// Source  Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2, as in torch.optim.AdamW

struct Params {
  size4: u32,
  decayed: u32,
  kept: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  rate: f32,
  root2: f32,
  eps: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> values: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> grads: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> first: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> second: array<vec4f>;
@group(0) @binding(5) var<storage, read> clip: array<f32>;

@compute @workgroup_size(64)
fn step(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.size4; i += groups.x * 64u) {
    let decays = vec4u(4u * i) + vec4u(0u, 1u, 2u, 3u) < vec4u(params.decayed);
    let g = grads[i] * clip[1];
    let m = first[i] + params.rest1 * (g - first[i]);
    let v = params.beta2 * second[i] + params.rest2 * g * g;
    let kept = values[i] * select(vec4f(1.0), vec4f(params.kept), decays);
    values[i] = kept - params.rate * m / (sqrt(v) / params.root2 + params.eps);
    first[i] = m;
    second[i] = v;
    grads[i] = vec4f();
  }
}
