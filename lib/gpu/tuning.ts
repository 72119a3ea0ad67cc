/**
 * Finds out by trial which of several kernels is the fastest on a device.
 *
 * @module
 */
import type { DeviceInfo } from "./device.ts";
import {
  type Choices,
  readChoices,
  tuningPath,
  writeChoices,
} from "./tuning_file.ts";

/** Which of several ways to do the same work is the fastest. */
export interface Question {
  /** Identifies the work: kernel and its version, entry point and sizes. */
  readonly key: string;
  /** Names of the candidates, a dozen at most; the first is taken untried. */
  readonly candidates: readonly string[];
  /** Adds the commands of one candidate, on tensors of its own that it frees. */
  readonly run: (candidate: string) => void;
}

/** Measures work in seconds, NaN if it cannot, as {@linkcode Gpu.time} does. */
export type Stopwatch = (work: () => void) => Promise<number>;

/** Seconds that one process may spend on trials; the rest is for later ones. */
const MOST_SECONDS = 2;

/** Repetitions that are measured together. */
const REPETITIONS = 4;

/**
 * Answers of one device.
 *
 * Candidates must agree in every bit of their results: a choice that is made in
 * the middle of a run, or by another run, then changes its speed alone.
 */
export class Tuning {
  #choices: Map<string, string>;
  #waiting = new Map<string, Question>();
  #save: (choices: Choices) => Promise<void>;
  #left: number;
  #busy = false;

  /**
   * @param choices Choices that are known.
   * @param save Keeps the choices for later runs.
   * @param seconds Seconds that trials may take together.
   */
  constructor(
    choices: Choices = new Map(),
    save: (choices: Choices) => Promise<void> = () => Promise.resolve(),
    seconds: number = MOST_SECONDS,
  ) {
    this.#choices = new Map(choices);
    this.#save = save;
    this.#left = seconds;
  }

  /** The choices of earlier runs on a device, to which new ones are added. */
  static async open(info: DeviceInfo): Promise<Tuning> {
    const path = tuningPath(info);
    if (!path) return new Tuning();
    return new Tuning(
      await readChoices(path),
      (choices) => writeChoices(path, info.name, choices),
    );
  }

  /** Whether there are trials to be made, and time for them. */
  get due(): boolean {
    return !this.#busy && this.#waiting.size > 0 && this.#left > 0;
  }

  /**
   * The candidate to take now: the fastest one, or the first until it is known.
   *
   * @param question The work and the candidates.
   * @returns Name of the candidate.
   */
  choose(question: Question): string {
    const { key, candidates } = question;
    const known = this.#choices.get(key);
    if (known !== undefined && candidates.includes(known)) return known;
    if (candidates.length > 1) this.#waiting.set(key, question);
    return candidates[0]!;
  }

  /**
   * Makes the trials that wait, until the time for them is over.
   *
   * @param stopwatch Measures work.
   */
  async settle(stopwatch: Stopwatch): Promise<void> {
    this.#busy = true;
    const start = performance.now();
    const seconds = () => (performance.now() - start) / 1000;
    let news = false;
    try {
      for (const [key, question] of this.#waiting) {
        const enough = () => seconds() > this.#left;
        const fastest = await trial(question, stopwatch, enough);
        if (fastest === undefined) break;
        this.#waiting.delete(key);
        this.#choices.set(key, fastest);
        news = true;
      }
    } finally {
      this.#left -= seconds();
      this.#busy = false;
    }
    if (news) await this.#save(this.#choices);
  }
}

/**
 * The fastest candidate, or nothing if there was not time enough for all or if one
 * could not be measured: a wrong choice would be kept for good.
 */
async function trial(
  { candidates, run }: Question,
  stopwatch: Stopwatch,
  enough: () => boolean,
): Promise<string | undefined> {
  let [fastest, least] = [candidates[0], Infinity];
  for (const candidate of candidates) {
    if (enough()) return undefined;
    run(candidate); // compiles, before the stopwatch starts
    const seconds = await stopwatch(() => {
      for (let i = 0; i < REPETITIONS; i++) run(candidate);
    });
    if (Number.isNaN(seconds)) return undefined;
    if (seconds < least) [fastest, least] = [candidate, seconds];
  }
  return fastest;
}
