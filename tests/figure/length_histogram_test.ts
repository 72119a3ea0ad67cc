import {
  deepStrictEqual,
  doesNotMatch,
  match,
  throws,
} from "node:assert/strict";
import { lengthHistogram } from "../../lib/figure/length_histogram.ts";
import { renderSvg } from "../../lib/figure/save.ts";
import { compiled } from "./compiled.ts";

const words = { title: "Lengths", unit: "tokens of tiny" };
const rows = [
  { dataset: "ag", from: 16, to: 23, count: 3 },
  { dataset: "ag", from: 23, to: 32, count: 1 },
  { dataset: "imdb", from: 91, to: 128, count: 2 },
  { dataset: "imdb", from: 128, to: 182, count: 2 },
];

Deno.test("lengthHistogram() turns counts into percents of each data set", () => {
  const [values] = compiled(lengthHistogram(rows, words));
  deepStrictEqual(values?.map(({ share }) => share), [75, 25, 50, 50]);
});

Deno.test("lengthHistogram() marks the lengths at which models cut, where there are such", async () => {
  const svg = await renderSvg(lengthHistogram(rows, words));
  match(svg, />in tokens of tiny; dashed lines at 128</);
  match(svg, /stroke-dasharray="4,3"/);
  const short = await renderSvg(lengthHistogram(rows.slice(0, 2), words));
  match(short, />in tokens of tiny</);
  doesNotMatch(short, /stroke-dasharray/);
});

Deno.test("lengthHistogram() refuses to draw nothing", () => {
  throws(
    () => lengthHistogram([], words),
    new RangeError("Cannot draw lengths: 0 rows, expected some"),
  );
});
