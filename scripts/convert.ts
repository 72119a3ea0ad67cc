/**
 * Brings an adapter into another layout of files, or out of a PyTorch file.
 *
 *   deno task convert --to peft --out results/peft results/sentiment
 *   deno task convert --to adapterhub --out DIR A
 *   deno task convert --to peft --lora-alpha 16 --out DIR A
 *
 * Takes   an adapter directory of AdapterHub or PEFT, with .safetensors or .bin
 * Writes  an adapter directory with .safetensors and a model card; what the
 *         layout cannot express is refused, and a LoRA of which neither its files
 *         nor --lora-alpha say the scaling
 */
import {
  choice,
  expectFree,
  inLayout,
  layouts,
  main,
  number,
  readAdapter,
  readOptions,
  required,
  text,
  toggle,
  weightsFolder,
  withAlpha,
  writeAdapter,
} from "../mod.ts";

await main(async () => {
  const options = readOptions({
    name: "convert",
    about: "Brings an adapter into AdapterHub's or PEFT's layout",
    positional: {
      name: "adapter",
      about: "directory, or owner/name of the Hub",
      min: 1,
      max: 1,
    },
    options: {
      to: choice(layouts, required, "layout to write"),
      head: choice(["keep", "none"], "keep", "what becomes of the head"),
      loraAlpha: number(
        undefined,
        "alpha of a LoRA without adapter_config.json, which would say it",
        { min: 1e-6 },
      ),
      name: text(undefined, "name inside the files; the adapter's if absent"),
      out: text(required, "directory to write"),
      overwrite: toggle("replace --out if it exists"),
    },
  });
  const { out, to, loraAlpha, positional } = options;
  await expectFree(out, { ...options, kind: weightsFolder });
  const { head, ...read } = await readAdapter(positional[0]!);
  const named = {
    ...read,
    name: options.name ?? read.name,
    ...(head && options.head === "keep" && { head }),
  };
  const adapter = inLayout(
    loraAlpha === undefined ? named : withAlpha(named, loraAlpha),
    to,
  );
  await writeAdapter(out, adapter, options);
  return {
    out,
    from: read.peft ? "peft" : "adapterhub",
    to,
    tensors: adapter.weights.size,
    head: adapter.head?.config.maps ?? [],
  };
});
