import { strictEqual } from "node:assert/strict";
import { table } from "../../bench/table.ts";

Deno.test("table() has a column a name, and one for each ratio", () => {
  const rows = [
    { bench: "matmul", device: "x", profile: "cpu", m: 64, ratio: { tfjs: 2 } },
    { bench: "matmul", device: "x", profile: "gpu", m: 2048, ratio: {} },
  ];
  strictEqual(
    table(rows),
    [
      "profile     m  vs tfjs",
      "cpu        64        2",
      "gpu      2048",
    ].join("\n"),
  );
});
