// Counts the rows that two classifiers both get right, group by group.
//
//   add  counts[slot + g] += sum over the rows r of group g of correct[g, r] * reference[r]
//
// Shapes  counts [slots]; correct [groups * rows], reference [rows], both 0 or 1
// Grid    a thread per group, strided

struct Params {
  rows: u32, // of a group
  first: u32, // row of each group to start from
  count: u32, // rows of each group to add
  groups: u32,
  slot: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> counts: array<u32>;
@group(0) @binding(2) var<storage, read> correct: array<u32>;
@group(0) @binding(3) var<storage, read> reference: array<u32>;

@compute @workgroup_size(64)
fn add(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var g = id.x; g < params.groups; g += groups.x * 64u) {
    var both = 0u;
    for (var r = params.first; r < params.first + params.count; r++) {
      both += correct[g * params.rows + r] * reference[r];
    }
    counts[params.slot + g] += both;
  }
}
