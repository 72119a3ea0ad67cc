import { ok, strictEqual } from "node:assert/strict";
import {
  choice,
  integer,
  required,
  text,
  texts,
  toggle,
} from "../../lib/io/option.ts";
import { usage } from "../../lib/io/usage.ts";

Deno.test("usage() explains every option, required ones first", () => {
  const found = usage({
    name: "mix",
    about: "Mixes adapters",
    positional: { name: "adapter", about: "adapter folders", min: 2 },
    options: {
      maxSteps: integer(7, "most steps"),
      domains: texts(["ag", "rct"], "data sets"),
      out: text(required, "folder to write"),
      method: choice(["average", "ties"], "average", "how to mix"),
      head: text(undefined, "adapter whose head is kept"),
      resume: toggle("go on"),
      shuffle: toggle("keep the order", true),
    },
  });
  strictEqual(
    found,
    `Mixes adapters.

Usage: deno task mix --out TEXT [options] ADAPTER ...

Arguments:
  ADAPTER                adapter folders

Required options:
  --out TEXT             folder to write

Options:
  --max-steps N          most steps (default: 7)
  --domains TEXT,...     data sets (default: ag,rct)
  --method average|ties  how to mix (default: average)
  --head TEXT            adapter whose head is kept
  --resume               go on
  --no-shuffle           keep the order
  -h, --help             print this and stop
`,
  );
});

Deno.test("usage() of a script without options is short", () => {
  strictEqual(
    usage({ name: "doctor", about: "Checks the machine", options: {} }),
    `Checks the machine.

Usage: deno task doctor

Options:
  -h, --help  print this and stop
`,
  );
});

Deno.test("usage() shows arguments that may be left out in brackets", () => {
  const of = (min: number, max: number) =>
    usage({
      name: "x",
      about: "X",
      options: {},
      positional: { name: "name", about: "which", min, max },
    }).match(/Usage: (.*)/)?.[1];
  strictEqual(of(0, 1), "deno task x [NAME]");
  strictEqual(of(1, 1), "deno task x NAME");
  strictEqual(of(0, 5), "deno task x [NAME ...]");
});

Deno.test("usage() keeps to 100 letters a line", () => {
  const long = "word ".repeat(60).trim();
  const names = Array.from({ length: 12 }, (_, i) => `method${i}`);
  const lines = usage({
    name: "x",
    about: long,
    options: { method: choice(names, undefined, long), seed: text("a", long) },
  }).split("\n");
  const [flags, rest] = [
    lines.filter((line) => line.includes("--method")),
    lines.filter((line) => !line.includes("--method")),
  ];
  strictEqual(flags.length, 1); // the names of a choice stay on one line
  ok(rest.every((line) => line.length <= 100), rest.join("\n"));
  ok(rest.some((line) => line.length > 90));
});
