/**
 * Adapters that differ, without the time that training takes.
 *
 * @module
 */
import { EMBEDDED_MODEL } from "../lib/io/embedded_model.ts";
import { Gpu } from "../lib/gpu/gpu.ts";
import { loadModel } from "../lib/model/loaded.ts";
import { adapterHubHead } from "../lib/model/head.ts";
import { untrainedAdapter } from "../lib/adapter/initial.ts";
import { writeAdapter } from "../lib/adapter/file.ts";
import { kinds } from "../lib/adapter/kinds.ts";
import { domains, loadDataset } from "../data/mod.ts";

/**
 * Writes adapters of the embedded model for as many of its domains.
 *
 * @param folder Where they go, each in a directory of its domain's name.
 * @param count Number of adapters.
 */
export async function writeUntrainedAdapters(
  folder: string,
  count: number,
): Promise<void> {
  const gpu = await Gpu.open();
  const model = await loadModel(gpu, EMBEDDED_MODEL);
  const { hidden_size: hidden } = model.config;
  for (const [i, name] of Object.keys(domains).slice(0, count).entries()) {
    const { labels } = await loadDataset(name, { seed: 42 });
    const adapter = untrainedAdapter(model, {
      name,
      config: kinds.pfeiffer({ hidden, width: 4 }),
      head: adapterHubHead(labels),
      adapterSeed: i,
      seed: i,
    });
    const metadata = { ...adapter.metadata, dataset: name };
    await Deno.mkdir(folder, { recursive: true });
    await writeAdapter(`${folder}/${name}`, { ...adapter, metadata }, {
      overwrite: false,
    });
  }
  gpu.close();
}
