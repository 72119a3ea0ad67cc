/** Most characters of a value that a message repeats. */
const LONGEST = 200;

/**
 * Writes a value of a file of others for a message.
 *
 * @param value A value that came out of JSON, or undefined.
 * @returns Its JSON, or the start of it; `missing` for undefined.
 */
export function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? "missing";
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}
