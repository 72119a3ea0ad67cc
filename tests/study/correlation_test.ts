import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { correlationRows } from "../../lib/study/correlation.ts";
import type { CorrelationRow, StudyRow } from "../../lib/study/row.ts";
import { accuracyRow, changeRow, fsdRow } from "./made_rows.ts";

const others = ["b", "c", "d", "e", "f"];

/** Pairs with each other adapter, whose FSD and changed signs rise from b to f. */
function pairs(
  target: string,
  value: (i: number) => number,
  changes: Partial<ReturnType<typeof accuracyRow>> = {},
): StudyRow[] {
  return [
    accuracyRow(target, target, 0.9, changes),
    ...others.flatMap((name, i) => [
      fsdRow(target, name, 0.1 + 0.1 * i),
      changeRow(target, `${target}+${name}`, 0.05 + 0.05 * i),
      accuracyRow(target, `${target}+${name}`, value(i), changes),
    ]),
  ];
}

const options = { seed: 1 };
const pick = (
  rows: readonly Partial<CorrelationRow>[],
  wanted: Partial<CorrelationRow>,
) =>
  rows.find((row) =>
    Object.entries(wanted).every(([name, value]) =>
      row[name as keyof CorrelationRow] === value
    )
  );

Deno.test("correlationRows() says how far accuracy falls with each conflict", () => {
  const rows = correlationRows(pairs("a", (i) => 0.9 - 0.1 * i ** 2), options);
  deepStrictEqual(
    rows.map(({ conflict, statistic }) => `${conflict} ${statistic}`),
    [
      "fsd spearman",
      "fsd pearson",
      "sign_change spearman",
      "sign_change pearson",
    ],
  );
  for (const { value, low, high, count, target, statistic } of rows) {
    deepStrictEqual([target, count], ["a", 5]);
    ok(low <= value && value <= high);
    strictEqual(value === -1, statistic === "spearman");
    ok(value < -0.9);
  }
});

Deno.test("correlationRows() takes the same mixtures whatever else is in the rows", () => {
  const value = (i: number) => [0.5, 0.7, 0.9, 0.7, 0.4][i]!;
  const rows = pairs("a", value);
  const other = [
    { sparsity: 0.8 },
    { method: "ties" },
    { attack: "fgsm" },
    { split: "validation" },
    { kind: "none" } as const,
  ].flatMap((changes) => pairs("a", () => 0.1, changes));
  deepStrictEqual(correlationRows([...rows, ...other], options), [
    ...correlationRows(rows, options),
  ]);
});

Deno.test("correlationRows() leaves out an adapter alone, of which mixing changes no sign", () => {
  const rows = pairs("a", (i) => [0.5, 0.7, 0.9, 0.7, 0.4][i]!);
  deepStrictEqual(
    correlationRows([...rows, changeRow("a", "a", 0)], options),
    correlationRows(rows, options),
  );
});

Deno.test("correlationRows() over all targets compares gains, not accuracies", () => {
  // Each target loses with conflict, but the second one is easier by far.
  const easier = pairs("z", (i) => 0.99 - 0.01 * i).map((row) =>
    row.metric === "accuracy" && row.k === 1 ? { ...row, value: 1 } : row
  );
  const rows = correlationRows(
    [...pairs("a", (i) => 0.89 - 0.01 * i), ...easier],
    options,
  );
  const all = pick(rows, {
    target: "all",
    conflict: "fsd",
    statistic: "spearman",
  });
  ok(Math.abs(all!.value! + 1) < 1e-9);
  strictEqual(all!.count, 10);
});

Deno.test("correlationRows() with the size held fixed sees through what size does", () => {
  // Accuracy and conflict follow the size alone, with noise that is unrelated.
  const sizes = [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4];
  const rows: StudyRow[] = [accuracyRow("a", "a", 0.9)];
  sizes.forEach((k, i) => {
    const mixed = ["a", ...Array.from({ length: k - 1 }, (_, j) => `${i}.${j}`)]
      .join("+");
    rows.push(changeRow("a", mixed, 0.1 * k + 0.01 * (i % 2)));
    rows.push(accuracyRow("a", mixed, 0.9 - 0.1 * k + 0.01 * (i % 4 >> 1)));
  });
  const found = correlationRows(rows, options);
  ok(pick(found, { statistic: "spearman" })!.value! < -0.8);
  ok(Math.abs(pick(found, { statistic: "partial" })!.value!) < 0.1);
});

Deno.test("correlationRows() is silent where nothing can be correlated", () => {
  deepStrictEqual(correlationRows([], options), []);
  deepStrictEqual(correlationRows(pairs("a", () => 0.5), options), []);
  const few = pairs("a", (i) => 0.1 * i)
    .filter((row) => !("mixed" in row) || row.mixed !== "a+b");
  deepStrictEqual(correlationRows(few, options), []);
});
