/** A JSON string, or a character that opens or closes something or ends a key. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:]/g;

/**
 * Finds a key that one object of a JSON text has twice.
 *
 * `JSON.parse` keeps the last of them without a word, so that two readers of a
 * file could see different things in it.
 *
 * @param json Text that `JSON.parse` accepts.
 * @returns The first such key, or undefined if there is none.
 */
export function duplicateKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  let last = "";
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const key: string = JSON.parse(last);
      if (open.at(-1)?.has(key)) return key;
      open.at(-1)?.add(key);
    }
    last = token;
  }
  return undefined;
}
