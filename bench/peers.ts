/**
 * Other programs that do the same work, each in a process of its own.
 *
 * They read tasks as JSON lines and answer with JSON lines (peers/serve.ts).
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { log } from "../lib/io/screen.ts";
import { TextLineStream } from "./text_line_stream.ts";
import type { Candidate } from "./measure.ts";
import type { Task } from "./peers/task.ts";

/** Name of a peer, which does one task at a time; numpy is two, PyTorch three. */
export type PeerName =
  | "jax-js"
  | "tfjs"
  | "torch"
  | "torch_tf32"
  | "torch_bf16"
  | "numpy"
  | "numpy_bits";

/** Where each of them is written. */
const SCRIPTS: Readonly<Record<PeerName, string>> = {
  "jax-js": "jax_peer.ts",
  "tfjs": "tfjs_peer.ts",
  "torch": "torch_peer.py",
  "torch_tf32": "torch_peer.py",
  "torch_bf16": "torch_peer.py",
  "numpy": "numpy_peer.py",
  "numpy_bits": "numpy_peer.py",
};

/** What a peer says to a task: numbers to check, and a candidate to time. */
export interface Prepared {
  readonly result: readonly number[];
  readonly candidate: Candidate;
}

/** Where the peers are. */
export interface PeerOptions {
  /** Python that has numpy, and torch for what is compared with it. */
  readonly python: string;
  /** Whether to compare with anybody at all. */
  readonly wanted: boolean;
}

/** A peer's answer. */
interface Answer {
  readonly result?: readonly number[];
  readonly seconds?: number;
  readonly error?: string;
}

/** Starts peers when they are first asked and ends them all together. */
export class Peers {
  #options: PeerOptions;
  #running = new Map<PeerName, Promise<Peer>>();
  #said = new Set<string>();

  /** @param options Where they are. */
  constructor(options: PeerOptions) {
    this.#options = options;
  }

  /**
   * Gives a peer a task.
   *
   * @param name Which peer.
   * @param task What to do.
   * @returns Its result and a candidate, or nothing if it cannot do it, which is
   * logged.
   */
  async prepare(name: PeerName, task: Task): Promise<Prepared | undefined> {
    if (!this.#options.wanted) return undefined;
    try {
      let starting = this.#running.get(name);
      if (!starting) {
        this.#running.set(name, starting = Peer.start(name, this.#options));
      }
      const peer = await starting;
      const { result = [] } = await peer.ask({ prepare: task });
      const run = async (repetitions: number) =>
        (await peer.ask({ run: repetitions })).seconds!;
      return { result, candidate: { name, run } };
    } catch (error) {
      this.#say(`without ${name}: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** Logs a reason, once. */
  #say(reason: string): void {
    if (!this.#said.has(reason)) log(reason);
    this.#said.add(reason);
  }

  /** Ends them. */
  async close(): Promise<void> {
    for (const starting of this.#running.values()) {
      await (await starting.catch(() => undefined))?.close();
    }
  }
}

/** A running process. */
class Peer {
  #child: Deno.ChildProcess;
  #lines: AsyncIterator<string>;
  #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;

  private constructor(child: Deno.ChildProcess) {
    this.#child = child;
    this.#input = child.stdin.getWriter();
    this.#lines = child.stdout.pipeThrough(new TextDecoderStream())
      .pipeThrough(new TextLineStream())[Symbol.asyncIterator]();
  }

  /** Starts a process; it says "{}" when it is ready. */
  static async start(name: PeerName, options: PeerOptions): Promise<Peer> {
    const [command, ...args] = commandOf(name, options);
    const child = new Deno.Command(command!, {
      args,
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const peer = new Peer(child);
    await peer.#answer();
    return peer;
  }

  /** Sends a line and waits for the answer. */
  async ask(question: object): Promise<Answer> {
    const line = `${JSON.stringify(question)}\n`;
    await this.#input.write(new TextEncoder().encode(line));
    return await this.#answer();
  }

  async #answer(): Promise<Answer> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("it ended without an answer");
    const answer = JSON.parse(value) as Answer;
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }

  /** Lets it end, as its input does. */
  async close(): Promise<void> {
    await this.#input.close().catch(() => {}); // it ended by itself
    await this.#child.status;
  }
}

/** Command line of a peer. */
function commandOf(name: PeerName, { python }: PeerOptions): string[] {
  const at = (file: string) =>
    fileURLToPath(new URL(`peers/${file}`, import.meta.url));
  const script = SCRIPTS[name];
  if (script.endsWith(".py")) return [python, "-B", at(script)];
  const config = ["--config", at("deno.json")];
  return [Deno.execPath(), "run", "-A", "--no-check", ...config, at(script)];
}
