/**
 * The names that a pickle may use: those that state dicts use, and no others.
 *
 * @module
 * @see https://github.com/pytorch/pytorch, `torch/_utils.py` and
 * `torch/serialization.py`
 */
import type { Problem } from "../byte_file.ts";
import type { Dtype } from "../dtype.ts";
import { TensorView, tensorView } from "./tensor_view.ts";

/** How the numbers of a storage class are stored. */
export class StorageClass {
  /** @param dtype Its name in safetensors files. */
  constructor(readonly dtype: Dtype) {}
}

/** What a name that can be called gives for its arguments. */
export type Callee = (args: readonly unknown[], problem: Problem) => unknown;

/** What names stand for: something to call, or the class of a storage. */
export type Names = ReadonlyMap<string, Callee | StorageClass>;

const STORAGES: Readonly<Record<string, Dtype>> = {
  DoubleStorage: "F64",
  FloatStorage: "F32",
  HalfStorage: "F16",
  BFloat16Storage: "BF16",
  LongStorage: "I64",
  IntStorage: "I32",
  ShortStorage: "I16",
  CharStorage: "I8",
  ByteStorage: "U8",
  BoolStorage: "BOOL",
};

/** `OrderedDict()`; its items are set afterwards. */
const orderedDict: Callee = (args, problem) => {
  if (args.length === 0) return new Map();
  throw problem("its pickle makes an OrderedDict of items", "an empty one");
};

/**
 * `_rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad,
 * backward_hooks, metadata=None)`
 */
const rebuildTensor: Callee = (args, problem) => {
  if (args.length === 6 || (args.length === 7 && !args[6])) {
    return tensorView(args, problem);
  }
  throw problem(
    `its pickle rebuilds a tensor from ${args.length} things`,
    "6, or 7 without metadata",
  );
};

/** `_rebuild_parameter(data, requires_grad, backward_hooks)` */
const rebuildParameter: Callee = ([data, ...rest], problem) => {
  if (data instanceof TensorView && rest.length === 2) return data;
  throw problem("its pickle makes a parameter of no tensor", "a tensor");
};

/** Every name that a pickle may use, with its module. */
export const names: Names = new Map<string, Callee | StorageClass>([
  ["collections.OrderedDict", orderedDict],
  ["torch._utils._rebuild_tensor_v2", rebuildTensor],
  ["torch._utils._rebuild_parameter", rebuildParameter],
  ...["torch", "torch.storage"].flatMap((module) =>
    Object.entries(STORAGES).map(([name, dtype]) =>
      [`${module}.${name}`, new StorageClass(dtype)] as const
    )
  ),
]);
