/**
 * Says which adapters to mix, which not and why, from their files alone.
 *
 *   deno task advise --out results/advice A B C
 *   deno task advise --out results/advice results/study/adapters
 *   deno task advise --initial results/untrained --out results/advice A B C
 *
 * Takes   adapters of any models and kinds, or directories of them; neither model
 *         nor data are needed
 * Writes  advice.md, and a figure fsd-N.svg and .vl.json for each group of adapters
 *         that can be compared, in --out
 */
import {
  type Adapter,
  adapterDirectories,
  adaptersAbout,
  adviceFigure,
  adviceMarkdown,
  advise,
  distinctNames,
  expectFree,
  Failure,
  Gpu,
  type GroupAdvice,
  inputError,
  main,
  makeOutput,
  number,
  readAdapter,
  readOptions,
  required,
  saveFigure,
  text,
  toggle,
  usualBound,
  writeFileAtomic,
} from "../mod.ts";

/** What --out may replace. */
const adviceFolder = {
  name: "advice",
  mark: ["advice.md"],
  files: ["advice.md", /^fsd-\d+\.(?:svg|vl\.json)$/],
};

await main(async () => {
  const options = readOptions({
    name: "advise",
    about: "Says which adapters to mix, from their files alone",
    positional: {
      name: "adapter",
      about: adaptersAbout,
      min: 1,
    },
    options: {
      bound: number(
        usualBound,
        "most mean sign difference of an adapter from those that it is mixed with",
        { min: 0, max: 1 },
      ),
      initial: text(
        undefined,
        "adapter as it was before training, if the files do not tell it",
      ),
      out: text(required, "directory to write"),
      overwrite: toggle("replace --out if it exists"),
    },
  });
  const { out, bound, positional } = options;
  const written = { ...options, kind: adviceFolder };
  await expectFree(out, written);
  const { adapters, unread, paths } = await readAll(positional);
  const initial = options.initial === undefined
    ? undefined
    : (await readAdapter(options.initial)).weights;
  const gpu = await Gpu.open();
  const advice = await advise(gpu, adapters, { bound, initial });
  gpu.close();
  await makeOutput(out, written, async (folder) => {
    const figures: (string | undefined)[] = [];
    for (const [i, group] of advice.entries()) {
      const drawn = group.nearest !== undefined;
      figures.push(drawn ? `fsd-${i + 1}.svg` : undefined);
      if (drawn) {
        await saveFigure(`${folder}/fsd-${i + 1}`, adviceFigure(group));
      }
    }
    const pathOf = (name: string) => paths.get(name)!;
    const words = adviceMarkdown(advice, { bound, figures, pathOf, unread });
    await writeFileAtomic(`${folder}/advice.md`, words);
  });
  return {
    advice: `${out}/advice.md`,
    adapters: adapters.length,
    groups: advice.map(summaryOf),
    ...(unread.length > 0 && { unread }),
  };
});

/** The adapters that can be read; others that are there are spoken of. */
async function readAll(positional: readonly string[]) {
  const directories = await adapterDirectories(positional);
  const names = distinctNames(directories);
  const adapters: Adapter[] = [];
  const unread: { name: string; reason: string }[] = [];
  for (const [i, directory] of directories.entries()) {
    const name = names[i]!;
    try {
      const adapter = await readAdapter(directory);
      if (adapter.config) adapters.push({ ...adapter, name });
      else unread.push({ name, reason: "it holds a head alone" });
    } catch (error) {
      // One of a kind that is not supported is a finding; a wrong path is not.
      const there = await Deno.stat(directory).catch(() => undefined);
      if (!(error instanceof Failure) || !there) throw error;
      unread.push({ name, reason: error.message });
    }
  }
  const paths = new Map(names.map((name, i) => [name, directories[i]!]));
  if (adapters.length > 1) return { adapters, unread, paths };
  throw inputError(
    `Cannot advise on mixing: ${adapters.length} of ${directories.length} adapters can be read${
      unread.length > 0 ? ` (${unread[0]!.reason})` : ""
    }, expected two or more`,
  );
}

/** The group's part of the summary line. */
function summaryOf(
  { about, mix, conflictOfMix, leave, warnings }: GroupAdvice,
) {
  return {
    about,
    mix,
    fsd: conflictOfMix,
    leave: leave.map(({ name, conflict }) => ({ name, fsd: conflict })),
    warnings,
  };
}
