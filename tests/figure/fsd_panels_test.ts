import { deepStrictEqual, ok } from "node:assert/strict";
import { type FsdPanel, fsdPanels } from "../../lib/figure/fsd_panels.ts";
import { compiled } from "./compiled.ts";

const panel: FsdPanel = {
  group: "bert/lora",
  part: "all",
  names: ["a", "b"],
  size: 10,
  values: [[0, 0.25], [0.25, 0]],
};
const options = { of: "trained", measure: "all" } as const;

Deno.test("fsdPanels() of one is a heat map", () => {
  const spec = fsdPanels([panel], options);
  deepStrictEqual(compiled(spec)[0]?.slice(0, 2), [
    { row: "a", column: "a", value: 0 },
    { row: "a", column: "b", value: 25 },
  ]);
  ok(!JSON.stringify(spec).includes("bert"));
});

Deno.test("fsdPanels() names groups and parts where there are several", () => {
  const titles = (panels: FsdPanel[]) =>
    [
      ...JSON.stringify(fsdPanels(panels, options)).matchAll(
        /"title":\{"text":"([^"]+)","fontSize"/g,
      ),
    ].map(([, text]) => text);
  const parts = ["block 0", "block 1"].map((part) => ({ ...panel, part }));
  deepStrictEqual(titles(parts), ["block 0", "block 1"]);
  deepStrictEqual(titles([panel, { ...panel, group: "roberta", part: "up" }]), [
    "bert/lora",
    "roberta: up",
  ]);
});
