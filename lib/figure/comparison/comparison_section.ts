import { percentText } from "../percent.ts";
import type { StudyRow } from "../rows.ts";
import type { StudySection } from "../study_section.ts";
import { comparisonFigure } from "./comparison_figure.ts";
import { type ComparisonLine, comparisonLines } from "./comparison_lines.ts";
import { comparisonTable } from "./comparison_table.ts";

/**
 * Which method of mixing is best, on the same adapters, targets and examples.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The section, or null if no methods were compared.
 */
export function comparisonSection(
  rows: readonly StudyRow[],
): StudySection | null {
  const lines = comparisonLines(rows);
  const drawn = lines.some(({ average }) => average !== null);
  if (lines.length === 0) return null;
  return {
    name: "comparison",
    heading: "Methods of mixing, compared",
    text: comparisonFindings(lines),
    ...(drawn && { spec: comparisonFigure(lines) }),
    caption: "Blue: mean over targets with its 95% interval over test " +
      "examples, paired, not corrected for the number of methods. Grey: single " +
      "targets. All adapters are on offer to each method; settings are chosen " +
      "for each target on validation examples.",
    table: comparisonTable(lines),
  };
}

/**
 * What a comparison of methods says, in sentences.
 *
 * @param lines The methods, from `comparisonLines()`.
 * @returns Sentences; none if the plain average is not among the methods.
 */
export function comparisonFindings(lines: readonly ComparisonLine[]): string[] {
  const average = lines.find(({ method }) => method === "average");
  const others = lines.filter(({ method, average }) =>
    method !== "single" && average !== null
  );
  if (!average?.value || others.length === 0) return [];
  const better = others.filter((line) => line.average!.low > 0);
  const worse = others.filter((line) => line.average!.high < 0);
  const behind = others.filter((line) => line.single && line.single.high < 0);
  const reached = percentText(average.value);
  return [
    [
      `The plain average of all adapters reaches ${reached} over ` +
      `${average.cells.length} targets.`,
      `Other methods that are better than it by 95% intervals: ` +
      `${better.length} of ${others.length}${named(better)}; ` +
      `worse: ${worse.length}${named(worse)}.`,
      `The targets' own adapters alone are better than ${behind.length} of them.`,
      ...others.flatMap(ownAlone),
    ].join(" "),
  ];
}

/** A method that gives the own adapter back does not mix. */
function ownAlone({ method, cells }: ComparisonLine): string[] {
  const count = cells.filter(({ asSingle }) => asSingle).length;
  return count === 0 ? [] : [
    `${method} is right exactly where the own adapter is on ${count} of ` +
    `${cells.length} targets.`,
  ];
}

function named(lines: readonly ComparisonLine[]): string {
  return lines.length === 0
    ? ""
    : ` (${lines.map(({ method }) => method).join(", ")})`;
}
