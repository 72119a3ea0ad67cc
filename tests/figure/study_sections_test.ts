import { deepStrictEqual } from "node:assert/strict";
import { studySections } from "../../lib/figure/study_sections.ts";
import { compiled } from "./compiled.ts";
import { correlation } from "./correlations.ts";
import { cancelled } from "./cancellations.ts";
import { changed } from "./sign_changes.ts";
import { accuracy, everyMixture, study } from "./study.ts";

const names = (sections: { name: string }[]) =>
  sections.map(({ name }) => name);

Deno.test("studySections() has a section for each thing measured", () => {
  const sections = studySections([
    ...study(),
    cancelled("news+law", 0.2),
    changed("news", "news+law", 0.2),
    correlation("all", -0.1),
  ]);
  deepStrictEqual(names(sections), [
    "summary",
    "single_accuracy",
    "fsd_heatmap",
    "fsd_heatmap_untrained",
    "mixture_accuracy",
    "mixture_accuracy_textfooler",
    "drop",
    "cancellation",
    "sign_change_pairs",
    "sign_change_sizes",
    "correlation",
    "greedy_curve",
    "sparsity_curve",
    "sparse_mixture",
    "loss_curves",
  ]);
  for (const { spec } of sections) if (spec) compiled(spec);
});

Deno.test("studySections() is silent on what was not measured", () => {
  deepStrictEqual(studySections([]), []);
  deepStrictEqual(names(studySections([accuracy("a", "a", 0.9)])), [
    "summary",
    "single_accuracy",
  ]);
  deepStrictEqual(studySections([accuracy("a", "b+c", 0.4)]), []);
});

Deno.test("studySections() survives a study that was stopped half way", () => {
  const rows = study();
  for (let length = 0; length <= rows.length; length += 3) {
    studySections(rows.slice(0, length));
    studySections(rows.slice(length));
  }
});

Deno.test("studySections() draws mixtures of other methods by themselves", () => {
  const mixtures = everyMixture(["a", "b", "c"], (k) => 1 - 0.1 * k, {
    method: "ties",
    sparsity: 0.5,
  });
  const [section, ...others] = studySections(mixtures)
    .filter(({ name }) => name !== "summary");
  deepStrictEqual(others, []);
  deepStrictEqual(section?.heading, "Mixing by ties of 50% sparse adapters");
  compiled(section!.spec!);
});
