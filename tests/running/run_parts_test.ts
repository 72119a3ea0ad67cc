import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { runParts } from "./run_parts.ts";

/** A program that prints on both streams after so many milliseconds. */
const program = (name: string, milliseconds: number, code = 0) => [
  "eval",
  `await new Promise((done) => setTimeout(done, ${milliseconds}));
   console.log("out ${name}");
   console.error("err ${name}");
   Deno.exit(${code});`,
];

/** Runs parts; gives how they ended and what was shown. */
async function run(parts: readonly string[][], atOnce: number) {
  let shown = "";
  const decoder = new TextDecoder();
  const show = (bytes: Uint8Array) => {
    shown += decoder.decode(bytes, { stream: true });
    return Promise.resolve();
  };
  const ended = await runParts(parts, { atOnce, show });
  return { ended, shown };
}

Deno.test("runParts() shows runs one after the other, whichever ends first", async () => {
  const parts = [program("a", 300), program("b", 0, 3), program("c", 0)];
  const { ended, shown } = await run(parts, 3);
  deepStrictEqual(ended.map(({ args }) => args), parts);
  deepStrictEqual(ended.map(({ ok }) => ok), [true, false, true]);
  strictEqual(shown, ended.map(({ text }) => text).join(""));
  for (const [i, name] of ["a", "b", "c"].entries()) {
    const lines = ended[i]!.text.trim().split("\n").sort();
    deepStrictEqual(lines, [`err ${name}`, `out ${name}`]);
  }
});

Deno.test("runParts() starts all parts, no more at once than it may", async () => {
  const folder = await Deno.makeTempDir();
  const counting = [
    "eval",
    `const mine = "${folder}/" + Deno.pid;
     Deno.writeTextFileSync(mine, "");
     await new Promise((done) => setTimeout(done, 100));
     console.log([...Deno.readDirSync("${folder}")].length);
     Deno.removeSync(mine);`,
  ];
  const { ended } = await run(Array(5).fill(counting), 2);
  await Deno.remove(folder, { recursive: true });
  strictEqual(ended.length, 5);
  ok(ended.every(({ text }) => Number(text) <= 2), JSON.stringify(ended));
});

Deno.test("runParts() of nothing shows nothing", async () => {
  deepStrictEqual(await run([], 2), { ended: [], shown: "" });
});
