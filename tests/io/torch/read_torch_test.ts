import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { digestWeights } from "../../../lib/io/digest.ts";
import { readSafetensors } from "../../../lib/io/safetensors.ts";
import { readTorch } from "../../../lib/io/torch/read_torch.ts";
import { withFile } from "../../text/temporary.ts";
import { dictPickle, op, tensor, tuple } from "./pickle_writer.ts";
import { torchZip } from "./zip_writer.ts";

const FIXTURES = fileURLToPath(
  new URL("../../fixtures/torch", import.meta.url),
);
const ADAPTERS = fileURLToPath(
  new URL("../../../../shared/adapters", import.meta.url),
);

const table = Array.from({ length: 12 }, (_, i) => i);

/** What tests/fixtures/torch/make.py saves: dtype, shape and numbers by name. */
const kinds = [
  ["f64", "F64", [2], [0.5, -1.25]],
  ["f16", "F16", [2], [1.5, 65504]],
  // The nearest bfloat16 to -3e38.
  ["bf16", "BF16", [2], [1.5, -(2 ** 120) * 226]],
  ["i64", "I64", [2], [-1, 2 ** 40]],
  ["u8", "U8", [2], [0, 255]],
  ["bool", "BOOL", [2], [1, 0]],
  ["scalar", "F32", [], [7]],
  ["empty", "F32", [0, 3], []],
  ["table", "F32", [3, 4], table],
  ["tied", "F32", [3, 4], table],
  ["transposed", "F32", [4, 3], [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]],
  ["column", "F32", [3], [2, 6, 10]],
  ["corner", "F32", [2, 2], [5, 6, 9, 10]],
  ["expanded", "F32", [2, 2], [9, 9, 9, 9]],
  ["parameter", "F32", [1], [4]],
];

/** Everything of a file, in the form of the list above. */
async function listOf(path: string) {
  const { weights } = await readTorch(path);
  return [...weights].map(([name, { dtype, shape, data }]) => [
    name,
    dtype,
    [...shape],
    [...data],
  ]);
}

for (const name of ["kinds_2.bin", "kinds_4.bin", "legacy.bin"]) {
  Deno.test(`readTorch() reads what PyTorch saved as ${name}`, async () => {
    deepStrictEqual(await listOf(`${FIXTURES}/${name}`), kinds);
  });
}

const linear = [
  ["0.weight", "F32", [1, 2], [0.25, 0.25]],
  ["0.bias", "F32", [1], [0.25]],
];

Deno.test("readTorch() reads a module's state dict, and one within a checkpoint", async () => {
  deepStrictEqual(await listOf(`${FIXTURES}/module.bin`), linear);
  deepStrictEqual(await listOf(`${FIXTURES}/checkpoint.bin`), linear);
});

Deno.test("readTorch() reads only the tensors asked for", async () => {
  const only = (name: string) => name === "tied" || name === "column";
  const { weights } = await readTorch(`${FIXTURES}/kinds_2.bin`, { only });
  deepStrictEqual([...weights.keys()], ["tied", "column"]);
});

Deno.test("readTorch() refuses a whole module by its class", async () => {
  const path = `${FIXTURES}/whole_module.bin`;
  await rejects(readTorch(path), {
    kind: "input",
    message:
      `Cannot read "${path}": its pickle asks for "torch.nn.modules.container.Sequential", expected only tensors and what they are made of`,
  });
});

const real = [
  [
    "adapterhub-compacter-xlmr-legal/pytorch_adapter.bin",
    "adapterhub-compacter-xlmr-legal/adapter.safetensors",
  ],
  [
    "bert-base-lora-r1-sst2/lora-bert-sst2_kqv_ALL.pt",
    "bert-base-lora-r1-sst2/adapter_model.safetensors",
  ],
] as const;

const areThere = await Deno.stat(ADAPTERS).then(() => true, () => false);

for (const [pickled, safe] of real) {
  Deno.test({
    name:
      `readTorch() reads of ${pickled} what its safetensors file has (skipped where ../shared is missing)`,
    ignore: !areThere,
    async fn() {
      const [a, b] = [
        await readTorch(`${ADAPTERS}/${pickled}`),
        await readSafetensors(`${ADAPTERS}/${safe}`),
      ];
      deepStrictEqual(
        [...a.weights.keys()].toSorted(),
        [...b.weights.keys()].toSorted(),
      );
      strictEqual(digestWeights(a.weights), digestWeights(b.weights));
    },
  });
}

const two = new Uint8Array(new Float32Array([1, 2]).buffer);
const whole = { numbers: 2, shape: [2], strides: [1] };

