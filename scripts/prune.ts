/**
 * Removes the smallest weights of an adapter.
 *
 *   deno task prune --sparsity 0.9 --out results/sparse results/sentiment
 *
 * Writes  an adapter directory with the head and the name of the given one
 */
import {
  choice,
  expectAlike,
  expectFree,
  Gpu,
  main,
  number,
  prune,
  readAdapter,
  readOptions,
  required,
  text,
  toggle,
  writeAdapter,
} from "../mod.ts";

await main(async () => {
  const options = readOptions({
    name: "prune",
    about: "Sets the smallest weights of an adapter to zero",
    positional: {
      name: "adapter",
      about: "directory, or owner/name of the Hub",
      min: 1,
      max: 1,
    },
    options: {
      sparsity: number(required, "share of the weights to remove", {
        min: 0,
        max: 1,
      }),
      scope: choice(
        ["tensor", "global"],
        "tensor",
        "what magnitudes are compared within",
      ),
      only: choice(["all", "weights"], "all", "whether biases count too"),
      name: text(undefined, "name inside the files; the adapter's if absent"),
      out: text(required, "directory to write"),
      overwrite: toggle("replace --out if it exists"),
    },
  });
  const { out, sparsity, scope, only } = options;
  await expectFree(out, options);
  const { positional } = options;
  const adapter = await readAdapter(positional[0]!);
  expectAlike([adapter], positional);
  const gpu = await Gpu.open();
  const weights = await prune(gpu, adapter.weights, { sparsity, scope, only });
  gpu.close();
  const pruned = {
    ...adapter,
    name: options.name ?? adapter.name,
    weights,
    metadata: {
      ...adapter.metadata,
      pruned: JSON.stringify({ from: adapter.name, sparsity, scope, only }),
    },
  };
  await writeAdapter(out, pruned, options);
  const values = [...weights.values()].flatMap(({ data }) => [...data]);
  const zeros = values.filter((value) => value === 0).length;
  return { out, sparsity, scope, only, weights: values.length, zeros };
});
