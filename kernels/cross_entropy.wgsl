// Cross-entropy of softmax(logits) and one label a row, with the count of right predictions.
//
//   forward   lse[r] = log(sum over c of exp(logits[r, c])), loss[r] = lse[r] - logits[r, label[r]]
//             correct[r] = 1 if label[r] is the first of the largest logits, else 0
//   backward  dlogits[r, c] = weight * (exp(logits[r, c] - lse[r]) - (1 if c is label[r], else 0))
//
// A row with the label IGNORED has loss 0, correct 0 and gradient 0. The sum is relative to the
// largest logit so far, and added up in blocks: classes may be a whole vocabulary.
//
// Shapes  logits, dlogits [rows, classes]; labels, losses, correct, lse [rows]
// Grid    forward: a workgroup per row; forward_by_lane: a thread per row, for short rows and for
//         devices on which workgroups are not run in parallel lanes; backward: a workgroup per row
// Source  the definition; one pass: Milakov and Gimelshein 2018, arXiv:1805.02867, algorithm 3

const IGNORED = 0xffffffffu;
const BLOCK = 128u; // terms added up before they are added to the total

struct Params {
  rows: u32,
  classes: u32,
  weight: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;
@group(0) @binding(4) var<storage, read_write> correct: array<u32>;
@group(0) @binding(5) var<storage, read_write> lse: array<f32>;
@group(0) @binding(6) var<storage, read_write> dlogits: array<f32>;

var<workgroup> tops: array<f32, WIDTH>;
var<workgroup> places: array<u32, WIDTH>;

// Stores what a row's sum and the first of its largest logits say.
fn finish(row: u32, norm: f32, best: u32) {
  let label = labels[row];
  lse[row] = norm;
  if (label == IGNORED) {
    losses[row] = 0.0;
    correct[row] = 0u;
  } else {
    losses[row] = norm - logits[row * params.classes + label];
    correct[row] = select(0u, 1u, label == best);
  }
}

// Leaves the largest of all lanes' values in tops[0], and the first place it has in places[0].
fn workgroup_best(lane: u32, top: f32, place: u32) {
  tops[lane] = top;
  places[lane] = place;
  workgroupBarrier();
  for (var half = WIDTH / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      let other = lane + half;
      let tie = tops[other] == tops[lane] && places[other] < places[lane];
      if (tops[other] > tops[lane] || tie) {
        tops[lane] = tops[other];
        places[lane] = places[other];
      }
    }
    workgroupBarrier();
  }
}

@compute @workgroup_size(256)
fn forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var row = group.x; row < params.rows; row += groups.x) {
    let start = row * params.classes;
    var place = min(lane, params.classes - 1u);
    var top = logits[start + place];
    for (var c = lane; c < params.classes; c += WIDTH) {
      if (logits[start + c] > top) {
        top = logits[start + c];
        place = c;
      }
    }
    workgroup_best(lane, top, place);
    let largest = tops[0];

    var sum = 0.0;
    for (var c = lane; c < params.classes; c += WIDTH) { sum += exp(logits[start + c] - largest); }
    let total = workgroup_sum(lane, sum);
    if (lane == 0u) { finish(row, largest + log(total), places[0]); }
    workgroupBarrier(); // nobody overwrites tops and places before all have read them
  }
}

@compute @workgroup_size(16)
fn forward_by_lane(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  for (var row = id.x; row < params.rows; row += groups.x * 16u) {
    let start = row * params.classes;
    var place = 0u;
    var top = logits[start];
    var total = 0.0;
    for (var first = 0u; first < params.classes; first += BLOCK) {
      var sum = 0.0;
      for (var c = first; c < min(first + BLOCK, params.classes); c++) {
        let value = logits[start + c];
        let smaller = exp(-abs(value - top));
        if (value > top) {
          top = value;
          place = c;
          total *= smaller;
          sum = sum * smaller + 1.0;
        } else {
          sum += smaller;
        }
      }
      total += sum;
    }
    finish(row, top + log(total), place);
  }
}

@compute @workgroup_size(64)
fn backward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var row = group.x; row < params.rows; row += groups.x) {
    let start = row * params.classes;
    let label = labels[row];
    let norm = lse[row];
    let weight = select(params.weight, 0.0, label == IGNORED);
    for (var c = lane; c < params.classes; c += 64u) {
      let p = exp(min(logits[start + c] - norm, 0.0)); // rounding may have made it more than 1
      dlogits[start + c] = weight * (p - select(0.0, 1.0, c == label));
    }
  }
}
