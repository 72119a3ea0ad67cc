/**
 * Sections on accuracy, of adapters alone and mixed.
 *
 * @module
 */
import { mixingFindings, singleFindings } from "./accuracy_findings.ts";
import { claimFindings } from "./claim_findings.ts";
import { DROP_CAPTION, dropCurve } from "./drop_curve.ts";
import { attackName, dropTable } from "./drop_table.ts";
import { mixtureAccuracy } from "./mixture_accuracy.ts";
import {
  type AccuracyRow,
  accuracyRows,
  inDomainRows,
  mixedTargets,
  singleRows,
  type StudyRow,
} from "./rows.ts";
import { sampleText } from "./sampling.ts";
import { singleAccuracy } from "./single_accuracy.ts";
import { sizeTable } from "./size_table.ts";
import { sparsityName } from "./sparse_mixture.ts";
import type { StudySection } from "./study_section.ts";

/**
 * How good each adapter is alone.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The section, or null if no adapter was measured alone.
 */
export function singleSection(rows: readonly StudyRow[]): StudySection | null {
  const dense = accuracyRows(rows);
  if (singleRows(dense).length === 0) return null;
  return {
    name: "single_accuracy",
    heading: "Adapters alone",
    text: [singleFindings(rows, dense).join(" ")],
    spec: singleAccuracy(rows, dense),
    caption: "Accuracy of each adapter on test examples of its own domain, " +
      "with the 95% Wilson interval; the tick marks what always answering the " +
      "most frequent label reaches.",
  };
}

/**
 * How accuracy changes with the number of mixed adapters.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The section, or null if nothing was mixed.
 */
export function mixtureSection(rows: readonly StudyRow[]): StudySection | null {
  const dense = mixedTargets(accuracyRows(rows));
  if (dense.length === 0) return null;
  return {
    name: "mixture_accuracy",
    heading: "Mixing adapters",
    text: [
      mixingFindings(dense).join(" "),
      claimFindings(dense).join(" "),
      sampleText(dense),
    ].filter((text) => text !== ""),
    spec: mixtureAccuracy(dense),
    caption: mixtureCaption("their weights averaged"),
    table: sizeTable(dense),
  };
}

function mixtureCaption(how: string): string {
  return "Each grey dot or bar holds mixtures of the target's own adapter " +
    `with others, ${how}; the head is the target's own. ` +
    "Dashed: the own adapter alone. All panels span equally many points, each " +
    "around its own accuracies.";
}

/**
 * The same under each attack.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns A section for each attack under which more sizes were measured than
 * one adapter and the largest mixture.
 */
export function attackSections(rows: readonly StudyRow[]): StudySection[] {
  const attacks = new Set(
    rows.flatMap((row) => row.metric === "accuracy" ? [row.attack] : []),
  );
  return [...attacks].filter((attack) => attack !== "none").flatMap(
    (attack) => {
      const accuracies = inDomainRows(
        mixedTargets(accuracyRows(rows, { attack })),
      );
      if (new Set(accuracies.map(({ k }) => k)).size < 3) return [];
      const name = attackName(attack);
      return [{
        name: `mixture_accuracy_${attack}`,
        heading: `Mixing adapters under ${name}`,
        text: [mixingFindings(accuracies).join(" ")],
        spec: mixtureAccuracy(accuracies, `Accuracy under ${name}`),
        caption: `As above, on examples changed by ${name}.`,
      }];
    },
  );
}

/**
 * The same with other methods of mixing.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns A section for each method besides the average, and for each share of
 * weights that was removed before.
 */
export function methodSections(rows: readonly StudyRow[]): StudySection[] {
  const others = rows.filter((row) =>
    row.metric === "accuracy" && row.method !== "average" && row.k > 1
  ) as AccuracyRow[];
  const ways = Map.groupBy(
    others,
    ({ method, sparsity, scope }) => JSON.stringify([method, sparsity, scope]),
  );
  return [...ways.values()].flatMap(([first]) => {
    const { method, sparsity, scope } = first!;
    const selection = { method, sparsity, scope };
    const accuracies = mixedTargets(accuracyRows(rows, selection));
    if (accuracies.length === 0) return [];
    const pruned = sparsity === 0
      ? ""
      : ` of ${sparsityName(sparsity)} adapters`;
    return [{
      name: `mixture_accuracy_${method}_${scope}_${sparsity}`,
      heading: `Mixing by ${method}${pruned}`,
      text: [mixingFindings(accuracies).join(" "), sampleText(accuracies)]
        .filter((text) => text !== ""),
      spec: mixtureAccuracy(accuracies, `Accuracy of mixtures by ${method}`),
      caption: mixtureCaption(`mixed by ${method}`),
      table: sizeTable(accuracies),
    }];
  });
}

/**
 * What each target loses from its own adapter to the largest mixture.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The section, or null if no target has both ends.
 */
export function dropSection(rows: readonly StudyRow[]): StudySection | null {
  const attacks = new Set(
    rows.flatMap((row) => row.metric === "accuracy" ? [row.attack] : []),
  );
  const all = [...attacks].flatMap((attack) => accuracyRows(rows, { attack }));
  const table = dropTable(mixedTargets(all));
  const spec = dropCurve([{ name: "", rows }]);
  return table === null ? null : {
    name: "drop",
    heading: "What each target loses",
    text: [],
    ...(spec && { spec, caption: DROP_CAPTION }),
    table,
  };
}
