import { random } from "../lib/math/random.ts";

/**
 * Draws subsets of two adapters or more, the same ones every time.
 *
 * @param adapters Number of adapters.
 * @param count Number of subsets.
 * @returns Places of each one's members, in order.
 */
export function drawSubsets(adapters: number, count: number): number[][] {
  const stream = random(1, "bench");
  const places = Array.from({ length: adapters }, (_, i) => i);
  return Array.from({ length: count }, () => {
    const members = 2 + stream.integer(adapters - 1);
    return stream.shuffle(places).slice(0, members).sort((a, b) => a - b);
  });
}
