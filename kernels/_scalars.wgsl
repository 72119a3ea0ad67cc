// Fragment: elements of a row are single numbers; see _vectors.wgsl.

alias Element = f32;

const LANES = 1u; // numbers of an element

fn sum_of(element: Element) -> f32 { return element; }

fn first_of(element: Element) -> f32 { return element; }
