/**
 * One line of JSON for a row or a summary.
 *
 * @param value What the line holds.
 * @param what What it is, for the message, e.g. `a row to "x.jsonl"`.
 * @returns The JSON, without a newline in it or after it.
 * @throws {RangeError} If a number in it is not finite: JSON has only null for
 * it, which would read as "not measured".
 */
export function jsonLine(value: object, what: string): string {
  return JSON.stringify(value, (key, part) => {
    if (typeof part !== "number" || Number.isFinite(part)) return part;
    throw new RangeError(
      `Cannot write ${what}: its "${key}" is ${part}, expected a finite number`,
    );
  });
}
