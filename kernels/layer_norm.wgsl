// Layer normalisation over the last axis of a sum, with scale and shift.
//
//   forward          out = n * weight + bias       s    = x + residual, n = (s - mean) * rstd
//                                                  rstd = 1 / sqrt(var + eps)
//   backward_x       dx  = rstd * (g - mean(g) - n * mean(g * n)),  g = dout * weight;
//                          it is the gradient at x and at the residual alike
//   backward_params  dweight[part] = sum over the part's rows of dout * n
//                    dbias[part]   = sum over the part's rows of dout
//
// Shapes  x, residual, out, dout, dx [rows, cols]; mean, rstd [rows]; weight, bias [cols];
//         dweight, dbias [parts, cols], parts = ceil(rows / chunk); cols counts elements, of
//         _vectors.wgsl
// Units   eps is added to a variance, so it has the unit of x squared;
//         the variance is the biased one (divides by cols)
// Grid    forward, backward_x: a workgroup per row; the same with _by_lane: a thread per row,
//         for devices on which workgroups are not run in parallel lanes;
//         backward_params: a thread per column of a part
// Source  Ba, Kiros and Hinton 2016, arXiv:1607.06450, section 3;
//         Welford 1962, Technometrics 4(3), for the variance in one pass

const RESIDUAL = 0u; // 1 where a residual is added, 0 where none is

struct Params {
  rows: u32,
  cols: u32,
  chunk: u32,
  eps: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<StoredElement>;
@group(0) @binding(2) var<storage, read> residual: array<StoredElement>; // or x again
@group(0) @binding(3) var<storage, read> weight: array<StoredElement>;
@group(0) @binding(4) var<storage, read> bias: array<StoredElement>;
@group(0) @binding(5) var<storage, read_write> mean: array<f32>;
@group(0) @binding(6) var<storage, read_write> rstd: array<f32>;
@group(0) @binding(7) var<storage, read_write> out: array<StoredElement>;
@group(0) @binding(8) var<storage, read> dout: array<Element>;
@group(0) @binding(9) var<storage, read_write> dx: array<Element>;
@group(0) @binding(10) var<storage, read_write> dweight: array<Element>;
@group(0) @binding(11) var<storage, read_write> dbias: array<Element>;

fn summed(i: u32) -> Element {
  if (RESIDUAL == 1u) { return Element(x[i]) + Element(residual[i]); }
  return Element(x[i]);
}

// Stores an element of a row that starts at `start`, normalised.
fn put_out(start: u32, c: u32, norm: Element) {
  out[start + c] = StoredElement(norm * Element(weight[c]) + Element(bias[c]));
}

@compute @workgroup_size(256)
fn forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let n = f32(params.cols * LANES);
  for (var row = group.x; row < params.rows; row += groups.x) {
    let start = row * params.cols;

    var sum = Element();
    for (var c = lane; c < params.cols; c += WIDTH) { sum += summed(start + c); }
    let m = workgroup_sum(lane, sum_of(sum)) / n;

    var squares = Element();
    for (var c = lane; c < params.cols; c += WIDTH) {
      let d = summed(start + c) - m;
      squares += d * d;
    }
    let r = inverseSqrt(workgroup_sum(lane, sum_of(squares)) / n + params.eps);

    for (var c = lane; c < params.cols; c += WIDTH) {
      put_out(start, c, (summed(start + c) - m) * r);
    }
    if (lane == 0u) {
      mean[row] = m;
      rstd[row] = r;
    }
  }
}

@compute @workgroup_size(16)
fn forward_by_lane(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let n = f32(params.cols * LANES);
  for (var row = id.x; row < params.rows; row += groups.x * 16u) {
    let start = row * params.cols;
    // Welford's update, so that one pass over the row is enough; from the first
    // number, so that a mean far from zero costs no digits.
    let first = first_of(summed(start));
    var shift = Element();
    var squares = Element();
    for (var c = 0u; c < params.cols; c++) {
      let value = summed(start + c) - first;
      let d = value - shift;
      shift += d / f32(c + 1u);
      squares += d * (value - shift);
    }
    // Each lane of the vectors has a mean of its own.
    let middle = sum_of(shift) / f32(LANES);
    let apart = shift - middle;
    let spread = sum_of(squares) + f32(params.cols) * sum_of(apart * apart);
    let m = first + middle;
    let r = inverseSqrt(spread / n + params.eps);
    for (var c = 0u; c < params.cols; c++) {
      put_out(start, c, (summed(start + c) - m) * r);
    }
    mean[row] = m;
    rstd[row] = r;
  }
}

@compute @workgroup_size(256)
fn backward_x(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let n = f32(params.cols * LANES);
  for (var row = group.x; row < params.rows; row += groups.x) {
    let start = row * params.cols;
    let m = mean[row];
    let r = rstd[row];

    var g_sum = Element();
    var gn_sum = Element();
    for (var c = lane; c < params.cols; c += WIDTH) {
      let g = dout[start + c] * Element(weight[c]);
      g_sum += g;
      gn_sum += g * (summed(start + c) - m) * r;
    }
    let g_mean = workgroup_sum(lane, sum_of(g_sum)) / n;
    let gn_mean = workgroup_sum(lane, sum_of(gn_sum)) / n;

    for (var c = lane; c < params.cols; c += WIDTH) {
      let norm = (summed(start + c) - m) * r;
      dx[start + c] = r * (dout[start + c] * Element(weight[c]) - g_mean - norm * gn_mean);
    }
  }
}

@compute @workgroup_size(16)
fn backward_x_by_lane(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let n = f32(params.cols * LANES);
  for (var row = id.x; row < params.rows; row += groups.x * 16u) {
    let start = row * params.cols;
    let m = mean[row];
    let r = rstd[row];
    var g_sum = Element();
    var gn_sum = Element();
    for (var c = 0u; c < params.cols; c++) {
      let g = dout[start + c] * Element(weight[c]);
      g_sum += g;
      gn_sum += g * (summed(start + c) - m);
    }
    let g_mean = sum_of(g_sum) / n;
    let gn_mean = sum_of(gn_sum) * r / n;
    for (var c = 0u; c < params.cols; c++) {
      let norm = (summed(start + c) - m) * r;
      dx[start + c] = r * (dout[start + c] * Element(weight[c]) - g_mean - norm * gn_mean);
    }
  }
}

@compute @workgroup_size(64)
fn backward_params(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let parts = (params.rows + params.chunk - 1u) / params.chunk;
  for (var i = id.x; i < parts * params.cols; i += groups.x * 64u) {
    let column = i % params.cols;
    let first = i / params.cols * params.chunk;
    let end = min(first + params.chunk, params.rows);
    var dw = Element();
    var db = Element();
    for (var row = first; row < end; row++) {
      let at = row * params.cols + column;
      dw += dout[at] * (summed(at) - mean[row]) * rstd[row];
      db += dout[at];
    }
    dweight[i] = dw;
    dbias[i] = db;
  }
}
