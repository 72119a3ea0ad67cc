/**
 * Runs the toolkit's commands as their users do: in a process of their own.
 *
 * @module
 */
import { match, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";

/** Folder that the commands run in. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Commands that would try kernels out, and keep the results in the user's cache. */
const TUNED = [
  ...["bench", "evaluate", "mixtures", "pretrain", "similarity", "study"],
  "train",
];

/** Arguments of a command; numbers are written out. */
export type Arguments = readonly (string | number)[];

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test may change around a command. */
export interface Surroundings {
  /** Variables of the environment, besides the inherited ones. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A command that is not started yet. */
export function command(
  name: string,
  args: Arguments,
  { env = {} }: Surroundings = {},
): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      `scripts/${name}.ts`,
      ...(TUNED.includes(name) ? ["--no-tune"] : []),
      ...args.map(String),
    ],
    cwd: ROOT,
    clearEnv: true,
    env: { ...inherited(), ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** The environment without what tells the Hub's users apart. */
function inherited(): Record<string, string> {
  const all = Object.entries(Deno.env.toObject());
  return Object.fromEntries(
    all.filter(([name]) => !/^HF_|^HUGGINGFACE_|_OFFLINE$/.test(name)),
  );
}

/**
 * Runs a command to its end.
 *
 * @param name Name of the command, e.g. "train".
 * @param args Its arguments; paths are relative to the repository's root.
 * @param surroundings What is changed around it.
 */
export async function run(
  name: string,
  args: Arguments,
  surroundings: Surroundings = {},
): Promise<Ended> {
  return textsOf(await command(name, args, surroundings).output());
}

/** How a command is stopped. */
export interface Stop {
  readonly signal: Deno.Signal;
  /** Whether it is time for the signal. */
  due(): Promise<boolean>;
}

/**
 * Starts a command and sends it a signal once that is due, unless it has ended.
 *
 * @param name Name of the command.
 * @param args Its arguments.
 * @param stop When, and which signal.
 */
export async function stopped(
  name: string,
  args: Arguments,
  { signal, due }: Stop,
): Promise<Ended> {
  const child = command(name, args).spawn();
  const output = child.output();
  let ended = false;
  output.then(() => ended = true);
  while (!ended && !await due()) {
    await new Promise((done) => setTimeout(done, 2));
  }
  if (!ended) child.kill(signal);
  return textsOf(await output);
}

function textsOf({ code, stdout, stderr }: Deno.CommandOutput): Ended {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/**
 * Runs a command that has to succeed and to print one line of JSON.
 *
 * @returns Its summary.
 */
export async function summaryOf<Summary = Record<string, unknown>>(
  name: string,
  args: Arguments,
): Promise<Summary> {
  const { code, stdout, stderr } = await run(name, args);
  strictEqual(code, 0, stderr);
  match(stdout, /^\{.*\}\n$/, "stdout is one line of JSON");
  return JSON.parse(stdout);
}

/**
 * Runs a command that has to be refused with one sentence, and nothing else.
 *
 * @returns The exit code and the sentence.
 */
export async function refusalOf(
  name: string,
  args: Arguments,
  surroundings: Surroundings = {},
): Promise<[code: number, sentence: string]> {
  const { code, stdout, stderr } = await run(name, args, surroundings);
  strictEqual(stdout, "");
  match(stderr, /^error: Cannot [^\n]+: [^\n]+, expected [^\n]+[^.\n]\n$/);
  return [code, stderr.slice("error: ".length, -1)];
}
