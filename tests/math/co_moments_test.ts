import { ok, strictEqual } from "node:assert/strict";
import {
  addMoments,
  coMoments,
  correlation,
  partialCorrelation,
  type Point,
} from "../../lib/math/co_moments.ts";
import { random } from "../../lib/math/random.ts";
import { pearson } from "../../lib/math/stats.ts";

const { normal } = random(1, "points");
const points = Array.from({ length: 200 }, (): Point => {
  const z = normal();
  return [z + normal(), z + normal(), z];
});
const column = (i: number) => points.map((point) => point[i]!);

const near = (a: number, b: number) => ok(Math.abs(a - b) < 1e-9, `${a} ${b}`);

Deno.test("correlation() is Pearson's", () => {
  near(correlation(coMoments(points)), pearson(column(0), column(1)));
});

Deno.test("correlation() of groups together is that of all their points", () => {
  const groups = [points.slice(0, 50), points.slice(50)].map(coMoments);
  near(correlation(addMoments(groups)), correlation(coMoments(points)));
});

Deno.test("partialCorrelation() is the correlation of what z leaves unexplained", () => {
  // Residuals of both regressions on z, which are centred.
  const z = column(2);
  const residuals = [0, 1].map((i) => {
    const values = column(i);
    const mean = (of: number[]) => of.reduce((a, b) => a + b) / of.length;
    const [my, mz] = [mean(values), mean(z)];
    const zz = z.reduce((sum, v) => sum + (v - mz) ** 2, 0);
    const slope = z.reduce((s, v, j) => s + (v - mz) * (values[j]! - my), 0) /
      zz;
    return values.map((v, j) => v - my - slope * (z[j]! - mz));
  });
  near(
    partialCorrelation(coMoments(points)),
    pearson(residuals[0]!, residuals[1]!),
  );
  // What x and y share is z alone.
  ok(Math.abs(partialCorrelation(coMoments(points))) < 0.15);
  ok(correlation(coMoments(points)) > 0.35);
});

Deno.test("correlations that are not defined are NaN", () => {
  const level = points.map(([x, , z]): Point => [x, 0.1, z]);
  strictEqual(correlation(coMoments(level)), NaN);
  strictEqual(partialCorrelation(coMoments(level)), NaN);
  const told = points.map(([x, y]): Point => [x, y, 2 * x]);
  strictEqual(partialCorrelation(coMoments(told)), NaN);
});
