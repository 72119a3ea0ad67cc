/** "00002-of-00005" inside a file's name: one of several parts. */
const SHARD = /^(.*?)(\d{5})-of-(\d{5})(.*)$/;

/**
 * A part that is not there, of files that are cut into numbered parts, as
 * `model-00001-of-00002.safetensors` (from 1) or `train-00000-of-00002.parquet`
 * (from 0).
 *
 * @param names Paths of files.
 * @returns Name of a missing part; undefined if every file is whole.
 */
export function missingShard(names: readonly string[]): string | undefined {
  const groups = Map.groupBy(
    names.flatMap((name) => {
      const [, before = "", number, count, after = ""] = SHARD.exec(name) ?? [];
      if (number === undefined || count === undefined) return [];
      return [{ before, number: Number(number), count, after }];
    }),
    ({ before, count, after }) => `${before}*-of-${count}${after}`,
  );
  for (const [wanted, parts] of groups) {
    const count = Number(parts[0]!.count);
    const there = new Set(parts.map(({ number }) => number));
    const first = there.has(0) || !there.has(1) ? 0 : 1;
    for (let number = first; number < first + count; number++) {
      if (there.has(number)) continue;
      return wanted.replace("*", String(number).padStart(5, "0"));
    }
  }
  return undefined;
}
