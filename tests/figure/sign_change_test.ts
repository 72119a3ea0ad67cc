import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { renderSvg } from "../../lib/figure/save.ts";
import { signChange } from "../../lib/figure/sign_change.ts";
import { compiled } from "./compiled.ts";

const point = { target: "a", change: 10, mixed: 80, own: 90 };
const options = { title: "Signs", place: null };

Deno.test("signChange() draws a panel a target, and names the pairs' FSD if it is there", async () => {
  const points = [
    { ...point, place: "b", fsd: 15 },
    { ...point, target: "b", place: "a", fsd: null },
  ];
  deepStrictEqual(
    compiled(signChange(points, options)).slice(0, 2),
    points.map((one) => [one]),
  );
  ok(
    (await renderSvg(signChange(points, options))).includes("FSD of the pair"),
  );
});

Deno.test("signChange() has the adapters in the order of the panels", async () => {
  const places = [["b", "c"], ["b", "a"], ["a", "b"], ["a", "d"], ["c", "a"]];
  const points = places.map(([target, place]) => (
    { ...point, target: target!, place: place!, fsd: null }
  ));
  const svg = await renderSvg(signChange(points, options));
  const words = [...svg.matchAll(/>([abcd])<\/text>/g)].map(([, word]) => word);
  // Each panel's places, then its title.
  deepStrictEqual(words.slice(0, 5), ["b", "a", "c", "d", "b"]);
});

Deno.test("signChange() of sizes has no word on pairs", async () => {
  const sizes = [2, 3].map((place) => ({ ...point, place, fsd: null }));
  const spec = signChange(sizes, { title: "Signs", place: "adapters mixed" });
  ok(!(await renderSvg(spec)).includes("FSD of the pair"));
});

Deno.test("signChange() refuses to draw nothing", () => {
  throws(
    () => signChange([], options),
    new RangeError("Cannot draw changed signs: 0 points, expected some"),
  );
});
