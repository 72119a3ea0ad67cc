import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../../lib/io/failure.ts";
import { ByteCursor } from "../../../lib/io/torch/byte_cursor.ts";
import { readPickle } from "../../../lib/io/torch/pickle.ts";
import { dictPickle, op, tuple } from "./pickle_writer.ts";

const problem = (found: string, expected: string) =>
  inputError(`Cannot read "x": ${found}, expected ${expected}`);

function read(...bytes: readonly (readonly number[])[]) {
  const cursor = new ByteCursor(
    Uint8Array.from(bytes.flat()),
    "its pickle",
    problem,
  );
  return readPickle(cursor, problem);
}

/** Reads one value after the protocol and before the stop. */
const value = (...bytes: number[]) => read(op.protocol(), bytes, op.stop);

Deno.test("readPickle() reads plain values", () => {
  strictEqual(value(0x4e), null);
  strictEqual(value(0x88), true);
  strictEqual(value(0x89), false);
  strictEqual(value(...op.int(-5)), -5);
  strictEqual(value(0x4b, 200), 200);
  strictEqual(value(0x4d, 1, 2), 513);
  strictEqual(value(0x47, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0), 1.5);
  strictEqual(value(...op.text("é")), "é");
  strictEqual(value(0x8c, 2, 0x68, 0x69), "hi");
  strictEqual(value(0x8d, 1, 0, 0, 0, 0, 0, 0, 0, 0x61), "a");
});

Deno.test("readPickle() reads whole numbers of any length", () => {
  strictEqual(value(0x8a, 0), 0);
  strictEqual(value(0x8a, 1, 0xff), -1);
  strictEqual(value(0x8a, 2, 0xff, 0), 255);
  strictEqual(value(0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x40), 2n ** 62n);
});

Deno.test("readPickle() reads tuples, lists and dicts", () => {
  deepStrictEqual(value(...tuple(op.int(1), op.int(2))), [1, 2]);
  deepStrictEqual(value(...op.emptyTuple), []);
  deepStrictEqual(value(...op.int(1), ...op.int(2), 0x86), [1, 2]);
  // A list of one, then two more.
  const list = [0x5d, ...op.int(1), 0x61, ...op.mark, 0x4e, 0x88, 0x65];
  deepStrictEqual(value(...list), [1, null, true]);
  const bytes = dictPickle({ a: op.int(1), __proto__x: op.none });
  deepStrictEqual(read([...bytes]), new Map([["a", 1], ["__proto__x", null]]));
});

Deno.test("readPickle() keeps values and pushes them again", () => {
  deepStrictEqual(
    value(...op.text("a"), ...op.put(7), ...op.get(7), 0x86),
    ["a", "a"],
  );
  deepStrictEqual(value(...op.text("a"), 0x94, ...op.get(0), 0x86), ["a", "a"]);
});

Deno.test("readPickle() makes an OrderedDict and passes over its attributes", () => {
  const dict = [
    ...op.global("collections", "OrderedDict"),
    ...op.emptyTuple,
    ...op.call,
  ];
  const item = [...op.text("a"), ...op.int(1), ...op.setItem];
  deepStrictEqual(
    value(...dict, ...item, ...op.emptyDict, ...op.build),
    new Map([["a", 1]]),
  );
});

Deno.test("readPickle() stays within a list that holds itself", () => {
  const list = value(0x5d, ...op.put(0), ...op.get(0), 0x61) as unknown[];
  strictEqual(list[0], list);
});

