// Fragment: what the kernels of an affine map share; _activation.wgsl goes before.
//
//   forward          out = f(x * transpose(weight) + bias + residual)
//   backward_x       dx  = dout * weight * (derivative of f at before)
//   backward_weight  dweight[part] = transpose(dout) * x over the part's rows
//
// f is the non-linearity that `ACTIVATION` names. In backward_x it is the one
// that made this map's input out of `before`, so that dx is the gradient there.
// G groups of rows may have weights of their own. Gradients are of f32 always.
//
// Shapes  x, dx [groups * rows, ins]; weight [groups, outs, ins]; bias [groups, outs];
//         out, residual, dout [groups * rows, outs]; before as out, or as dx in backward_x;
//         dweight [parts, outs, ins], parts = ceil(rows / chunk), for one group only
// Source  the definition; weight is stored [outs, ins] as in PyTorch's Linear

alias Stored = f32; // f16 where tensors hold that

const BIAS = 1u; // 1 where a bias is added
const RESIDUAL = 0u; // 1 where a residual is added
const KEEP = 0u; // 1 where forward stores what goes into the non-linearity

struct Params {
  rows: u32,
  ins: u32,
  outs: u32,
  groups: u32,
  chunk: u32, // rows of a part
  tiles: u32, // of all groups or parts together, where there are tiles
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<StoredElement>;
@group(0) @binding(2) var<storage, read> weight: array<StoredElement>;
@group(0) @binding(3) var<storage, read> bias: array<StoredElement>; // or weight again
@group(0) @binding(4) var<storage, read> residual: array<StoredElement>; // or x again
@group(0) @binding(5) var<storage, read_write> out: array<StoredElement>;
@group(0) @binding(6) var<storage, read> dout: array<Element>;
@group(0) @binding(7) var<storage, read_write> dx: array<Element>;
@group(0) @binding(8) var<storage, read_write> dweight: array<Element>;
@group(0) @binding(9) var<storage, read_write> before: array<StoredElement>; // or anything

fn x_at(at: u32) -> Element { return Element(x[at]); }

fn weight_at(at: u32) -> Element { return Element(weight[at]); }

// The bias at a place in it, or zero.
fn bias_at(at: u32) -> Element {
  if (BIAS == 1u) { return Element(bias[at]); }
  return Element();
}

// Stores an output, once its sum and its bias are added up.
fn put_out(at: u32, sum: Element) {
  var value = sum;
  if (RESIDUAL == 1u) { value += Element(residual[at]); }
  if (KEEP == 1u) { before[at] = StoredElement(value); }
  out[at] = StoredElement(activate(value));
}

// Stores a gradient at the input, once its sum is added up.
fn put_dx(at: u32, sum: Element) {
  if (ACTIVATION == 0u) { dx[at] = sum; } else { dx[at] = activate_back(sum, Element(before[at])); }
}
