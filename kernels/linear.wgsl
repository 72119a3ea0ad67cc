// Affine map of each row, and its gradients; G groups of rows may have weights of their own.
//
//   forward          out = x * transpose(weight) + bias + residual
//   backward_x       dx  = dout * weight
//   backward_weight  dweight[part] = transpose(dout) * x over the part's rows
//
// Shapes  x, dx [groups * rows, ins]; weight [groups, outs, ins]; bias [groups, outs];
//         out, residual, dout [groups * rows, outs];
//         dweight [parts, outs, ins], parts = ceil(rows / chunk), for one group only
// Grid    a thread per tile of 4 x 4 outputs, strided
// Source  the definition; weight is stored [outs, ins] as in PyTorch's Linear

const BIAS = 1u; // 1 where a bias is added
const RESIDUAL = 0u; // 1 where a residual is added

struct Params {
  rows: u32,
  ins: u32,
  outs: u32,
  groups: u32,
  chunk: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> weight: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>; // weight again where there is none
@group(0) @binding(4) var<storage, read> residual: array<f32>; // x again where there is none
@group(0) @binding(5) var<storage, read_write> out: array<f32>;
@group(0) @binding(6) var<storage, read> dout: array<f32>;
@group(0) @binding(7) var<storage, read_write> dx: array<f32>;
@group(0) @binding(8) var<storage, read_write> dweight: array<f32>;

@compute @workgroup_size(16)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.groups * params.rows * params.outs; i += groups.x * 16u) {
    let row = i / params.outs;
    let o = i % params.outs;
    let group = row / params.rows;
    var sum = 0.0;
    for (var k = 0u; k < params.ins; k++) {
      sum += x[row * params.ins + k] * weight[(group * params.outs + o) * params.ins + k];
    }
    if (BIAS == 1u) { sum += bias[group * params.outs + o]; }
    if (RESIDUAL == 1u) { sum += residual[i]; }
    out[i] = sum;
  }
}

@compute @workgroup_size(16)
fn backward_x(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < params.groups * params.rows * params.ins; i += groups.x * 16u) {
    let row = i / params.ins;
    let k = i % params.ins;
    let group = row / params.rows;
    var sum = 0.0;
    for (var o = 0u; o < params.outs; o++) {
      sum += dout[row * params.outs + o] * weight[(group * params.outs + o) * params.ins + k];
    }
    dx[i] = sum;
  }
}

@compute @workgroup_size(16)
fn backward_weight(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let size = params.outs * params.ins;
  let parts = (params.rows + params.chunk - 1u) / params.chunk;
  for (var i = id.x; i < parts * size; i += groups.x * 16u) {
    let first = i / size * params.chunk;
    let o = i % size / params.ins;
    let k = i % params.ins;
    let end = min(first + params.chunk, params.rows);
    var sum = 0.0;
    for (var row = first; row < end; row++) {
      sum += dout[row * params.outs + o] * x[row * params.ins + k];
    }
    dweight[i] = sum;
  }
}
