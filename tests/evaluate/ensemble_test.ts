import { deepStrictEqual, throws } from "node:assert/strict";
import { ensemble } from "../../lib/evaluate/ensemble.ts";
import type { Outcome } from "../../lib/evaluate/evaluate.ts";
import { assertClose } from "../check.ts";

/** An outcome over two classes, of the labels 0 and 1. */
function outcome(...logits: [number, number, number, number]): Outcome {
  return {
    logits: Float32Array.from(logits),
    predictions: Uint32Array.of(
      logits[1] > logits[0] ? 1 : 0,
      logits[3] > logits[2] ? 1 : 0,
    ),
    labels: Uint32Array.of(0, 1),
  };
}

const { log } = Math;
// Probabilities 0.9 and 0.1, then 0.6 and 0.4; 0.2 and 0.8, then 0.5 and 0.5.
const members = [
  outcome(log(9), 0, log(1.5), 0),
  outcome(0, log(4), 0, 0),
];

Deno.test("ensemble() averages probabilities", () => {
  const { logits, predictions, labels } = ensemble(members);
  assertClose(logits.map(Math.exp), [0.55, 0.45, 0.55, 0.45], {
    tolerance: 1e-6,
    what: "probability",
  });
  deepStrictEqual(predictions, Uint32Array.of(0, 0));
  deepStrictEqual(labels, Uint32Array.of(0, 1));
});

Deno.test("ensemble() counts members by their coefficients' proportions", () => {
  const { logits, predictions } = ensemble(members, { coefficients: [2, 6] });
  assertClose(logits.map(Math.exp), [0.375, 0.625, 0.525, 0.475], {
    tolerance: 1e-6,
    what: "probability",
  });
  deepStrictEqual(predictions, Uint32Array.of(1, 0));
});

Deno.test("ensemble() averages logits where it is told", () => {
  const { logits } = ensemble(members, { over: "logits" });
  assertClose(logits, [log(9) / 2, log(4) / 2, log(1.5) / 2, 0], {
    tolerance: 1e-6,
    what: "logit",
  });
});

Deno.test("ensemble() of one member predicts as it does", () => {
  for (const over of ["probabilities", "logits"] as const) {
    const { predictions } = ensemble([members[1]!], { over });
    deepStrictEqual(predictions, members[1]!.predictions);
  }
});

Deno.test("ensemble() refuses members that do not fit each other", () => {
  throws(() => ensemble([]), {
    name: "Failure",
    message:
      "Cannot average predictions: there are 0 members, expected at least 1",
  });
  const other = { ...members[1]!, labels: Uint32Array.of(1, 1) };
  throws(() => ensemble([members[0]!, other]), {
    name: "Failure",
    message:
      "Cannot average predictions: member 2 is of other examples or classes, expected those of member 1",
  });
  for (const coefficients of [[1], [0, 0], [2, -1]]) {
    throws(() => ensemble(members, { coefficients }), {
      name: "Failure",
      message:
        `Cannot average predictions: the weights are [${coefficients}], expected 2 from 0 whose sum is above 0`,
    });
  }
});
