// Dropout: zeroes each element with probability `rate` and scales up the rest.
//
//   apply  out[i] = x[i] * keep(i) / (1 - rate),  keep(i) = 1 if uniform_at(key, i) >= rate, else 0
//
// Linear in x with the same factors, so the backward pass applies it to the gradient:
// the mask is calculated again from the key and never stored.
//
// Shapes  x, out [size], as vectors of four; size4 = ceil(size / 4)
// Units   rate from 0 (included) to 1 (excluded)
// Grid    a thread per vector, strided
// Source  Srivastava et al. 2014, JMLR 15, section 4, in its "inverted" form

struct Params {
  size4: u32,
  key: u32,
  rate: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;

@compute @workgroup_size(64)
fn apply(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let scale = 1.0 / (1.0 - params.rate);
  for (var i = id.x; i < params.size4; i += groups.x * 64u) {
    let chance = vec4f(
      uniform_at(params.key, 4u * i),
      uniform_at(params.key, 4u * i + 1u),
      uniform_at(params.key, 4u * i + 2u),
      uniform_at(params.key, 4u * i + 3u),
    );
    out[i] = select(vec4f(), x[i] * scale, chance >= vec4f(params.rate));
  }
}
