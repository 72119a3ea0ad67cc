import { bySize } from "./by_size.ts";
import { dropBySize, dropText } from "./drops.ts";
import { percentNumber } from "./percent.ts";
import type { AccuracyRow } from "./rows.ts";
import { table } from "./table.ts";

/**
 * Accuracy by number of mixed adapters, as means over targets.
 *
 * @param accuracies Accuracy rows of one setting.
 * @returns The table, as HTML, in percent; without rows if nothing was measured
 * for every target.
 */
export function sizeTable(accuracies: readonly AccuracyRow[]): string {
  const sizes = bySize(accuracies);
  const alone = sizes.find(({ k }) => k === 1);
  const drops = dropBySize(accuracies);
  const format = percentNumber;
  return table(
    "Means over targets, in percent; the drop in points" +
      (drops.size > 0 ? ", with its 95% interval over the same examples" : ""),
    [
      { key: "k", title: "adapters mixed" },
      { key: "min", title: "worst mixture", format },
      { key: "mean", title: "mean", format },
      { key: "max", title: "best mixture", format },
      { key: "drop", title: "drop of the mean", numeric: true },
    ],
    sizes.map((size) => ({
      ...size,
      drop: alone
        ? dropText(drops.get(size.k) ?? { value: alone.mean - size.mean })
        : null,
    })),
  );
}
