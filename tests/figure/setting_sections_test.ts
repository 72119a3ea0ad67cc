import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { cpuUsage } from "node:process";
import type { AccuracyRow, StudyRow } from "../../lib/figure/rows.ts";
import {
  settingName,
  settingSections,
} from "../../lib/figure/setting_sections.ts";
import { renderSvg } from "../../lib/figure/save.ts";
import { studySections } from "../../lib/figure/study_sections.ts";
import { random } from "../../lib/math/random.ts";
import { changed } from "./sign_changes.ts";
import { accuracy, everyMixture, study } from "./study.ts";

const of = (changes: Partial<AccuracyRow>, value: number) =>
  accuracy("a", "a", value, { model: "org/tiny", ...changes });

Deno.test("settingSections() of one setting are its sections", () => {
  deepStrictEqual(settingSections(study()), studySections(study()));
});

Deno.test("settingSections() keeps models, kinds and initialisations apart", () => {
  const majority: StudyRow = {
    metric: "majority",
    target: "a",
    value: 0.5,
    count: 10,
  };
  const sections = settingSections([
    of({ kind: "lora", initialisation: "shared" }, 0.9),
    of({ kind: "lora", initialisation: "independent" }, 0.8),
    of({ kind: "none" }, 0.6),
    majority,
  ]);
  deepStrictEqual(
    sections.map(({ name, heading }) => `${name}: ${heading}`),
    [
      "settings: Side by side",
      "summary_shared-initial-weights: In short: shared initial weights",
      "single_accuracy_shared-initial-weights: Adapters alone: " +
      "shared initial weights",
      "summary_independent-initial-weights: In short: " +
      "independent initial weights",
      "single_accuracy_independent-initial-weights: Adapters alone: " +
      "independent initial weights",
    ],
  );
  match(sections[2]!.text[0]!, /^The adapter for a alone reaches 90\.0%\. Alw/);
  ok(sections[0]!.table!.includes("independent initial weights"));
});

Deno.test("settingSections() names models and kinds where they differ", () => {
  const headings = (model: string) =>
    settingSections([
      of({ kind: "lora" }, 0.9),
      of({ kind: "houlsby" }, 0.8),
      of({ kind: "lora", model }, 0.8),
    ]).map(({ heading }) => heading).filter((text) => text.startsWith("In"));
  deepStrictEqual(headings("models/b/"), [
    "In short: tiny, lora",
    "In short: tiny, houlsby",
    "In short: b, lora",
  ]);
  deepStrictEqual(headings("models/tiny"), [
    "In short: org/tiny, lora",
    "In short: org/tiny, houlsby",
    "In short: models/tiny, lora",
  ]);
});

Deno.test("settingName() leaves out what is not known", () => {
  strictEqual(settingName({ model: "m", kind: "lora" }), "m, lora");
});

Deno.test("settingSections() of all 53,248 cells draw in seconds, each below 2 MB", async () => {
  const names = Array.from({ length: 13 }, (_, i) => `domain ${i}`);
  const { normal } = random(1, "figure");
  const accuracies = everyMixture(names, (k) => (
    Math.min(1, Math.round(200 * (0.9 - 0.02 * k + 0.03 * normal())) / 200)
  ));
  const changes = accuracies.map(({ target, mixed, k }) =>
    changed(target, mixed, 0.03 * (k - 1))
  );
  const start = cpuUsage();
  for (const { name, spec } of settingSections([...accuracies, ...changes])) {
    if (!spec) continue;
    const svg = await renderSvg(spec);
    ok(svg.length < 2_000_000, `${name}: ${svg.length} characters`);
  }
  const { user, system } = cpuUsage(start);
  const seconds = (user + system) / 1e6;
  ok(seconds < 30, `${seconds} s`);
});
