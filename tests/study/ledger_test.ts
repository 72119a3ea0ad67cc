import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { readRows } from "../../lib/io/rows.ts";
import { kinds } from "../../lib/adapter/kinds.ts";
import { Ledger } from "../../lib/study/ledger.ts";
import type { Common, Own, StudyRow } from "../../lib/study/row.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

const common: Common = {
  script: "study",
  commit: "1a2b3c4",
  model: "data/tiny",
  kind: "pfeiffer",
  seed: 1,
};
const settings = { model: "data/tiny", seed: 1, limit: true };

const loss = (step: number, value: number): Own<StudyRow> => ({
  metric: "loss",
  target: "rct",
  step,
  value,
});

const cell = (mixed: string, sparsity = 0): Own<StudyRow> => ({
  metric: "accuracy",
  target: "rct",
  mixed,
  k: mixed.split("+").length,
  method: "average",
  sparsity,
  scope: "tensor",
  attack: "none",
  split: "test",
  value: 0.5,
  count: 10,
  low: 0.2,
  high: 0.8,
});

Deno.test("add() writes rows with what all rows of the study share", async () => {
  await inTemporaryFolder(async (folder) => {
    const ledger = await Ledger.open(folder, settings, common);
    await ledger.add([loss(1, 0.7), loss(2, 0.6)]);
    const expected = [loss(1, 0.7), loss(2, 0.6)].map((row) => ({
      ...common,
      ...row,
    }));
    deepStrictEqual(await ledger.rows(), expected);
    deepStrictEqual(await readRows(`${folder}/rows.jsonl`), expected);
  });
});

Deno.test("add() writes no row twice, whatever its value, and not in another run", async () => {
  await inTemporaryFolder(async (folder) => {
    const first = await Ledger.open(folder, settings, common);
    await first.add([loss(1, 0.7), cell("ag"), cell("ag+rct")]);
    await first.add([loss(1, 0.9), cell("ag")]);
    const second = await Ledger.open(folder, settings, common);
    strictEqual(second.has(cell("ag+rct")), true);
    await second.add([cell("ag+rct"), cell("ag+rct", 0.8), loss(2, 0.6)]);
    const rows = await readRows<StudyRow>(`${folder}/rows.jsonl`);
    deepStrictEqual(rows, await second.rows());
    deepStrictEqual(
      rows.map((row) => ({ ...row, ...common })),
      [
        loss(1, 0.7),
        cell("ag"),
        cell("ag+rct"),
        cell("ag+rct", 0.8),
        loss(2, 0.6),
      ]
        .map((row) => ({ ...row, ...common })),
    );
  });
});

Deno.test("add() writes a row once that is given twice at one time", async () => {
  await inTemporaryFolder(async (folder) => {
    const ledger = await Ledger.open(folder, settings, common);
    await ledger.add([loss(1, 0.7), loss(1, 0.7)]);
    strictEqual(ledger.size, 1);
  });
});

Deno.test("has() tells rows apart by all that identifies them", async () => {
  await inTemporaryFolder(async (folder) => {
    const ledger = await Ledger.open(folder, settings, common);
    const pair = {
      metric: "fsd",
      row: "ag",
      column: "rct",
      value: 0.1,
    } as const;
    await ledger.add([
      cell("ag", 0.8),
      { ...pair, state: "trained", count: 5 },
      {
        metric: "greedy",
        rule: "row-mean",
        order: "smallest",
        k: 2,
        mixed: "ag+rct",
      },
    ]);
    const known = { ...cell("ag", 0.8) };
    strictEqual(ledger.has(known), true);
    for (
      const other of [
        { mixed: "rct" },
        { sparsity: 0.9 },
        { scope: "global" },
        { method: "ties" },
        { target: "ag" },
        { attack: "fgsm" },
        { split: "validation" },
      ]
    ) {
      strictEqual(ledger.has({ ...known, ...other } as Own<StudyRow>), false);
    }
    strictEqual(ledger.has({ ...pair, state: "trained" }), true);
    strictEqual(ledger.has({ ...pair, state: "untrained" }), false);
    strictEqual(
      ledger.has({ ...pair, state: "trained", row: "rct", column: "ag" }),
      false,
    );
    const greedy = {
      metric: "greedy",
      rule: "row-mean",
      k: 2,
      mixed: "ag+rct",
    } as const;
    strictEqual(ledger.has({ ...greedy, order: "smallest" }), true);
    strictEqual(ledger.has({ ...greedy, order: "largest" }), false);
  });
});

for (
  const [name, now, words] of [
    [
      "another value",
      { ...settings, seed: 2 },
      "seed was 1, expected 2 as now",
    ],
    [
      "a new one",
      { ...settings, shard: "1/2" },
      "shard was not set, expected 1/2 as now",
    ],
    [
      "one less",
      { model: "data/tiny", seed: 1 },
      "limit was true and is not set now, expected true again",
    ],
  ] as const
) {
  Deno.test(`open() refuses a study begun with other settings: ${name}`, async () => {
    await inTemporaryFolder(async (folder) => {
      await Ledger.open(folder, settings, common);
      await Ledger.open(folder, { ...settings }, common);
      await rejects(
        Ledger.open(folder, now, common),
        inputError(
          `Cannot go on with "${folder}/settings.json": ${words} (or another --out)`,
        ),
      );
    });
  });
}

Deno.test("open() takes the model's digest over into an older study, and notices that it changes", async () => {
  await inTemporaryFolder(async (folder) => {
    await Ledger.open(folder, settings, common);
    await Ledger.open(folder, { ...settings, modelDigest: "aa" }, common);
    await rejects(
      Ledger.open(folder, { ...settings, modelDigest: "bb" }, common),
      inputError(
        `Cannot go on with "${folder}/settings.json": modelDigest was aa, expected bb as now (or another --out)`,
      ),
    );
  });
});

Deno.test("open() names only what differs between two adapters", async () => {
  const stated = (config: object) => ({
    ...settings,
    adapter: JSON.stringify(config),
  });
  const sizes = { hidden: 64, width: 16 };
  const lora = kinds.lora(sizes);
  for (
    const [config, words] of [
      [kinds.pfeiffer(sizes), "was lora, expected pfeiffer"],
      [{ ...lora, r: 8 }, "was r 16, expected r 8"],
    ] as const
  ) {
    await inTemporaryFolder(async (folder) => {
      await Ledger.open(folder, stated(lora), common);
      await rejects(
        Ledger.open(folder, stated(config), common),
        inputError(
          `Cannot go on with "${folder}/settings.json": adapter ${words} as now (or another --out)`,
        ),
      );
    });
  }
});
