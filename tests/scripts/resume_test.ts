import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readAdapter } from "../../lib/adapter/file.ts";
import { statePathOf } from "../../lib/io/state_path.ts";
import { random } from "../../lib/math/random.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import {
  type Arguments,
  type Ended,
  refusalOf,
  stopped,
  summaryOf,
} from "./command.ts";
import { parity, shortRun } from "./fixture.ts";

/** Signals are sent to processes, which Windows cannot do. */
const ignore = Deno.build.os === "windows";

const DATA = `${parity("roberta-pfeiffer")}/data.csv`;

/** A run with dropout, a new order each epoch and validation after each. */
const RUN = [
  ...shortRun("roberta-pfeiffer", 60),
  ...["--validation", DATA],
];

/** Bytes of the weights that a run wrote. */
async function bytesOf(out: string): Promise<Uint8Array[]> {
  return await Promise.all(
    ["adapter", "model_head"].map((file) =>
      Deno.readFile(`${out}/${file}.safetensors`)
    ),
  );
}

let known: Promise<Uint8Array[]> | undefined;

/** Trains without a stop, the first time that it is asked for the weights. */
function uninterrupted(): Promise<Uint8Array[]> {
  return known ??= (async () => {
    let bytes: Uint8Array[] = [];
    await inTemporaryFolder(async (folder) => {
      await summaryOf("train", [...RUN, "--out", `${folder}/whole`]);
      bytes = await bytesOf(`${folder}/whole`);
      deepStrictEqual(namesIn(folder), ["whole"]);
    });
    return bytes;
  })();
}

/** Number of the file that holds the state now; each saving makes a new one. */
async function savingOf(out: string): Promise<number | null | undefined> {
  return await Deno.stat(await statePathOf(out)).then(
    ({ ino }) => ino,
    () => null,
  );
}

/**
 * Starts a run and sends it a signal once it has saved its state anew.
 *
 * @param args Arguments of the run.
 * @param out Directory that it writes.
 * @param stop The signal, and how many milliseconds to wait before it.
 */
async function stoppedOnceSaved(
  args: Arguments,
  out: string,
  { signal, wait = 0 }: { signal: Deno.Signal; wait?: number },
): Promise<Ended> {
  const before = await savingOf(out);
  const due = async () => {
    if (await savingOf(out) === before) return false;
    await sleep(wait);
    return true;
  };
  return await stopped("train", [...args, "--out", out], { signal, due });
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

Deno.test("a run that is killed again and again ends in the same bytes", {
  ignore,
}, async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/killed`;
    const waits = random(1, "kill");
    for (let kill = 0; kill < 4; kill++) {
      const every = ["--resume", "--save-steps", 1 + kill % 3];
      const signal = "SIGKILL";
      const wait = waits.integer(20);
      await stoppedOnceSaved([...RUN, ...every], out, { signal, wait });
    }
    ok(await savingOf(out), "the run was over before it was killed for good");

    await summaryOf("train", [...RUN, "--resume", "--out", out]);
    deepStrictEqual(await bytesOf(out), await uninterrupted());
    deepStrictEqual(namesIn(folder), ["killed"]);
  });
});

Deno.test("a run that is interrupted saves, and goes on only with --resume", {
  ignore,
}, async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    const run = [...RUN, "--save-steps", 1];
    deepStrictEqual(await stoppedOnceSaved(run, out, { signal: "SIGINT" }), {
      code: 130,
      stdout: "",
      stderr:
        "error: Cannot finish: the run was interrupted, expected the same command with --resume to go on\n",
    });
    deepStrictEqual(await refusalOf("train", [...run, "--out", out]), [
      2,
      `Cannot train to "${out}": a run to it was stopped, expected --resume to go on or --overwrite to start again`,
    ]);
    const resumed = [...run, "--resume"];
    deepStrictEqual(
      await stoppedOnceSaved(resumed, out, { signal: "SIGTERM" }),
      {
        code: 75,
        stdout: "",
        stderr:
          "error: Cannot finish: the run was told to stop, expected the same command with --resume to go on\n",
      },
    );
    const other = [...resumed, "--learning-rate", 0.02, "--out", out];
    deepStrictEqual(await refusalOf("train", other), [
      2,
      `Cannot resume "${folder}/.out.state": its learningRate is 0.01, expected 0.02 (or --overwrite in place of --resume to start again)`,
    ]);
    deepStrictEqual(namesIn(folder), [".out.state"]);

    await summaryOf("train", [...resumed, "--out", out]);
    deepStrictEqual(await bytesOf(out), await uninterrupted());
    deepStrictEqual(namesIn(folder), ["out"]);
  });
});

Deno.test("--resume leaves a finished run as it is, and refuses another's", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    const run = [...shortRun("bert-lora", 1), "--resume", "--out", out];
    await summaryOf("train", run);
    const before = await bytesOf(out);
    deepStrictEqual(await summaryOf("train", run), {
      out,
      dataset: `${parity("bert-lora")}/data.csv`,
    });
    deepStrictEqual(await refusalOf("train", [...run, "--seed", 7]), [
      2,
      `Cannot resume "${out}": it is finished and its seed is 42, expected 7 (or --overwrite to replace it)`,
    ]);
    deepStrictEqual(await bytesOf(out), before);

    // A run that was killed after it wrote its output and before it was done.
    await Deno.writeTextFile(await statePathOf(out), "");
    await summaryOf("train", run);
    deepStrictEqual(namesIn(folder), ["out"]);
  });
});

Deno.test("--overwrite forgets a stopped run, with --resume it goes on", {
  ignore,
}, async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    const short = [...shortRun("roberta-pfeiffer", 1), "--out", out];
    const run = [
      ...shortRun("roberta-pfeiffer", 20),
      ...["--save-steps", 1, "--overwrite"],
    ];
    await summaryOf("train", short);
    await stoppedOnceSaved(run, out, { signal: "SIGKILL" });
    const { steps } = await summaryOf("train", [
      ...[...run, "--resume", "--out", out],
    ]);
    strictEqual(steps, 20);

    await stoppedOnceSaved(run, out, { signal: "SIGKILL" });
    await summaryOf("train", [...short, "--overwrite"]);
    strictEqual(
      (await readAdapter(out)).metadata.history?.match(/step/g)?.length,
      1,
    );
    deepStrictEqual(namesIn(folder), ["out"]);
  });
});
