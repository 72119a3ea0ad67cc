import { mean } from "../math/stats.ts";
import { bySize } from "./by_size.ts";
import { correlationText } from "./correlation_table.ts";
import { dropBySize, dropText } from "./drops.ts";
import { fsdPairs } from "./fsd_heatmap.ts";
import { percentNumber } from "./percent.ts";
import {
  accuracyRows,
  type CorrelationRow,
  mixedTargets,
  type StudyRow,
} from "./rows.ts";
import { type Column, table, type TableValue } from "./table.ts";

/** Rows of one setting. */
export interface SettingRows {
  /** Name of the setting. */
  name: string;
  rows: readonly StudyRow[];
}

/** What the caption says of some columns. */
const NOTES: Readonly<Record<string, string>> = {
  drop: "drops in points with 95% intervals over the same examples",
  correlation:
    "the last column is Spearman's correlation over all mixtures with its 95% interval",
};

/**
 * The main numbers of several settings below each other.
 *
 * @param settings Rows of each setting.
 * @returns The table, as HTML, without columns that nothing was measured for.
 */
export function settingTable(settings: readonly SettingRows[]): string {
  const rows = settings.map(({ name, rows }) => ({ name, ...numbersOf(rows) }));
  const format = percentNumber;
  const columns: Column[] = [
    { key: "name", title: "setting" },
    { key: "alone", title: "accuracy alone", format },
    { key: "pairs", title: "two mixed", format },
    { key: "all", title: "all mixed", format },
    { key: "drop", title: "drop, all mixed", numeric: true },
    { key: "fsd", title: "FSD of pairs", format },
    { key: "changed", title: "signs changed, all mixed", format },
    {
      key: "correlation",
      title: "FSD and accuracy, size fixed",
      numeric: true,
    },
  ];
  const measured = columns.filter(({ key }) =>
    rows.some((row) => row[key as keyof typeof row] !== null)
  );
  const notes = measured.flatMap(({ key }) => NOTES[key] ?? []);
  return table(
    ["Means over targets, in percent", ...notes].join("; "),
    measured,
    rows,
  );
}

function numbersOf(rows: readonly StudyRow[]): Record<string, TableValue> {
  const mixed = mixedTargets(accuracyRows(rows));
  const sizes = bySize(mixed);
  const last = sizes.at(-1);
  const drop = last && dropBySize(mixed).get(last.k);
  const at = (k: number) => sizes.find((size) => size.k === k)?.mean ?? null;
  const pairs = fsdPairs(rows, "trained")
    .filter(({ row, column }) => row !== column)
    .map(({ value }) => value);
  const changes = rows.flatMap((row) =>
    row.metric === "sign_change" ? [{ k: row.k, value: row.value }] : []
  );
  const most = changes.reduce((k, row) => Math.max(k, row.k), 0);
  const changed = changes.filter(({ k }) => k === most)
    .map(({ value }) => value);
  const claim = rows.find((row): row is CorrelationRow =>
    row.metric === "correlation" && row.target === "all" &&
    row.conflict === "fsd" && row.statistic === "partial"
  );
  return {
    alone: at(1),
    pairs: at(2),
    all: last?.mean ?? null,
    drop: drop ? dropText(drop) : null,
    fsd: pairs.length > 0 ? mean(pairs) : null,
    changed: changed.length > 0 ? mean(changed) : null,
    correlation: claim ? correlationText(claim) : null,
  };
}