const refused: [what: string, bytes: number[], problem: string][] = [
  [
    "an instruction of others",
    [0x80, 2, 0x69],
    "its pickle has instruction 0x69, before byte 3, expected a state dict as PyTorch writes it",
  ],
  [
    "an old protocol",
    [0x80, 1],
    "its pickle is of protocol 1, expected 2 to 5",
  ],
  [
    "an end without a stop",
    [0x80, 2, 0x4e],
    "its pickle ends at byte 3, expected at least 4 bytes",
  ],
  [
    "a text longer than the rest",
    [0x80, 2, 0x58, 255, 255, 255, 255],
    "its pickle ends at byte 7, expected at least 4294967302 bytes",
  ],
  [
    "a text of 2^63 bytes",
    [0x80, 4, 0x8d, 0, 0, 0, 0, 0, 0, 0, 0x80],
    "its pickle has the number 9223372036854775808 at byte 3, expected one below 2^53",
  ],
  [
    "a text that is not UTF-8",
    [0x80, 2, 0x8c, 1, 0xff],
    "its pickle has a text at byte 4 that is not UTF-8, expected UTF-8",
  ],
  [
    "a value from an empty stack",
    [0x80, 2, 0x2e],
    "its pickle takes a value where there is none, before byte 3, expected a state dict as PyTorch writes it",
  ],
  [
    "a value from below a mark",
    [0x80, 2, 0x4e, 0x28, 0x85],
    "its pickle takes a value where there is none, before byte 5, expected a state dict as PyTorch writes it",
  ],
  [
    "a tuple without a mark",
    [0x80, 2, 0x74],
    "its pickle takes values where there is no mark, before byte 3, expected a state dict as PyTorch writes it",
  ],
  [
    "a value that was not kept",
    [0x80, 2, 0x68, 9],
    "its pickle recalls value 9, which it did not keep, before byte 4, expected a state dict as PyTorch writes it",
  ],
  [
    "a call of a number",
    [0x80, 2, ...op.int(1), 0x29, 0x52],
    "its pickle calls what cannot be called, before byte 9, expected a state dict as PyTorch writes it",
  ],
  [
    "a call of a storage's class",
    [0x80, 2, ...op.global("torch", "FloatStorage"), 0x29, 0x52],
    "its pickle calls what cannot be called, before byte 24, expected a state dict as PyTorch writes it",
  ],
  [
    "an item of a list",
    [0x80, 2, 0x5d, 0x4e, 0x4e, 0x73],
    "its pickle sets items of what is no dict, before byte 6, expected a state dict as PyTorch writes it",
  ],
  [
    "a key twice",
    [0x80, 2, 0x7d, 0x4e, 0x4e, 0x73, 0x4e, 0x4e, 0x73],
    'its pickle sets "(object)" twice, before byte 9, expected a state dict as PyTorch writes it',
  ],
  [
    "attributes of a list",
    [0x80, 2, 0x5d, 0x7d, 0x62],
    "its pickle gives attributes to what is no dict, before byte 5, expected a state dict as PyTorch writes it",
  ],
  [
    "a frame longer than the rest",
    [0x80, 4, 0x95, 9, 0, 0, 0, 0, 0, 0, 0],
    "its pickle has a long frame, before byte 11, expected a state dict as PyTorch writes it",
  ],
  [
    "a name without a newline",
    [0x80, 2, 0x63, 0x61, 0x62],
    "its pickle ends at byte 5, expected at least 6 bytes",
  ],
  [
    "a storage where there are none",
    [0x80, 2, 0x4e, 0x51],
    "its pickle refers to a storage, expected none here",
  ],
  [
    "an OrderedDict of items",
    [0x80, 2, ...op.global("collections", "OrderedDict"), 0x4e, 0x85, 0x52],
    "its pickle makes an OrderedDict of items, expected an empty one",
  ],
];

for (const [what, bytes, message] of refused) {
  Deno.test(`readPickle() refuses ${what}`, () => {
    throws(() => read(bytes), inputError(`Cannot read "x": ${message}`));
  });
}

const foreign: [module: string, name: string][] = [
  ["builtins", "eval"],
  ["os", "system"],
  ["torch", "load"],
  ["torch._utils", "_rebuild_tensor"],
  ["torch.jit", "FloatStorage"],
];

for (const name of foreign) {
  Deno.test(`readPickle() refuses the name ${name.join(".")}`, () => {
    throws(
      () => read(op.protocol(), op.global(...name)),
      inputError(
        `Cannot read "x": its pickle asks for "${
          name.join(".")
        }", expected only tensors and what they are made of`,
      ),
    );
  });
}
