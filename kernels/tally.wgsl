// Adds the losses and right predictions of groups of rows to running totals, and counts the rows
// that a classifier gets right where another one does too.
//
//   add       totals[slot + g] += losses and correct, over the rows of group g
//   add_both  counts[slot + g] += correct[g, r] * reference[r], over the rows r of group g
//
// The losses are added in fixed point, in steps of 2^-32: exactly, so that nothing is lost over any
// number of batches. A loss that is not finite is counted, since no sum could show it.
//
// Shapes  totals [slots, 4]: whole part of the loss, its fraction times 2^32, right predictions,
//         losses that are infinite or no number (or 2^31 and more); counts [slots];
//         losses, correct [groups * rows], reference [rows]; correct and reference are 0 or 1
// Grid    a thread per group, strided

struct Params {
  rows: u32, // of a group
  first: u32, // row of each group to start from
  count: u32, // rows of each group to add
  groups: u32,
  slot: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> totals: array<vec4u>;
@group(0) @binding(2) var<storage, read> losses: array<f32>;
@group(0) @binding(3) var<storage, read> correct: array<u32>;
@group(0) @binding(4) var<storage, read_write> counts: array<u32>;
@group(0) @binding(5) var<storage, read> reference: array<u32>;

@compute @workgroup_size(64)
fn add(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var g = id.x; g < params.groups; g += groups.x * 64u) {
    var total = totals[params.slot + g];
    let first = g * params.rows + params.first;
    for (var i = first; i < first + params.count; i++) {
      total.z += correct[i];
      let loss = abs(losses[i]); // rounding may have made a loss of zero negative
      if (bitcast<u32>(loss) >= bitcast<u32>(0x1p31f)) {
        total.w++;
        continue;
      }
      let whole = u32(loss);
      let fraction = u32((loss - f32(whole)) * 0x1p32f);
      total.y += fraction;
      total.x += whole + select(0u, 1u, total.y < fraction); // a carry if the fraction wrapped
    }
    totals[params.slot + g] = total;
  }
}

@compute @workgroup_size(64)
fn add_both(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var g = id.x; g < params.groups; g += groups.x * 64u) {
    var both = 0u;
    for (var r = params.first; r < params.first + params.count; r++) {
      both += correct[g * params.rows + r] * reference[r];
    }
    counts[params.slot + g] += both;
  }
}
