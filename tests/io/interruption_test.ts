import { deepStrictEqual, strictEqual } from "node:assert/strict";

/** Signals are sent to processes, which Windows cannot do. */
const ignore = Deno.build.os === "windows";

/** A script that says when it is ready, waits, and then looks at the signal. */
const POLITE = `
  const signal = interruption();
  console.log("ready");
  while (!signal.aborted) await new Promise((done) => setTimeout(done, 5));
  console.log("saved");
  signal.throwIfAborted();`;

/** A script that says what its user is to do next. */
const GUIDING = POLITE.replace("interruption()", 'interruption("--resume")');

/** A script that asks for the signal and never looks at it. */
const STUBBORN = `
  interruption().addEventListener("abort", () => console.log("heard"));
  console.log("ready");
  await new Promise((done) => setTimeout(done, 20_000));`;

/** A script that knows nothing of signals. */
const PLAIN = `
  console.log("ready");
  await new Promise((done) => setTimeout(done, 20_000));`;

/**
 * Runs a script and sends it signals, each after the next word that it says.
 *
 * @returns Exit code, all words, and what it wrote to stderr.
 */
async function run(body: string, signals: readonly Deno.Signal[]) {
  const lib = import.meta.resolve("../../lib/io/");
  const code = `
    import { interruption } from "${lib}interruption.ts";
    import { main } from "${lib}main.ts";
    await main(async () => { ${body} });`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", code],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const left = [...signals];
  const words: string[] = [];
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    words.push(...text.trim().split("\n"));
    const signal = left.shift();
    if (signal) child.kill(signal);
  }
  const stderr = await new Response(child.stderr).text();
  const { code: exit } = await child.status;
  return { exit, words, stderr };
}

Deno.test(
  "Ctrl-C lets a script that looks at the signal save, then exits 130",
  {
    ignore,
  },
  async () => {
    deepStrictEqual(await run(POLITE, ["SIGINT"]), {
      exit: 130,
      words: ["ready", "saved"],
      stderr:
        "error: Cannot finish: the run was interrupted, expected to be started again\n",
    });
  },
);

Deno.test(
  "SIGTERM lets a script that looks at the signal save, then exits 75",
  {
    ignore,
  },
  async () => {
    deepStrictEqual(await run(POLITE, ["SIGTERM"]), {
      exit: 75,
      words: ["ready", "saved"],
      stderr:
        "error: Cannot finish: the run was told to stop, expected to be started again\n",
    });
  },
);

Deno.test("a script that is stopped says what it is told to", {
  ignore,
}, async () => {
  for (
    const [signal, problem] of [
      ["SIGINT", "was interrupted"],
      ["SIGTERM", "was told to stop"],
    ] as const
  ) {
    const { stderr } = await run(GUIDING, [signal]);
    const said =
      `error: Cannot finish: the run ${problem}, expected --resume\n`;
    strictEqual(stderr, said);
  }
});

Deno.test("a second Ctrl-C ends a script that does not stop", {
  ignore,
}, async () => {
  deepStrictEqual(await run(STUBBORN, ["SIGINT", "SIGINT"]), {
    exit: 130,
    words: ["ready", "heard"],
    stderr: "",
  });
});

Deno.test("the first Ctrl-C ends a script that never asked for the signal", {
  ignore,
}, async () => {
  const { exit, words } = await run(PLAIN, ["SIGINT"]);
  strictEqual(exit, 130);
  deepStrictEqual(words, ["ready"]);
});
