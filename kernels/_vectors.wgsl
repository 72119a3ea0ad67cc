// Fragment: elements of a row are vectors of four, so that a load brings four numbers. The same
// kernels work on single numbers with _scalars.wgsl in its place, where rows do not divide by four.

alias Stored = f32; // f16 where tensors hold that
alias StoredElement = vec4<Stored>;
alias Element = vec4f;

const LANES = 4u; // numbers of an element

fn sum_of(element: Element) -> f32 { return element.x + element.y + element.z + element.w; }

fn first_of(element: Element) -> f32 { return element.x; }
