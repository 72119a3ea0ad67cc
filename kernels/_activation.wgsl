// Fragment: elementwise non-linearities and their derivatives.
//
// `Element` is f32 or a vector of f32, as the kernel that comes after says.
//
// Source  GELU: Hendrycks and Gimpel 2016, arXiv:1606.08415, eq. 1; SiLU: the same, section 2;
//         erf: Abramowitz and Stegun 1964, formula 7.1.26, absolute error < 1.5e-7

const ACTIVATION = 0u; // 0 for none, 1 GELU, 2 ReLU, 3 SiLU, 4 tanh

// The normal distribution function Phi.
fn normal_cdf(v: Element) -> Element {
  let z = abs(v) * 0.70710678;
  let t = 1.0 / (1.0 + 0.3275911 * z);
  let poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t
    + 0.254829592) * t;
  let tail = 0.5 * poly * exp(-z * z); // 1 - Phi(|v|)
  return select(tail, 1.0 - tail, v >= Element());
}

fn logistic(v: Element) -> Element {
  return 1.0 / (1.0 + exp(-clamp(v, Element(-80.0), Element(80.0)))); // exp(80) is finite
}

// Drivers may compute tanh from exponentials, which overflow; beyond 15 it is 1 in f32.
fn bounded_tanh(v: Element) -> Element {
  return tanh(clamp(v, Element(-15.0), Element(15.0)));
}

// The non-linearity itself.
fn activate(v: Element) -> Element {
  if (ACTIVATION == 1u) { return v * normal_cdf(v); }
  if (ACTIVATION == 2u) { return max(v, Element()); }
  if (ACTIVATION == 3u) { return v * logistic(v); }
  if (ACTIVATION == 4u) { return bounded_tanh(v); }
  return v;
}

// A gradient at the output, taken to the input `v`.
fn activate_back(dout: Element, v: Element) -> Element {
  if (ACTIVATION == 1u) { return dout * (normal_cdf(v) + v * 0.39894228 * exp(-0.5 * v * v)); }
  if (ACTIVATION == 2u) { return select(Element(), dout, v > Element()); }
  if (ACTIVATION == 3u) {
    let s = logistic(v);
    return dout * (s + v * s * (1.0 - s));
  }
  if (ACTIVATION == 4u) {
    let t = bounded_tanh(v);
    return dout * (1.0 - t * t);
  }
  return dout;
}
