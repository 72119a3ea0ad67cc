import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { runParts } from "./run_parts.ts";
import { verdict } from "./verdict.ts";

const fine = { ok: true, args: ["test", "tests/a_test.ts"] };

/** Tests that are written into a folder, as `deno test` finds them. */
const FILES = {
  "good_test.ts": `Deno.test("is well", () => {});
    Deno.test({ name: "waits", ignore: true, fn() {} });`,
  "bad_test.ts": `Deno.test("is well", () => {});
    Deno.test("is bad", () => { throw new Error("on purpose"); });`,
  "killed_test.ts": `Deno.test("is well", () => {});
    Deno.test("is killed", () => Deno.kill(Deno.pid, "SIGKILL"));`,
  "broken_test.ts": `import "./is_missing.ts";`,
};

/** The verdict on real runs of tests of these files. */
async function verdictOn(
  names: readonly (keyof typeof FILES)[],
  ...flags: string[]
) {
  let found = { ok: false, text: "" };
  await inTemporaryFolder(async (folder) => {
    const parts = names.map((name) => {
      Deno.writeTextFileSync(`${folder}/${name}`, FILES[name]);
      return ["test", "-A", "--no-check", ...flags, `${folder}/${name}`];
    });
    const show = () => Promise.resolve();
    found = verdict(await runParts(parts, { atOnce: 2, show }));
    found = { ...found, text: found.text.replaceAll(folder, "F") };
  });
  return found;
}

Deno.test("verdict() adds up what runs count", () => {
  const runs = [
    { ok: true, args: ["lint"], text: "Checked 5 files\n" },
    { ...fine, text: "ok | 2 passed | 0 failed (1s)\n" },
    { ...fine, text: "ok | 3 passed | 0 failed | 4 ignored (1s)\n" },
  ];
  deepStrictEqual(verdict(runs), {
    ok: true,
    text: "\n5 passed, 0 failed, 4 skipped",
  });
  strictEqual(verdict(runs.slice(0, 2)).text, "\n2 passed, 0 failed");
});

Deno.test("verdict() takes a failed check for a failed test", () => {
  const runs = [
    { ok: false, args: ["fmt", "--check"], text: "1 not formatted file\n" },
    { ...fine, text: "ok | 2 passed | 0 failed (1s)\n" },
  ];
  deepStrictEqual(verdict(runs), {
    ok: false,
    text: "\nfailed: deno fmt --check\n2 passed, 1 failed",
  });
});

Deno.test("verdict() takes tests that end without a count for a failure", () => {
  deepStrictEqual(verdict([{ ...fine, text: "" }]), {
    ok: false,
    text: "\nfailed: deno test tests/a_test.ts\n0 passed, 1 failed",
  });
});

Deno.test("verdict() names the test that failed", async () => {
  const { ok, text } = await verdictOn(["good_test.ts", "bad_test.ts"]);
  strictEqual(ok, false);
  match(
    text,
    /^\nfailed: is bad => \S*bad_test\.ts:2:10\n2 passed, 1 failed, 1 skipped$/,
  );
});

Deno.test("verdict() of a filter counts what it lets through", async () => {
  deepStrictEqual(await verdictOn(["bad_test.ts"], "--filter", "well"), {
    ok: true,
    text: "\n1 passed, 0 failed",
  });
});

Deno.test("verdict() names the run whose process was killed or has no tests", {
  ignore: Deno.build.os === "windows",
}, async () => {
  const names = ["killed_test.ts", "good_test.ts", "broken_test.ts"] as const;
  const { ok, text } = await verdictOn(names);
  strictEqual(ok, false);
  const run = (name: string) => `failed: deno test -A --no-check F/${name}\n`;
  strictEqual(
    text,
    `\n${run("killed_test.ts")}${
      run("broken_test.ts")
    }1 passed, 2 failed, 1 skipped`,
  );
});
