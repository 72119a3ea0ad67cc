/**
 * The peers' side of the conversation: a task a line in, an answer a line out.
 *
 * @module
 */
import type { Task } from "./task.ts";
import { TextLineStream } from "../text_line_stream.ts";

/** A task that is ready to be done many times. */
export interface Work {
  /** Numbers to be checked. */
  readonly result: readonly number[];
  /** Does it once; need not wait for the end. */
  run(): void;
  /** Waits until all is done. */
  wait(): Promise<unknown>;
}

/** How a peer does a kind of task. */
export type Doer<T extends Task> = (task: T) => Promise<Work>;

/** What a peer can do. */
export type Doers = { readonly [K in Task["task"]]?: Doer<Task & { task: K }> };

/**
 * Answers until the input ends.
 *
 * @param doers What the peer can do.
 */
export async function serve(doers: Doers): Promise<void> {
  let work: Work | undefined;
  console.log("{}"); // ready
  const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream())
    .pipeThrough(new TextLineStream());
  for await (const line of lines) {
    try {
      const { prepare, run } = JSON.parse(line) as {
        prepare?: Task;
        run?: number;
      };
      if (prepare) {
        work = await begin(doers, prepare);
        console.log(JSON.stringify({ result: work.result }));
      } else {
        console.log(JSON.stringify({ seconds: await time(work!, run!) }));
      }
    } catch (error) {
      console.log(JSON.stringify({ error: (error as Error).message }));
    }
  }
}

function begin(doers: Doers, task: Task): Promise<Work> {
  const doer = doers[task.task] as Doer<Task> | undefined;
  if (!doer) throw new TypeError(`Cannot do "${task.task}"`);
  return doer(task);
}

async function time({ run, wait }: Work, repetitions: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < repetitions; i++) run();
  await wait();
  return (performance.now() - start) / 1000;
}
