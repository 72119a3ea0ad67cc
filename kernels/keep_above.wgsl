// Zeroes the elements of each segment that come before its cut in the order of magnitude.
//
//   apply  x[i] = 0 where (|x[i]|, i) < cuts[s], compared by magnitude, then by index
//
// What is kept, and what lies in no segment, keeps its bits.
//
// Shapes  x [size], as bit patterns of f32, part of a vector from its element `first`;
//         blocks [blocks, 3], each its segment s, its first element and the one after its last, in
//         the vector; cuts [segments, 2], from quantile.wgsl
// Grid    a workgroup per block, strided
// Source  Nguyen and Le 2024, arXiv:2402.10639, algorithm 2

const WIDTH = 256u;

struct Params {
  blocks: u32,
  first: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> x: array<u32>;
@group(0) @binding(2) var<storage, read> blocks: array<u32>;
@group(0) @binding(3) var<storage, read> cuts: array<vec2u>;

@compute @workgroup_size(WIDTH)
fn apply(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var block = group.x; block < params.blocks; block += groups.x) {
    let cut = cuts[blocks[3u * block]];
    let end = blocks[3u * block + 2u];
    for (var i = blocks[3u * block + 1u] + lane; i < end; i += WIDTH) {
      let at = i - params.first;
      let key = x[at] & 0x7fffffffu;
      if (key < cut.x || (key == cut.x && i < cut.y)) { x[at] = 0u; }
    }
  }
}
