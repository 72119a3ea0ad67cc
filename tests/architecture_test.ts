import { deepStrictEqual } from "node:assert/strict";
import { knownAnswers } from "../lib/ops/self_check.ts";

/** Folders of lib; each may import from itself and from those before it. */
const ORDER = [
  "math",
  "io",
  "text",
  "gpu",
  "ops",
  "model",
  "adapter",
  "mix",
  "train",
  "evaluate",
  "placement",
  "study",
  "figure",
];

/** What only one folder may contain, or none. */
const WALLS = [
  { pattern: /navigator\.gpu|\bGPU[A-Z]/, folder: "gpu" },
  { pattern: /kernels\/|gpu\.run\(/, folder: "ops" },
  { pattern: /(from|import\() ?"vega/, folder: "figure" },
  { pattern: /from "[./]+\/(data|scripts|tests|bench)\//, folder: "none" },
];

/** Most lines of a module of lib: beyond, it does more than one thing. */
const MAX_LINES = 260;

const ROOT = new URL("../", import.meta.url);

/** Names in a folder of the repository, sorted; none if it is not there yet. */
function namesIn(path: string): string[] {
  try {
    return [...Deno.readDirSync(new URL(path, ROOT))].map(({ name }) => name)
      .sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Paths of the files below a folder of lib, those in its own folders too. */
function filesBelow(folder: string): string[] {
  return namesIn(`lib/${folder}/`).flatMap((name) =>
    name.endsWith(".ts")
      ? [`${folder}/${name}`]
      : filesBelow(`${folder}/${name}`)
  );
}

/** Every module of lib: its folder, its path in lib and its text. */
const modules = ORDER.flatMap((folder) =>
  filesBelow(folder).map((path) => {
    const text = Deno.readTextFileSync(new URL(`lib/${path}`, ROOT));
    return { folder, path, text };
  })
);

/** Kernels; a name with a bar in front is a fragment. */
const kernels = namesIn("kernels/")
  .filter((name) => !name.startsWith("_"))
  .map((name) => name.replace(".wgsl", ""));

/** Modules that a module needs when it runs, as paths in lib. */
function importsOf({ path, text }: { path: string; text: string }): string[] {
  return [
    ...text.matchAll(/^(?:import|export) (?!type )[^;]*? from "(\.[^"]+)"/gm),
  ]
    .map(([, to = ""]) => new URL(to, `lib:/${path}`).pathname.slice(1))
    .filter((to) => to.endsWith(".ts"));
}

/** Exports whose line does not follow the end of a doc comment. */
function undocumented(text: string): string[] {
  const named =
    /(?:^(.*)\n)?^export (?:async |abstract )?(?:const|function\*?|class|interface|type|let|enum) (\w+)/gm;
  const documented = new Set<string>();
  return [...text.matchAll(named)].flatMap(([, before = "", name = ""]) => {
    if (before.trimEnd().endsWith("*/")) documented.add(name);
    return documented.has(name) ? [] : [name]; // an overload follows its like
  });
}

Deno.test("lib has no folder out of order", () => {
  deepStrictEqual(namesIn("lib/").filter((name) => !ORDER.includes(name)), []);
});

Deno.test("lib folders import only from folders before them", () => {
  const wrong = modules.flatMap(({ folder, path, text }) =>
    [...text.matchAll(/from "(\.[^"]+)"/g)]
      .map(([, to = ""]) => new URL(to, `lib:/${path}`).pathname.split("/")[1]!)
      .filter((to) => ORDER.indexOf(to) > ORDER.indexOf(folder))
      .map((to) => `${path} imports ${to}/`)
  );
  deepStrictEqual(wrong, []);
});

Deno.test("lib folders keep to their own matter", () => {
  const wrong = modules.flatMap(({ folder, path, text }) =>
    WALLS.filter((wall) => wall.folder !== folder && wall.pattern.test(text))
      .map((wall) => `${path} has ${wall.pattern}`)
  );
  deepStrictEqual(wrong, []);
});

Deno.test("no module of lib imports itself in the end", () => {
  const imports = new Map(modules.map((m) => [m.path, importsOf(m)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
    } else if (!done.has(path)) {
      for (const next of imports.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of imports.keys()) visit(path, []);
  deepStrictEqual(cycles, []);
});

Deno.test("no module of lib is long", () => {
  const long = modules
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES);
  deepStrictEqual(long, []);
});

Deno.test("every export of lib has a doc comment", () => {
  const bare = modules.flatMap(({ path, text }) =>
    undocumented(text).map((name) => `${path}: ${name}`)
  );
  deepStrictEqual(bare, []);
});

Deno.test("every kernel has an op and a test of its name", () => {
  const [ops, tests] = [namesIn("lib/ops/"), namesIn("tests/ops/")];
  deepStrictEqual(kernels.filter((name) => !ops.includes(`${name}.ts`)), []);
  deepStrictEqual(
    kernels.filter((name) => !tests.includes(`${name}_test.ts`)),
    [],
  );
});

Deno.test("every kernel has a known answer, and none is left over", () => {
  deepStrictEqual(Object.keys(knownAnswers).sort(), kernels);
});
