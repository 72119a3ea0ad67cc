/**
 * Adapter directories, in AdapterHub's layout or in PEFT's.
 *
 * @module
 */
import { basename, resolve } from "node:path";
import { makeOutput, writeFileAtomic } from "../io/atomic.ts";
import { EMBEDDED_MODEL } from "../io/embedded_model.ts";
import { inputError } from "../io/failure.ts";
import { findAdapter } from "../io/hub/find_model.ts";
import { isThere } from "../io/is_there.ts";
import { readJson } from "../io/json.ts";
import { weightsFolder } from "../io/replaceable.ts";
import type { Adapter } from "./adapter.ts";
import { readAdapterHub, writeAdapterHub } from "./adapterhub.ts";
import { adapterCard, isHubName } from "./card.ts";
import { filesOf, type Has } from "./folder.ts";
import { notFinite } from "./not_finite.ts";
import { PEFT_WEIGHTS, readPeft, writePeft } from "./peft/directory.ts";

/**
 * Reads an adapter directory, or one of the Hub: an adapter, a head, or both.
 *
 * @param source The directory, or "owner/name" and perhaps "@revision".
 * @throws {Failure} If there is neither, if a file is missing, damaged or not
 * supported, or if a weight is not finite: whatever is mixed with it is not either,
 * and predicts the first class throughout.
 */
export async function readAdapter(source: string): Promise<Adapter> {
  const directory = await findAdapter(source);
  const has = await filesOf(directory);
  const adapter = await isPeft(directory, has)
    ? await readPeft(directory, has, nameOf(source, directory))
    : await readAdapterHub(directory, has);
  const { weights, head } = adapter;
  const wrong = notFinite(new Map([...weights, ...head?.weights ?? []]));
  if (!wrong) return adapter;
  throw inputError(
    `Cannot use adapter "${source}": a weight in "${wrong.name}" is ${wrong.value}, expected finite numbers`,
  );
}

/**
 * Writes an adapter directory, whole or not at all: in the layout that the adapter
 * was read from, which is AdapterHub's for new ones, with a model card.
 *
 * @param directory The directory to make.
 * @param adapter The adapter.
 * @param options `overwrite`: whether an existing directory may be replaced.
 * @throws {Failure} If the directory exists and may not be replaced, or holds
 * neither an adapter nor a model, or if the layout cannot express the adapter.
 */
export async function writeAdapter(
  directory: string,
  adapter: Adapter,
  { overwrite }: { overwrite: boolean },
): Promise<void> {
  const options = { overwrite, kind: weightsFolder };
  await makeOutput(directory, options, async (folder) => {
    await (adapter.peft
      ? writePeft(folder, adapter)
      : writeAdapterHub(folder, adapter));
    const { name } = adapter.model;
    const local = name === EMBEDDED_MODEL ||
      isHubName(name) && await isThere(name);
    const card = adapterCard(adapter, { local });
    await writeFileAtomic(`${folder}/README.md`, card);
  });
}

/** Name of an adapter whose files have none: that of its directory or repository. */
function nameOf(source: string, directory: string): string {
  return basename(
    source === directory ? resolve(source) : source.replace(/@.*$/, ""),
  );
}

/** Whether a directory is in PEFT's layout, whose configuration has the same name. */
async function isPeft(directory: string, has: Has): Promise<boolean> {
  if (!has("adapter_config.json")) return PEFT_WEIGHTS.some(has);
  const stated = await readJson(
    `${directory}/adapter_config.json`,
    "an adapter",
  );
  return typeof stated === "object" && stated !== null && "peft_type" in stated;
}
