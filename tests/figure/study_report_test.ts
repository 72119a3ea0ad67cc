import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import type { AccuracyRow, StudyRow } from "../../lib/figure/rows.ts";
import { settingSections, studyReport } from "../../lib/figure/study_report.ts";
import { accuracy, study } from "./study.ts";

Deno.test("studyReport() says first what it was made from", async () => {
  const html = await studyReport(study(), { provenance: "From made-up rows." });
  match(html, /<\/h1>\n<p class="lead">From made-up rows\.<\/p>/);
  const count = (pattern: RegExp) => [...html.matchAll(pattern)].length;
  strictEqual(count(/<svg /g), 9);
  strictEqual(count(/<section /g), 11);
  strictEqual(
    html,
    await studyReport(study(), {
      provenance: "From made-up rows.",
    }),
  );
});

Deno.test("settingSections() keeps models and kinds apart", () => {
  const of = (model: string, kind: AccuracyRow["kind"], value: number) =>
    accuracy("a", "a", value, { model, kind });
  const majority: StudyRow = {
    metric: "majority",
    target: "a",
    value: 0.5,
    count: 10,
  };
  const sections = settingSections([
    of("org/tiny", "lora", 0.9),
    of("org/tiny", "pfeiffer", 0.8),
    of("org/tiny", "none", 0.6),
    majority,
  ]);
  deepStrictEqual(
    sections.map(({ name, heading }) => `${name}: ${heading}`),
    [
      "summary_org-tiny_lora: In short: org/tiny, lora",
      "single_accuracy_org-tiny_lora: Adapters alone: org/tiny, lora",
      "summary_org-tiny_pfeiffer: In short: org/tiny, pfeiffer",
      "single_accuracy_org-tiny_pfeiffer: Adapters alone: org/tiny, pfeiffer",
    ],
  );
  match(sections[1]!.text[0]!, /^The adapter for a alone reaches 90\.0%\. Alw/);
});
