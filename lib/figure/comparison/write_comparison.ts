import { writeFileAtomic } from "../../io/atomic.ts";
import { studyRows } from "../../study/ledger.ts";
import { writeReport } from "../write_report.ts";
import { type ComparisonLine, comparisonLines } from "./comparison_lines.ts";
import { comparisonMarkdown } from "./comparison_table.ts";

/** What a comparison came to, for the summary line. */
export interface WrittenComparison {
  /** The methods, best mean first. */
  readonly lines: readonly ComparisonLine[];
  /** Path of the page. */
  readonly report: string;
}

/**
 * Writes table, figure and report of a comparison from its rows.
 *
 * @param folder Folder of the rows, and of what is written.
 * @throws {Failure} If it has no rows.
 */
export async function writeComparison(
  folder: string,
): Promise<WrittenComparison> {
  const { report } = await writeReport([folder]);
  const lines = comparisonLines(await studyRows(folder));
  await writeFileAtomic(`${folder}/comparison.md`, comparisonMarkdown(lines));
  return { lines, report };
}
