import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import {
  choice,
  integer,
  number,
  required,
  text,
  texts,
  toggle,
} from "../../lib/io/option.ts";
import { readOptions } from "../../lib/io/options.ts";
import { HelpRequest } from "../../lib/io/usage.ts";

const TRAIN = {
  name: "train",
  about: "Trains one adapter on one data set",
  options: {
    model: text("data/tiny", "model directory"),
    out: text(required, "folder to write"),
    adapterInit: text(undefined, "folder of the weights to start from"),
    domains: texts(["ag", "rct"], "data sets"),
    learningRate: number(1e-4, "peak learning rate", { min: 0 }),
    maxSteps: integer(0, "steps, 0 for whole epochs", { min: 0 }),
    adapter: choice(["pfeiffer", "lora"], "pfeiffer", "kind of adapter"),
    resume: toggle("go on from the last checkpoint"),
    shuffle: toggle("keep the order of the examples", true),
  },
} as const;

const MIX = {
  name: "mix",
  about: "Mixes adapters",
  positional: { name: "adapter", about: "adapter folders", min: 2, max: 3 },
  options: { seed: integer(42, "seed") },
} as const;

Deno.test("readOptions() fills in defaults", () => {
  deepStrictEqual(readOptions(TRAIN, ["--out", "x"]), {
    model: "data/tiny",
    out: "x",
    adapterInit: undefined,
    domains: ["ag", "rct"],
    learningRate: 1e-4,
    maxSteps: 0,
    adapter: "pfeiffer",
    resume: false,
    shuffle: true,
  });
});

Deno.test("readOptions() reads values after a blank and after an equals sign", () => {
  const options = readOptions(TRAIN, [
    ...["--out=a=b", "--learning-rate", "0.5", "--max-steps=7"],
    ...["--adapter", "lora", "--resume", "--no-shuffle", "--domains", "a,b"],
    ...["--adapter-init=x", "--model", "-"],
  ]);
  deepStrictEqual(options, {
    model: "-",
    out: "a=b",
    adapterInit: "x",
    domains: ["a", "b"],
    learningRate: 0.5,
    maxSteps: 7,
    adapter: "lora",
    resume: true,
    shuffle: false,
  });
});

Deno.test("readOptions() gives each value its type", () => {
  const options = readOptions(TRAIN, ["--out=x"]);
  const adapter: "pfeiffer" | "lora" = options.adapter;
  const rate: number = options.learningRate;
  const init: string | undefined = options.adapterInit;
  deepStrictEqual([adapter, rate, init], ["pfeiffer", 1e-4, undefined]);
  // @ts-expect-error: the script declares no positional arguments
  strictEqual(options.positional, undefined);
  const { positional }: { positional: readonly string[] } = readOptions(
    MIX,
    ["a", "b"],
  );
  deepStrictEqual(positional, ["a", "b"]);
});

Deno.test("readOptions() takes the last of several values", () => {
  const args = ["--out=a", "--out", "b", "--no-shuffle", "--shuffle"];
  const { out, shuffle } = readOptions(TRAIN, args);
  deepStrictEqual([out, shuffle], ["b", true]);
});

Deno.test("readOptions() keeps positional arguments in order, between flags too", () => {
  const options = readOptions(MIX, ["b", "--seed", "7", "a", "--", "--c"]);
  deepStrictEqual(options, { seed: 7, positional: ["b", "a", "--c"] });
});

Deno.test("readOptions() reads a negative number as a value", () => {
  strictEqual(readOptions(MIX, ["a", "b", "--seed", "-3"]).seed, -3);
});

const errors: [string[], string][] = [
  [
    ["--lerning-rate", "1"],
    "Cannot read --lerning-rate: there is no such option, expected --learning-rate or another that --help lists",
  ],
  [
    ["--threads=4"],
    "Cannot read --threads: there is no such option, expected one that --help lists",
  ],
  [
    ["--no-resume"],
    "Cannot read --no-resume: there is no such option, expected --resume or another that --help lists",
  ],
  [
    ["-o", "x"],
    "Cannot read -o: there is no such option, expected one that --help lists",
  ],
  [
    ["--learning-rate", "fast"],
    'Cannot read --learning-rate: it is "fast", expected a number of at least 0',
  ],
  [
    ["--max-steps=-1"],
    'Cannot read --max-steps: it is "-1", expected a whole number of at least 0',
  ],
  [
    ["--adapter=prefix"],
    'Cannot read --adapter: it is "prefix", expected one of pfeiffer, lora',
  ],
  [
    ["--resume=no"],
    'Cannot read --resume: it has the value "no", expected none',
  ],
  [
    ["--out"],
    "Cannot read --out: it has no value, expected some text",
  ],
  [
    ["--out", "--resume"],
    "Cannot read --out: it has no value, expected some text",
  ],
  [
    ["--out="],
    'Cannot read --out: it is "", expected some text',
  ],
  [
    [],
    "Cannot run train: --out is missing, expected some text",
  ],
  [
    ["--out=x", "sst2", "ag"],
    'Cannot run train: it is given "sst2", expected only options',
  ],
];

for (const [args, message] of errors) {
  Deno.test(`readOptions() refuses "${args.join(" ")}"`, () => {
    throws(() => readOptions(TRAIN, args), {
      name: "Failure",
      kind: "input",
      message,
    });
  });
}

Deno.test("readOptions() refuses too few and too many arguments", () => {
  throws(() => readOptions(MIX, ["a"]), {
    kind: "input",
    message: "Cannot run mix: it is given 1 adapter, expected at least 2",
  });
  throws(() => readOptions(MIX, ["a", "b", "c", "d"]), {
    kind: "input",
    message: "Cannot run mix: it is given 4 adapters, expected at most 3",
  });
});

Deno.test("readOptions() asked for help says nothing else, whatever is wrong", () => {
  for (const args of [["--help"], ["-h"], ["--nope", "--help"]]) {
    throws(() => readOptions(TRAIN, args), HelpRequest);
  }
  deepStrictEqual(readOptions(MIX, ["--", "--help", "-h"]).positional, [
    "--help",
    "-h",
  ]);
});

Deno.test("readOptions() takes the last value, but a list only once", () => {
  const options = readOptions(TRAIN, [
    ...["--out", "x", "--max-steps", "1", "--max-steps", "2"],
  ]);
  strictEqual(options.maxSteps, 2);
  throws(
    () =>
      readOptions(TRAIN, ["--out", "x", "--domains", "ag", "--domains=rct"]),
    inputError(
      "Cannot read --domains: it is given twice, expected once, texts with a comma between two",
    ),
  );
});
