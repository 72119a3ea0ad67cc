/**
 * A function that calculates its result for each key once, when it is first asked.
 *
 * @param make Calculates it.
 */
export function remembered<T>(
  make: (key: string) => Promise<T>,
): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const result = known.get(key) ?? make(key);
    known.set(key, result);
    return result;
  };
}
