/**
 * Fractions as people read them.
 *
 * @module
 */

/**
 * A fraction in percent, for a figure's data.
 *
 * @param fraction Share, 0 to 1.
 * @returns Percent, rounded to two decimals so that specs stay small.
 */
export function percent(fraction: number): number {
  return Math.round(fraction * 1e4) / 100;
}

/**
 * A fraction as text, where the unit stands elsewhere, as in tables.
 *
 * @param fraction Share, or difference of two, -1 to 1.
 * @returns For example "91.3".
 */
export function percentNumber(fraction: number): string {
  return (100 * fraction).toFixed(1);
}

/**
 * A fraction as text.
 *
 * @param fraction Share, 0 to 1.
 * @returns For example "91.3%".
 */
export function percentText(fraction: number): string {
  return `${percentNumber(fraction)}%`;
}

/**
 * A round fraction as text, without a decimal that says nothing.
 *
 * @param fraction Share, 0 to 1.
 * @returns For example "90%" or "99.5%".
 */
export function shareText(fraction: number): string {
  return percentText(fraction).replace(".0%", "%");
}

/**
 * The distance of two fractions as text, without its sign.
 *
 * @param difference One fraction minus another, -1 to 1.
 * @returns For example "2.5 points"; a point is one percent of the whole.
 */
export function pointsText(difference: number): string {
  const points = percentNumber(Math.abs(difference));
  return `${points} ${points === "1.0" ? "point" : "points"}`;
}

/**
 * Ends of an axis of percents that hold all values.
 *
 * @param values Percents, 0 to 100; at least one.
 * @returns Multiples of five from below the least to above the greatest.
 */
export function percentDomain(values: readonly number[]): [number, number] {
  let [low, high] = [100, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const bottom = Math.max(0, 5 * Math.floor((low - 0.5) / 5));
  return [bottom, Math.min(100, 5 * Math.ceil((high + 0.5) / 5))];
}

/**
 * Ends of the axes of panels that all span as many percents, each where its own
 * values are: slopes compare, and no panel is squeezed by another one's values.
 *
 * @param panels Percents of each panel, 0 to 100; at least one.
 * @returns Whole percents from 0 to 100, as far apart in all panels, that hold the
 * panel's values.
 */
export function equalSpans(
  panels: ReadonlyMap<string, readonly number[]>,
): Map<string, [number, number]> {
  const ends = [...panels].map(([name, values]) => ({
    name,
    low: values.reduce((a, b) => Math.min(a, b)),
    high: values.reduce((a, b) => Math.max(a, b)),
  }));
  const widest = ends.reduce((a, { low, high }) => Math.max(a, high - low), 0);
  const span = Math.min(100, 5 * Math.ceil((widest + 3) / 5));
  return new Map(ends.map(({ name, low, high }) => {
    const middle = Math.round((low + high - span) / 2);
    const bottom = Math.max(0, Math.min(100 - span, middle));
    return [name, [bottom, bottom + span]];
  }));
}

/** How a comparison goes on after the points; `same` stands without them. */
export interface ComparisonWords {
  more: string;
  less: string;
  same: string;
}

/** For a thing that is good when its accuracy is high. */
export const quality: ComparisonWords = {
  more: "better than",
  less: "worse than",
  same: "as good as",
};

/**
 * The difference of two fractions in words.
 *
 * @param difference One fraction minus another, -1 to 1.
 * @param words Words for more, for less, and for less than 0.05 points.
 * @returns For example "2.5 points better than".
 */
export function comparison(
  difference: number,
  { more, less, same }: ComparisonWords,
): string {
  if (Math.abs(difference) < 0.0005) return same;
  return `${pointsText(difference)} ${difference > 0 ? more : less}`;
}
