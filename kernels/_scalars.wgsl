// Fragment: elements of a row are single numbers; see _vectors.wgsl.

alias Stored = f32; // f16 where tensors hold that
alias StoredElement = Stored;
alias Element = f32;

const LANES = 1u; // numbers of an element

fn sum_of(element: Element) -> f32 { return element; }

fn first_of(element: Element) -> f32 { return element; }
