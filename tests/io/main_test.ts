import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { Failure, inputError } from "../../lib/io/failure.ts";
import { ending } from "../../lib/io/main.ts";
import { HelpRequest } from "../../lib/io/usage.ts";

/** How a script ends that throws a value. */
function endingOf(error: unknown) {
  return ending(() => Promise.reject(error));
}

Deno.test("ending() of a script is its summary as one line of JSON", async () => {
  deepStrictEqual(await ending(() => Promise.resolve({ a: [1, 2] })), {
    code: 0,
    stdout: '{"a":[1,2]}',
  });
  deepStrictEqual(await ending(() => Promise.resolve()), { code: 0 });
});

Deno.test("ending() of a failure is its exit code and message", async () => {
  deepStrictEqual(
    await endingOf(inputError("Cannot read --seed: it is missing")),
    { code: 2, error: "Cannot read --seed: it is missing" },
  );
  deepStrictEqual(await endingOf(new Failure("stopped", "Cannot finish")), {
    code: 75,
    error: "Cannot finish",
  });
});

Deno.test("ending() of a request for help is the help", async () => {
  deepStrictEqual(await endingOf(new HelpRequest("Usage: ...\n")), {
    code: 0,
    stdout: "Usage: ...",
  });
});

Deno.test("ending() of what the file system refuses names the file", async () => {
  const missing = () => Deno.readTextFile("no/such/file");
  deepStrictEqual(await ending(() => missing().then(() => {})), {
    code: 2,
    error:
      'Cannot use "no/such/file": there is no such file or folder, expected one',
  });
  const folder = () => Deno.writeTextFile("tests", "x");
  deepStrictEqual(await ending(folder), {
    code: 2,
    error: 'Cannot use "tests": it is a folder, expected a file',
  });
  const both = () => Deno.rename("no/a", "no/b");
  deepStrictEqual(await ending(both), {
    code: 2,
    error:
      'Cannot use "no/a" -> "no/b": there is no such file or folder, expected one',
  });
});

Deno.test("ending() of any other error is its stack", async () => {
  const { code, error } = await endingOf(new RangeError("Cannot mix"));
  strictEqual(code, 1);
  match(error ?? "", /^RangeError: Cannot mix\n +at .*main_test\.ts/);
  deepStrictEqual(await endingOf("thrown text"), {
    code: 1,
    error: "thrown text",
  });
});

Deno.test("ending() of a summary that is not finite is an error", async () => {
  const { code, error } = await ending(() => Promise.resolve({ loss: NaN }));
  strictEqual(code, 1);
  ok(
    error?.startsWith(
      'RangeError: Cannot write the summary: its "loss" is NaN, expected a finite number\n',
    ),
  );
});

/** Runs a script in a process of its own. */
async function run(body: string) {
  const lib = import.meta.resolve("../../lib/io/");
  const code = `
    import { main } from "${lib}main.ts";
    import { inputError } from "${lib}failure.ts";
    import { progress } from "${lib}progress.ts";
    await main(async () => { ${body} });
    console.log("after");`;
  const { code: exit, stdout, stderr } = await new Deno.Command(
    Deno.execPath(),
    { args: ["eval", "--ext=ts", code], env: { NO_COLOR: "1" } },
  ).output();
  const decoder = new TextDecoder();
  return [exit, decoder.decode(stdout), decoder.decode(stderr)];
}

Deno.test("main() prints the summary on stdout and goes on", async () => {
  deepStrictEqual(await run("return { accuracy: 0.5 };"), [
    0,
    '{"accuracy":0.5}\nafter\n',
    "",
  ]);
});

Deno.test("main() prints the error on stderr and ends the process", async () => {
  deepStrictEqual(await run('throw inputError("Cannot read it");'), [
    2,
    "",
    "error: Cannot read it\n",
  ]);
});

Deno.test("main() leaves a cut-short progress bar on a line of its own", async () => {
  const [code, , stderr] = await run(`
    progress("train", 3, { bar: true });
    throw inputError("Cannot go on");`);
  strictEqual(code, 2);
  match(String(stderr), /^train \[-+\] +0 % {2}0\/3\nerror: Cannot go on\n$/);
});

Deno.test("ending() of a full disk is one sentence", async () => {
  const full = Object.assign(new Error("No space left"), { code: "ENOSPC" });
  deepStrictEqual(await endingOf(full), {
    code: 1,
    error:
      "Cannot write a file: no space is left on the disk, expected free space",
  });
});
