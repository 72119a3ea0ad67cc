import { strictEqual } from "node:assert/strict";
import { topicTable } from "../../lib/figure/topic_table.ts";

Deno.test("topicTable() is a Markdown table of words", () => {
  const words = (...list: string[]) => list.map((word) => ({ word }));
  const table = topicTable("ag", [
    { share: 0.625, words: words("oil", "price") },
    { share: 0.375, words: words("game") },
  ]);
  strictEqual(
    table,
    `## ag

| topic | share (%) | words |
| ----: | --------: | :---- |
| 1 | 62.5 | oil, price |
| 2 | 37.5 | game |
`,
  );
});