/** Reads an archive of one storage of two numbers, and a pickle. */
async function readPickled(
  pickle: Uint8Array,
  {
    storages = { 0: two } as Record<string, Uint8Array>,
    byteorder = "little",
  } = {},
) {
  let read: Awaited<ReturnType<typeof readTorch>> | undefined;
  const bytes = torchZip(pickle, storages, byteorder);
  await withFile("x.bin", bytes, async (path) => {
    read = await readTorch(path);
  });
  return read!.weights;
}

/** Asserts that a pickle is refused. */
async function assertRefused(
  pickle: Uint8Array,
  problem: string,
  options?: Parameters<typeof readPickled>[1],
) {
  await rejects(readPickled(pickle, options), (error: Error) => {
    strictEqual(error.name, "Failure");
    strictEqual(error.message.replace(/^.*?x\.bin": /, ""), problem);
    return true;
  });
}

Deno.test("readTorch() reads an archive made by hand", async () => {
  const weights = await readPickled(dictPickle({ w: tensor(whole) }));
  deepStrictEqual([...weights], [
    ["w", { shape: [2], data: new Float32Array([1, 2]), dtype: "F32" }],
  ]);
});

Deno.test("readTorch() runs no code: names of others are refused", async () => {
  const evil = [
    ...op.global("posix", "system"),
    ...tuple(op.text("true")),
    ...op.call,
  ];
  await assertRefused(
    dictPickle({ w: evil }),
    'its pickle asks for "posix.system", expected only tensors and what they are made of',
  );
});

const misplaced: [what: string, view: object, problem: string][] = [
  [
    "a view beyond its storage",
    { ...whole, offset: 1 },
    'its tensor of shape [2] ends at number 2 of storage "0", expected a place below 2',
  ],
  [
    "strides beyond the storage",
    { ...whole, strides: [2] },
    'its tensor of shape [2] ends at number 2 of storage "0", expected a place below 2',
  ],
  [
    "more numbers than can be counted",
    { ...whole, shape: Array(8).fill(2 ** 30), strides: Array(8).fill(0) },
    'its tensor of shape [1073741824,1073741824,1073741824,1073741824,1073741824,1073741824,1073741824,1073741824] ends at number 0 of storage "0", expected a place below 2',
  ],
  [
    "a negative offset",
    { ...whole, offset: -1 },
    "its pickle has a tensor without a storage, offset, shape and strides, expected whole numbers of at least 0",
  ],
  [
    "fewer strides than axes",
    { ...whole, strides: [] },
    "its pickle has a tensor without a storage, offset, shape and strides, expected whole numbers of at least 0",
  ],
  [
    "a storage that is longer in the pickle",
    { ...whole, numbers: 3 },
    'its storage "0" takes 8 bytes, expected 12 for F32 of length 3',
  ],
  [
    "a storage of another type",
    { ...whole, type: "DoubleStorage" },
    'its storage "0" takes 8 bytes, expected 16 for F64 of length 2',
  ],
  [
    "a storage that is not there",
    { ...whole, key: "../0" },
    'its storage "../0" takes no bytes, expected 8 for F32 of length 2',
  ],
];

for (const [what, view, problem] of misplaced) {
  Deno.test(`readTorch() refuses ${what}`, () =>
    assertRefused(dictPickle({ w: tensor(view as typeof whole) }), problem));
}

Deno.test("readTorch() refuses a small file of large tensors", () =>
  assertRefused(
    dictPickle({ w: tensor({ ...whole, shape: [2 ** 30], strides: [0] }) }),
    "its tensors have 1073741824 numbers in 615 bytes, expected at most 2460",
  ));

Deno.test("readTorch() refuses one storage of two types", () =>
  assertRefused(
    dictPickle({
      a: tensor(whole),
      b: tensor({ ...whole, type: "IntStorage" }),
    }),
    'its storage "0" is both F32 of length 2 and I32 of length 2, expected one of them',
  ));

Deno.test("readTorch() refuses what is not tensors by name", async () => {
  await assertRefused(
    Uint8Array.from([...op.protocol(), ...tensor(whole), ...op.stop]),
    "it holds something else, expected tensors by name",
  );
  await assertRefused(
    dictPickle({ epoch: op.int(3) }),
    'its "epoch" is not a tensor, expected tensors by name',
  );
});

Deno.test("readTorch() refuses the other order of bytes", () =>
  assertRefused(
    dictPickle({ w: tensor(whole) }),
    'its order of bytes is "big", expected "little"',
    { byteorder: "big" },
  ));

Deno.test("readTorch() refuses a file that is not PyTorch's", () =>
  withFile("x.bin", "no zip, but long enough for one", async (path) => {
    await rejects(readTorch(path), {
      message:
        `Cannot read "${path}": it does not end as a zip archive, expected one of PyTorch`,
    });
    await rejects(readTorch(`${path}.no`), {
      message:
        `Cannot read "${path}.no": there is no such file, expected a PyTorch file`,
    });
  }));
