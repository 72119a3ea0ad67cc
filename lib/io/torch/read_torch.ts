import { ByteFile, type Problem } from "../byte_file.ts";
import { decode } from "../dtype.ts";
import type { HostTensor, Safetensors } from "../safetensors.ts";
import { type Contents, readArchive } from "./archive.ts";
import { isLegacy, readLegacy } from "./legacy.ts";
import { gather, type Storage, TensorView } from "./tensor_view.ts";

/**
 * How many numbers all tensors together may have for each byte of the file:
 * tensors may share numbers, but a small file must not fill the memory.
 */
const MAX_SHARING = 4;

/**
 * Reads the tensors that PyTorch saved as a state dict, without running any
 * code of the file: its pickle may name tensors and what they are made of, and
 * any other name is refused.
 *
 * @param path Path of the file, `.bin` or `.pt`.
 * @param options `only` says by name which tensors to read; all by default.
 * @returns The tensors as float32, contiguous, and no metadata, as the format
 * has none.
 * @throws {Failure} If there is no such file, it is not well formed, or it
 * holds something else than tensors by name.
 * @see https://github.com/pytorch/pytorch, `torch/serialization.py`
 */
export async function readTorch(
  path: string,
  { only = () => true }: { only?: (name: string) => boolean } = {},
): Promise<Safetensors> {
  using file = await ByteFile.open(path, "a PyTorch file");
  const contents = isLegacy(await file.read(0, Math.min(file.size, 4)))
    ? await readLegacy(file)
    : await readArchive(file);
  const views = [...viewsOf(contents.value, file.problem)]
    .filter(([name]) => only(name));
  const length = views.reduce((sum, [, view]) => sum + view.length, 0);
  const most = MAX_SHARING * file.size;
  if (length > most) {
    throw file.problem(
      `its tensors have ${length} numbers in ${file.size} bytes`,
      `at most ${most}`,
    );
  }
  return { weights: await readViews(contents, views), metadata: {} };
}

/** Tensors by name: the value itself, or what training left as `state_dict`. */
function viewsOf(value: unknown, problem: Problem): Map<string, TensorView> {
  const inner = value instanceof Map ? value.get("state_dict") : undefined;
  const dict = inner instanceof Map ? inner : value;
  if (!(dict instanceof Map)) {
    throw problem("it holds something else", "tensors by name");
  }
  for (const [name, view] of dict) {
    if (typeof name === "string" && view instanceof TensorView) continue;
    throw problem(
      `its ${JSON.stringify(String(name))} is not a tensor`,
      "tensors by name",
    );
  }
  return dict;
}

/** Reads the tensors, keeping a storage until the last that uses it is read. */
async function readViews(
  { read }: Contents,
  views: readonly (readonly [string, TensorView])[],
): Promise<Map<string, HostTensor>> {
  const uses = new Map<Storage, number>();
  for (const [, { storage }] of views) {
    uses.set(storage, (uses.get(storage) ?? 0) + 1);
  }
  const kept = new Map<Storage, Float32Array<ArrayBuffer>>();
  const weights = new Map<string, HostTensor>();
  for (const [name, view] of views) {
    const { storage, shape } = view;
    const { dtype } = storage;
    const numbers = kept.get(storage) ??
      decode((await read(storage)).buffer, dtype);
    weights.set(name, { shape, data: gather(view, numbers), dtype });
    const left = uses.get(storage)! - 1;
    uses.set(storage, left);
    if (left > 0) kept.set(storage, numbers);
    else kept.delete(storage);
  }
  return weights;
}
