import { mixingFindings, singleFindings } from "./accuracy_findings.ts";
import { cancellationFindings } from "./cancellation_findings.ts";
import { fsdFindings, greedyFindings } from "./conflict_findings.ts";
import { correlationFindings } from "./correlation_findings.ts";
import { accuracyRows, mixedTargets, type StudyRow } from "./rows.ts";
import { pruningFindings, sparseMixtureFindings } from "./sparsity_findings.ts";

/**
 * What a study found, in short: the main sentence of each question.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns Sentences computed from the rows; none on what was not measured.
 */
export function findings(rows: readonly StudyRow[]): string[] {
  const dense = accuracyRows(rows);
  const mixed = mixedTargets(dense);
  const all = accuracyRows(rows, { sparsity: "any" });
  return [
    singleFindings(rows, dense).slice(0, 1),
    mixingFindings(mixed).slice(0, 2),
    fsdFindings(rows).slice(0, 1),
    cancellationFindings(rows),
    correlationFindings(rows)
      .filter((text) => text.includes("pairwise FSD")),
    greedyFindings(rows, mixed).slice(0, 1),
    pruningFindings(all).slice(0, 1),
    sparseMixtureFindings(mixedTargets(all)).filter((_, i) => i % 2 === 0),
  ].map((sentences) => sentences.join(" ")).filter((text) => text !== "");
}
