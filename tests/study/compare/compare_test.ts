import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { Outcome } from "../../../lib/evaluate/evaluate.ts";
import { compare } from "../../../lib/study/compare/compare.ts";
import type {
  Candidate,
  Contender,
  Contest,
} from "../../../lib/study/compare/contest.ts";
import type {
  ComparisonRow,
  PairedRow,
} from "../../../lib/study/compare/row.ts";
import { Ledger } from "../../../lib/study/ledger.ts";
import { inTemporaryFolder } from "../../io/temporary_folder.ts";

/** What is predicted for eight examples, all of class 1: so many ones, then zeros. */
function right(count: number, from = 0): Outcome {
  const labels = new Uint32Array(8).fill(1);
  const predictions = labels.map((_, i) =>
    Number(i >= from && i < from + count)
  );
  return { logits: new Float32Array(16), predictions, labels };
}

/** A setting by what it gets right of the validation and of the test examples. */
function candidate(
  setting: string,
  validation: number,
  test: Outcome,
  asked: string[] = [],
): Candidate {
  return {
    setting,
    outcome(target, split) {
      asked.push(`${setting} ${target} ${split}`);
      return Promise.resolve(split === "test" ? test : right(validation));
    },
  };
}

/** Compares contenders on one target and gives the rows. */
async function compared(folder: string, contenders: readonly Contender[]) {
  const ledger = await Ledger.open(folder, {}, {
    script: "compare",
    commit: "1a2b3c4",
    model: "tiny",
    kind: "lora",
    seed: 1,
  });
  const contest = {
    adapters: new Map([["a", {}]]),
    ledger,
    signal: new AbortController().signal,
  } as unknown as Contest;
  await compare(contest, contenders);
  return await ledger.rows();
}

const references: readonly Contender[] = [
  { name: "single", candidates: () => [candidate("", 0, right(4))] },
  { name: "average", candidates: () => [candidate("", 0, right(2))] },
];

Deno.test("compare() reports the first of the best settings on validation, and no other", async () => {
  await inTemporaryFolder(async (folder) => {
    const asked: string[] = [];
    const ties: Contender = {
      name: "ties",
      candidates: () => [
        candidate("low", 3, right(8), asked),
        candidate("first", 6, right(1), asked),
        candidate("second", 6, right(8), asked),
      ],
    };
    const rows = await compared(folder, [...references, ties]);
    const [row] = rows.filter((row): row is ComparisonRow =>
      row.metric === "comparison" && row.method === "ties"
    );
    deepStrictEqual([row?.chosen, row?.value], ["first", 1 / 8]);
    deepStrictEqual(asked, [
      "low a validation",
      "first a validation",
      "second a validation",
      "first a test",
    ]);
    deepStrictEqual(await compared(folder, [...references, ties]), rows);
    strictEqual(asked.length, 4, "what is there is not measured again");
  });
});

Deno.test("compare() counts examples that a method alone gets right, and those that it alone gets wrong", async () => {
  await inTemporaryFolder(async (folder) => {
    // Right are the places 2 to 6; of single 0 to 3, of average 0 and 1.
    const ties: Contender = {
      name: "ties",
      candidates: () => [candidate("", 0, right(5, 2))],
    };
    const rows = await compared(folder, [...references, ties]);
    const paired = rows.filter((row): row is PairedRow =>
      row.metric === "paired" && row.method === "ties"
    );
    deepStrictEqual(
      paired.map((
        { against, wins, losses, value, count },
      ) => [against, wins, losses, value, count]),
      [["average", 5, 2, 3 / 8, 8], ["single", 3, 2, 1 / 8, 8]],
    );
  });
});
