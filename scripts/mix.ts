/**
 * Merges adapters into one.
 *
 *   deno task mix --out results/mixed results/sentiment results/reviews
 *   deno task mix --method sparse --sparsity 0.9 --out DIR A B C
 *
 * Writes  an adapter directory with the head and the name of the first adapter
 */
import {
  choice,
  expectAlike,
  expectFree,
  Gpu,
  integer,
  main,
  methods,
  number,
  readAdapter,
  readOptions,
  required,
  type SharedStart,
  text,
  toggle,
  writeAdapter,
} from "../mod.ts";

const names = Object.keys(methods) as (keyof typeof methods)[];

await main(async () => {
  const options = readOptions({
    name: "mix",
    about: "Merges adapters of one shape into one",
    positional: { name: "adapter", about: "adapter directories", min: 1 },
    options: {
      method: choice(names, "average", "how the weights are put together"),
      sparsity: number(0.9, "share that --method sparse removes before", {
        min: 0,
        max: 1,
      }),
      layers: integer(undefined, "blocks that it prunes; all if absent", {
        min: 0,
      }),
      head: choice(["first", "none"], "first", "head of the mixture"),
      name: text(undefined, "name inside the files; the first one's if absent"),
      out: text(required, "directory to write"),
      overwrite: toggle("replace --out if it exists"),
    },
  });
  const { out, method, layers, positional } = options;
  await expectFree(out, options);
  const adapters = await Promise.all(positional.map(readAdapter));
  const shared = expectAlike(adapters, positional);
  const gpu = await Gpu.open();
  const weights = await methods[method](
    gpu,
    adapters.map(({ weights }) => weights),
    { sparsity: options.sparsity, ...(layers !== undefined && { layers }) },
  );
  gpu.close();
  const [{ head, ...first }] = adapters as [typeof adapters[0] & object];
  await writeAdapter(out, {
    ...first,
    name: options.name ?? first.name,
    weights,
    ...(options.head === "first" && head && { head }),
    metadata: {
      ...startOf(first.metadata, shared),
      mixed: JSON.stringify({
        method,
        adapters: adapters.map(({ name }) => name),
      }),
      ...shared,
    },
  }, options);
  return { out, method, mixed: positional, ...shared };
});

/** What a mixture of adapters that started alike says of that start. */
function startOf(
  { initial_weights, adapter_seed }: Readonly<Record<string, string>>,
  { shared_initial_weights }: SharedStart,
): Record<string, string> {
  if (shared_initial_weights !== "yes") return {};
  return {
    ...(initial_weights && { initial_weights }),
    ...(adapter_seed && { adapter_seed }),
  };
}
