/**
 * All tests, in parts that can run in processes of their own.
 *
 * @module
 */

/** Most files that one process tests: starting one costs a tenth of a second. */
const MOST_FILES = 12;

/** Folders whose files take the longest: the short ones fill up the end. */
const FIRST = ["scripts", "train", "fuzz", "study", "evaluate", "ops"];

/**
 * Divides all tests into runs of `deno test`.
 *
 * The last run has all that no other has, the examples of the documentation
 * too, so that no test is left out wherever it is.
 *
 * @param files Paths of test files below `tests/`, in any order.
 * @returns Arguments for Deno, one list for each run, the longest runs first.
 */
export function testParts(files: readonly string[]): string[][] {
  const folders = Map.groupBy(files.toSorted(), (file) => file.split("/")[1]!);
  const rank = (folder: string) => (FIRST.indexOf(folder) + 1) || Infinity;
  const parts = [...folders.keys()]
    .sort((a, b) => rank(a) === rank(b) ? 0 : rank(a) - rank(b))
    .flatMap((folder) => batches(folders.get(folder)!));
  const test = ["test", "-A", "--no-check"];
  return [
    ...parts.map((part) => [...test, ...part]),
    [...test, "--doc", `--ignore=${files.join(",")}`],
  ];
}

/** Cuts a list into as few pieces of at most twelve as there can be, of even lengths. */
function batches(files: readonly string[]): string[][] {
  const count = Math.ceil(files.length / MOST_FILES);
  return Array.from(
    { length: count },
    (_, i) =>
      files.slice(
        Math.floor(i * files.length / count),
        Math.floor((i + 1) * files.length / count),
      ),
  );
}
