import { ok } from "node:assert/strict";
import { settingTable } from "../../lib/figure/setting_table.ts";
import { correlation } from "./correlations.ts";
import { changed } from "./sign_changes.ts";
import { accuracy, everyMixture, fsd } from "./study.ts";

Deno.test("settingTable() sets the main numbers below each other", () => {
  const html = settingTable([
    {
      name: "one",
      rows: [
        ...everyMixture(["a", "b", "c"], (k) => 1 - 0.1 * k),
        fsd("a", "b", 0.2),
        fsd("a", "a", 0),
        changed("a", "a+b", 0.1),
        changed("a", "a+b+c", 0.3),
        correlation("all", -0.4, { statistic: "partial" }),
      ],
    },
    { name: "two", rows: [accuracy("a", "a", 0.5)] },
  ]);
  const cells = html.replaceAll(/<[^>]+>/g, "|").replaceAll(/[|\n]+/g, "|");
  ok(
    cells.includes(
      "|one|90.0|80.0|70.0|20.0|30.0|\u22120.40 [\u22120.50, \u22120.30]|two|",
    ),
    cells,
  );
});

Deno.test("settingTable() bounds the drop where all were compared example by example", () => {
  const gains = { gain: -0.1, gain_low: -0.16, gain_high: -0.04 };
  const rows = [
    accuracy("a", "a", 0.9),
    accuracy("a", "a+b", 0.8, gains),
  ];
  const html = settingTable([{ name: "one", rows }]);
  const cells = html.replaceAll(/<[^>]+>/g, "|").replaceAll(/[|\n]+/g, "|");
  ok(cells.endsWith("|90.0|80.0|80.0|10.0\u00a0[4.0,\u00a016.0]|"), cells);
  ok(
    html.includes("drops in points with 95% intervals over the same examples"),
  );
});
