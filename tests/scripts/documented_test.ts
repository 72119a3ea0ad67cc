import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { run } from "./command.ts";

/** Texts that tell users what to type. */
const texts = [
  "README.md",
  "data/README.md",
  "bench/README.md",
  ...[...Deno.readDirSync("docs")]
    .map(({ name }) => `docs/${name}`)
    .filter((path) => path.endsWith(".md")),
  ...[...Deno.readDirSync("scripts")].map(({ name }) => `scripts/${name}`),
].sort();

/** A command line in a text. */
const COMMAND = /(?:deno task|\.\/mixology) ([a-z][\w:]*)([^\n`|#>]*)/g;

/** A row of README's table of commands. */
const ROW = /^\| `(\w+)` +\|(.*)\|$/gm;

const flagsIn = (text: string) => text.match(/--[a-z][a-z\d-]*/g) ?? [];

/** Flags of each command that has been asked for help. */
const known = new Map<string, Promise<ReadonlySet<string>>>();

async function helpOf(name: string): Promise<ReadonlySet<string>> {
  const { stdout } = await run(name, ["--help"]);
  return new Set(flagsIn(stdout));
}

/** Flags that a text gives to commands and that `--help` does not list. */
async function unlisted(
  lines: Iterable<RegExpMatchArray>,
): Promise<string[]> {
  const found: string[] = [];
  for (const [, name = "", rest = ""] of lines) {
    ok(Object.hasOwn(config.tasks, name), `there is no task ${name}`);
    if (name.startsWith("test")) continue; // these hand their arguments to Deno
    if (!known.has(name)) known.set(name, helpOf(name));
    const flags = await known.get(name)!;
    const wrong = flagsIn(rest).filter((flag) => !flags.has(flag));
    found.push(...wrong.map((flag) => `${name} ${flag}`));
  }
  return found;
}

for (const path of texts) {
  Deno.test(`commands in ${path} have only flags that --help lists`, async () => {
    const text = await Deno.readTextFile(path);
    deepStrictEqual(await unlisted(text.matchAll(COMMAND)), []);
  });
}

Deno.test("README's table of commands names all, with flags that --help lists", async () => {
  const text = await Deno.readTextFile("README.md");
  const rows = [...text.matchAll(ROW)]
    .filter(([, name = ""]) => Object.hasOwn(config.tasks, name));
  deepStrictEqual(await unlisted(rows), []);
  const named = new Set(rows.map(([, name]) => name));
  const missing = Object.keys(config.tasks)
    .filter((name) => !name.startsWith("test") && !named.has(name));
  deepStrictEqual(missing, []);
  strictEqual(named.size > 10, true);
});
