import { percentText } from "./percent.ts";
import { type AccuracyRow, inDomainRows } from "./rows.ts";

/**
 * How many mixtures differ from the own adapter alone by more than chance explains.
 *
 * @param accuracies Accuracy rows of one setting.
 * @returns A sentence; none where no mixture was compared example by example.
 */
export function clearFinding(accuracies: readonly AccuracyRow[]): string[] {
  const compared = inDomainRows(accuracies).filter(({ gain, k }) =>
    gain !== undefined && k > 1
  );
  if (compared.length === 0) return [];
  const share = (is: (row: AccuracyRow) => boolean) =>
    percentText(compared.filter(is).length / compared.length);
  const worse = share(({ gain_high }) => gain_high! < 0);
  const better = share(({ gain_low }) => gain_low! > 0);
  return [
    "Example by example, of " +
    `${compared.length.toLocaleString("en")} mixtures on their targets ` +
    `${worse} are clearly worse than the own adapter alone and ${better} ` +
    "clearly better: their 95% paired intervals leave out zero, as about 2.5% " +
    "would each way if nothing differed.",
  ];
}
