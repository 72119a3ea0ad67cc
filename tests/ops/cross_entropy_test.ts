import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { crossEntropy, IGNORED } from "../../lib/ops/cross_entropy.ts";
import {
  assertClose,
  assertGradient,
  normals,
  type Numbers,
} from "../check.ts";
import { oneWorkgroup } from "./watch_runs.ts";

/** Loss of each row in float64; 0 where the label is ignored. */
function reference(logits: Numbers, labels: Uint32Array): Float64Array {
  const classes = logits.length / labels.length;
  return Float64Array.from(labels, (label, row) => {
    if (label === IGNORED) return 0;
    const values = Array.from(logits).slice(row * classes, (row + 1) * classes);
    const top = values.reduce((a, b) => Math.max(a, b));
    const total = values.reduce((sum, x) => sum + Math.exp(x - top), 0);
    return top + Math.log(total) - values[label]!;
  });
}

/** Logits, and labels of which every fifth is ignored. */
function example(rows: number, classes: number) {
  const logits = normals(rows * classes, 1).map((x) => 3 * x);
  const labels = Uint32Array.from(
    { length: rows },
    (_, row) => row % 5 === 4 ? IGNORED : row * 7919 % classes,
  );
  return { logits, labels };
}

const sizes = [[37, 2], [13, 5], [7, 300], [11, 1]] as const;

for (const profile of ["cpu", "gpu"] as const) {
  for (const [rows, classes] of sizes) {
    Deno.test(`crossEntropy() of [${rows}, ${classes}] and its pullback match the reference, ${profile}`, async () => {
      const gpu = await Gpu.open({ profile });
      const { logits, labels } = example(rows, classes);
      const x = gpu.tensor([rows, classes], logits);
      const { losses, correct, back } = crossEntropy(
        { ...x, tracked: true },
        gpu.tensor([rows], labels),
      );
      assertClose(await gpu.read(losses), reference(logits, labels), {
        tolerance: 1e-6,
        what: "losses",
      });
      deepStrictEqual(
        await gpu.readCounts(correct),
        labels.map((label, row) => {
          const own = logits.subarray(row * classes, (row + 1) * classes);
          return own.indexOf(Math.max(...own)) === label ? 1 : 0;
        }),
      );
      assertGradient((x) => reference(x, labels), {
        x: logits,
        dout: Array(rows).fill(0.25),
        dx: await gpu.read(back(0.25)!),
      }, { tolerance: 1e-5, what: "dlogits" });
      gpu.close();
    });
  }

  // The vocabularies of BERT and XLM-RoBERTa.
  for (const [rows, classes] of [[9, 30_522], [2, 250_002]] as const) {
    Deno.test(`crossEntropy() over ${classes} words is right to 1e-6, ${profile}`, async () => {
      const gpu = await Gpu.open({ profile });
      const { logits, labels } = example(rows, classes);
      const x = { ...gpu.tensor([rows, classes], logits), tracked: true };
      const { losses, back } = crossEntropy(x, gpu.tensor([rows], labels));
      assertClose(await gpu.read(losses), reference(logits, labels), {
        tolerance: 1e-6,
        what: "losses",
      });
      const dlogits = await gpu.read(back()!);
      for (let row = 0; row < rows; row++) {
        const own = dlogits.subarray(row * classes, (row + 1) * classes);
        const sum = own.reduce((a, b) => a + b, 0); // probabilities less the label's 1
        assertClose([sum], [0], { tolerance: 1e-6, what: "sum" });
      }
      gpu.close();
    });
  }

  Deno.test(`crossEntropy() needs no more than one workgroup, ${profile}`, async () => {
    const gpu = oneWorkgroup(await Gpu.open({ profile }));
    const [rows, classes] = [21, 300];
    const { logits, labels } = example(rows, classes);
    const x = { ...gpu.tensor([rows, classes], logits), tracked: true };
    const { losses, back } = crossEntropy(x, gpu.tensor([rows], labels));
    assertClose(await gpu.read(losses), reference(logits, labels), {
      tolerance: 1e-6,
      what: "losses",
    });
    assertGradient((x) => reference(x, labels), {
      x: logits,
      dout: Array(rows).fill(1),
      dx: await gpu.read(back(1)!),
    }, { tolerance: 1e-5, what: "dlogits" });
    gpu.close();
  });

  Deno.test(`crossEntropy() predicts the first of equal logits, ${profile}`, async () => {
    const gpu = await Gpu.open({ profile });
    const classes = 600;
    const own = new Float32Array(classes).fill(-1);
    own[259] = own[515] = own[300] = 2; // 259 and 515 are of one lane, 300 of another
    const logits = new Float32Array([...own, ...own, ...own]);
    const { correct } = crossEntropy(
      gpu.tensor([3, classes], logits),
      gpu.tensor([3], new Uint32Array([259, 300, 515])),
    );
    deepStrictEqual([...await gpu.readCounts(correct)], [1, 0, 0]);
    gpu.close();
  });

  Deno.test(`crossEntropy() stays finite for logits of 1e4, ${profile}`, async () => {
    const gpu = await Gpu.open({ profile });
    const classes = 300;
    const logits = new Float32Array(2 * classes);
    logits[3] = 1e4;
    logits[classes + 3] = -1e4;
    const x = { ...gpu.tensor([2, classes], logits), tracked: true };
    const labels = new Uint32Array([5, 3]);
    const { losses, back } = crossEntropy(x, gpu.tensor([2], labels));
    assertClose(await gpu.read(losses), [1e4, 1e4 + Math.log(299)], {
      tolerance: 1e-6,
      what: "losses",
    });
    const dlogits = await gpu.read(back(1)!);
    deepStrictEqual([dlogits[3], dlogits[5]], [1, -1]);
    gpu.close();
  });
}

Deno.test("crossEntropy() weighs the mean over all rows if no weight is given", async () => {
  const gpu = await Gpu.open();
  const logits = { ...gpu.zeros([4, 2]), tracked: true };
  const { back } = crossEntropy(logits, gpu.zeros([4], { dtype: "u32" }));
  const row = [-0.125, 0.125];
  deepStrictEqual(
    [...await gpu.read(back()!)],
    [...row, ...row, ...row, ...row],
  );
  gpu.close();
});

Deno.test("crossEntropy() gives no gradient where none is wanted", async () => {
  const gpu = await Gpu.open();
  const { back } = crossEntropy(
    gpu.zeros([4, 2]),
    gpu.zeros([4], { dtype: "u32" }),
  );
  strictEqual(back(), undefined);
  gpu.close();
});

Deno.test("crossEntropy() refuses labels that do not fit", async () => {
  const gpu = await Gpu.open();
  const logits = gpu.zeros([4, 2]);
  throws(
    () => crossEntropy(logits, gpu.zeros([3], { dtype: "u32" })),
    new RangeError(
      "Cannot use crossEntropy labels: its shape is [3], expected [4]",
    ),
  );
  throws(
    () => crossEntropy(logits, gpu.zeros([4])),
    new TypeError(
      "Cannot use a tensor of shape [4]: its numbers are f32, expected u32",
    ),
  );
  gpu.close();
});
