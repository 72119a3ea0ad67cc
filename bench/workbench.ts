/**
 * What every benchmark is given, and what it gives back.
 *
 * @module
 */
import type { Gpu } from "../lib/gpu/gpu.ts";
import type { Tensor } from "../lib/gpu/tensor.ts";
import type { Candidate, Effort, Race } from "./measure.ts";
import type { Peers } from "./peers.ts";

/** Device, effort and the others that it is compared with. */
export interface Workbench {
  readonly gpu: Gpu;
  readonly effort: Effort;
  readonly peers: Peers;
  /** Blocks of the large model; as many as the device can be asked for if absent. */
  readonly layers?: number | undefined;
}

/** One line of results: numbers in SI units or fractions, and what identifies them. */
export interface Measurement {
  readonly bench: string;
  readonly [name: string]: Value | Readonly<Record<string, number>>;
}

/** A cell of the table. */
export type Value = string | number;

/** A benchmark: yields each measurement when it is done. */
export type Bench = (workbench: Workbench) => AsyncGenerator<Measurement>;

/**
 * Makes a candidate of commands for the GPU.
 *
 * @param name Name in the results.
 * @param gpu The device.
 * @param work Adds the commands of one repetition; what it makes is freed.
 */
export function onGpu(name: string, gpu: Gpu, work: () => unknown): Candidate {
  const end = gpu.zeros([1]);
  return {
    name,
    async run(repetitions) {
      const start = performance.now();
      for (let i = 0; i < repetitions; i++) {
        using _ = gpu.scope();
        work();
      }
      await gpu.read(end); // arrives when all before it is done
      return (performance.now() - start) / 1000;
    },
  };
}

/**
 * Makes a candidate of a function that waits for its own result.
 *
 * @param name Name in the results.
 * @param work Does the work once.
 */
export function onHost(
  name: string,
  work: () => Promise<unknown>,
): Candidate {
  return {
    name,
    async run(repetitions) {
      const start = performance.now();
      for (let i = 0; i < repetitions; i++) await work();
      return (performance.now() - start) / 1000;
    },
  };
}

/**
 * Fails if numbers are not what they should be: wrong results have no speed.
 *
 * @param what What was calculated, for the error.
 * @param actual The numbers.
 * @param expected What they should be.
 * @param tolerance Largest |actual - expected| / (1 + |expected|).
 * @throws {Error} If one of them is further off, or their counts differ.
 */
export function expectNumbers(
  what: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  for (let i = 0; i < Math.max(actual.length, expected.length); i++) {
    const [a, e] = [actual[i] ?? NaN, expected[i] ?? NaN];
    if (Math.abs(a - e) <= tolerance * (1 + Math.abs(e))) continue;
    throw new Error(
      `Cannot time ${what}: number ${i} is ${a}, expected ${e} to ${tolerance}`,
    );
  }
}

/** Numbers of a tensor at some places. */
export async function numbersAt(
  tensor: Tensor,
  places: readonly number[],
): Promise<number[]> {
  const numbers = await tensor.gpu.read(tensor);
  return places.map((at) => numbers[at]!);
}

/** What identifies a device in the results. */
export function deviceOf({ info }: Gpu): { device: string; profile: string } {
  return { device: info.name, profile: info.profile };
}

/**
 * Times of the candidate "ours", and how many times as fast as others it is.
 *
 * @param result What was measured.
 * @param others The others that took part.
 * @returns Milliseconds of a repetition, and ratios by name.
 */
export function outcome(result: Race, others: readonly Candidate[]) {
  const { median, low, high } = result.spread("ours");
  return {
    ms: rounded(1000 * median),
    ms_low: rounded(1000 * low),
    ms_high: rounded(1000 * high),
    ratio: Object.fromEntries(
      others.map(({ name }) => [name, rounded(result.ratio("ours", name))]),
    ),
  };
}

/** Cuts a number to four significant digits, as more are noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
