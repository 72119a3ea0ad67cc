import { deepStrictEqual } from "node:assert/strict";
import { accuracyAxis, seriesColour } from "../../lib/figure/encodings.ts";

Deno.test("accuracyAxis() holds the values", () => {
  deepStrictEqual(accuracyAxis("accuracy", [71, 84]), {
    type: "quantitative",
    title: "accuracy",
    scale: { domain: [70, 85] },
  });
});

Deno.test("seriesColour() keeps the order of the series", () => {
  const { scale } = seriesColour({ b: "red", a: "blue" }, "stroke");
  deepStrictEqual(scale, { domain: ["b", "a"], range: ["red", "blue"] });
});
