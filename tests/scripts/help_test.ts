import { match, strictEqual } from "node:assert/strict";
import { run } from "./command.ts";

/** Commands; scripts/check.ts hands its arguments to Deno. */
const commands = [...Deno.readDirSync("scripts")]
  .map(({ name }) => name.replace(".ts", ""))
  .filter((name) => name !== "check")
  .sort();

for (const name of commands) {
  Deno.test(`${name} --help explains its options`, async () => {
    const { code, stdout, stderr } = await run(name, ["--help"]);
    strictEqual(code, 0, stderr);
    match(stdout, new RegExp(`\\n\\nUsage: deno task ${name}\\b`));
    match(stdout, /\n {2}-h, --help +print this and stop\n$/);
    strictEqual(stderr, "");
  });
}
