/**
 * A number from -1 to 1 as text, with a minus that is as wide as a plus.
 *
 * @param value The number.
 * @returns For example "−0.43" or "0.10".
 */
export function signed(value: number): string {
  const text = value.toFixed(2).replace("-", "\u2212");
  return text === "\u22120.00" ? "0.00" : text;
}
