import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { mixtureAccuracy } from "../../lib/figure/mixture_accuracy.ts";
import { renderSvg } from "../../lib/figure/save.ts";
import { random } from "../../lib/math/random.ts";
import { compiled } from "./compiled.ts";
import { accuracy, everyMixture } from "./study.ts";

Deno.test("mixtureAccuracy() draws reference, summary and every mixture", () => {
  const [points] = compiled(mixtureAccuracy([
    accuracy("a", "a", 0.9),
    accuracy("a", "a+b", 0.8),
    accuracy("a", "a+c", 0.6),
  ]));
  const of = (series: string) =>
    points!.filter((point) => point["series"] === series)
      .map(({ k, value }) => [k, value]);
  deepStrictEqual(of("own adapter alone"), [[1, 90], [2, 90]]);
  deepStrictEqual(of("best mixture"), [[2, 80]]);
  deepStrictEqual(of("mean"), [[2, 70]]);
  deepStrictEqual(of("worst mixture"), [[2, 60]]);
  deepStrictEqual(of("mixtures"), [[2, 60], [2, 80]]);
});

Deno.test("mixtureAccuracy() of all 53,248 cells stays under 300 kB", async () => {
  const { normal } = random(1, "figure");
  const names = Array.from({ length: 13 }, (_, i) => `domain ${i}`);
  const rows = everyMixture(names, (k) => (
    Math.min(1, Math.round(200 * (0.9 - 0.02 * k + 0.03 * normal())) / 200)
  ));
  deepStrictEqual(rows.length, 53_248);
  const svg = await renderSvg(mixtureAccuracy(rows));
  ok(svg.length < 300_000, `${svg.length} characters`);
});

Deno.test("mixtureAccuracy() says of what it is a sample", async () => {
  const all = everyMixture(["a", "b", "c", "d", "e"], () => 0.5);
  const svg = (rows: typeof all) => renderSvg(mixtureAccuracy(rows));
  ok(!(await svg(all)).includes("A sample"));
  const some = all.filter(({ k, mixed }) => k !== 3 || mixed.includes("a"));
  ok((await svg(some)).includes("3 of 6 mixtures of 3 adapters"));
});

Deno.test("mixtureAccuracy() refuses to draw nothing", () => {
  throws(
    () => mixtureAccuracy([]),
    new RangeError("Cannot draw mixtures: 0 accuracies, expected some"),
  );
});
