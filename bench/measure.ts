/**
 * Times candidates against each other, so that a busy machine is fair to all.
 *
 * @module
 */
import { quantile } from "../lib/math/stats.ts";

/** Something to be timed; its result was checked before. */
export interface Candidate {
  /** Name in the results. */
  readonly name: string;
  /**
   * Does the work several times and waits for its end.
   *
   * @returns Seconds that all of it took.
   */
  run(repetitions: number): Promise<number>;
}

/** How long to measure. */
export interface Effort {
  /** Rounds in which every candidate has its turn, 1 or more. */
  readonly rounds: number;
  /** Seconds that a turn should take, so that waiting hardly counts. */
  readonly seconds: number;
}

/** Times of one repetition, in seconds. */
export interface Spread {
  readonly median: number;
  /** Tenth percentile. */
  readonly low: number;
  /** Ninetieth percentile. */
  readonly high: number;
}

/** What was measured. */
export interface Race {
  /** Times of a candidate. */
  spread(name: string): Spread;
  /**
   * How many times as fast as another a candidate is.
   *
   * The median of the rounds' own ratios: both had the same machine then.
   */
  ratio(name: string, other: string): number;
}

/** Most repetitions in a turn. */
const MOST = 2 ** 16;

/**
 * Times candidates in turns: first to last, last to first, and so on.
 *
 * @param candidates The candidates; each has its own name.
 * @param effort Rounds, and length of a turn.
 */
export async function race(
  candidates: readonly Candidate[],
  { rounds, seconds }: Effort,
): Promise<Race> {
  const turns = [];
  for (const candidate of candidates) {
    const repetitions = await enough(candidate, seconds);
    turns.push({ candidate, repetitions, times: [] as number[] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) {
      const taken = await turn.candidate.run(turn.repetitions);
      turn.times.push(taken / turn.repetitions);
    }
  }
  const times = new Map(turns.map((turn) => [turn.candidate.name, turn.times]));
  return {
    spread(name) {
      const [low, median, high] = [0.1, 0.5, 0.9]
        .map((p) => quantile(times.get(name)!, p)) as [number, number, number];
      return { median, low, high };
    },
    ratio(name, other) {
      const mine = times.get(name)!;
      return quantile(times.get(other)!.map((t, i) => t / mine[i]!), 0.5);
    },
  };
}

/** Repetitions that fill a turn; finding them out warms the candidate up. */
async function enough(candidate: Candidate, seconds: number): Promise<number> {
  await candidate.run(1); // compiles
  for (let repetitions = 1;;) {
    const taken = await candidate.run(repetitions);
    const more = Math.ceil(repetitions * seconds / taken);
    if (taken > seconds / 2 || repetitions >= MOST) {
      return Math.min(MOST, Math.max(1, more));
    }
    repetitions = Math.min(MOST, more, 16 * repetitions);
  }
}
