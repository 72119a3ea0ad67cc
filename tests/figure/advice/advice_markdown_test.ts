import { match, ok, strictEqual } from "node:assert/strict";
import { Gpu } from "../../../lib/gpu/gpu.ts";
import { advise } from "../../../lib/mix/advice/advise.ts";
import type { Adapter } from "../../../lib/adapter/adapter.ts";
import { adviceFigure } from "../../../lib/figure/advice/advice_figure.ts";
import { adviceMarkdown } from "../../../lib/figure/advice/advice_markdown.ts";
import { renderSvg } from "../../../lib/figure/save.ts";
import { madeLora } from "../../mix/advice/made_loras.ts";

/** Advice on adapters, and its text. */
async function written(adapters: readonly Adapter[]) {
  const gpu = await Gpu.open();
  const advice = await advise(gpu, adapters);
  gpu.close();
  const text = adviceMarkdown(advice, {
    bound: 0.25,
    figures: advice.map((_, i) => i === 0 ? "fsd-1.svg" : undefined),
    pathOf: (name) => `results/${name}`,
    unread: [{ name: "odd", reason: "Cannot read it" }],
  });
  return { advice, text };
}

Deno.test("adviceMarkdown() names the adapters to mix, their command and the others", async () => {
  const a = madeLora("a");
  const twin = { ...a, name: "twin" };
  const other = madeLora("other");
  const { advice, text } = await written([
    a,
    twin,
    madeLora("new", { scale: 0 }),
    madeLora("far", { start: 2, seed: 2 }),
    { ...other, model: { ...other.model, type: "roberta" } },
  ]);
  ok(text.includes("\n## 4 adapters: lora of a bert of 16 features, on query"));
  ok(
    text.includes(
      "**Mix a, twin**, the first ones if fewer: their signs are opposite in 0.0% of what they add to the weights (B A), where chance gives 50%. `deno task mix --space delta --out DIR results/a results/twin`\n",
    ),
  );
  ok(text.includes("\n- Leave out new: it is untrained.\n"));
  match(
    text,
    /- Leave out far: its signs are opposite to those in \d+\.\d%; most in `encoder/,
  );
  ok(text.includes("\n![Sign differences](fsd-1.svg)\n"));
  match(text, /\| of products B A \| 0\.0% \| \d+\.\d% \| \d+\.\d% \|\n/);
  match(text, /\nBy block: block 0 \d+\.\d%, block 1 \d+\.\d%\.\n/);
  ok(text.includes("\n## other (lora of a roberta of 16 features"));
  ok(text.includes("\n- odd: Cannot read it.\n"));
  ok(text.includes("\n## How far to trust this\n"));
  strictEqual(text.at(-1), "\n");
  match(await renderSvg(adviceFigure(advice[0]!)), />twin</);
});

Deno.test("adviceMarkdown() names the nearest pair where none is to be mixed", async () => {
  const { text } = await written([
    madeLora("a"),
    madeLora("b", { start: 2, seed: 2 }),
  ]);
  match(
    text,
    /\*\*Mix none of these\*\*: no two trained adapters have opposite signs in at most 25% of what they add to the weights \(B A\); chance gives 50%\. Those that agree most are a and b, with \d+\.\d% of opposite signs\./,
  );
});
