import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { formatHeader, parseHeader } from "../../lib/io/safetensors_header.ts";

/** Parses a header given as text or as the value that it stands for. */
function parse(header: unknown, size: number) {
  const json = typeof header === "string" ? header : JSON.stringify(header);
  return parseHeader("x", new TextEncoder().encode(json), size);
}

function tensor(dtype: unknown, shape: unknown, data_offsets: unknown) {
  return { dtype, shape, data_offsets };
}

Deno.test("parseHeader() reads tensors in the header's order, and metadata", () => {
  const { entries, metadata } = parse({
    __metadata__: { format: "pt" },
    b: tensor("F32", [2, 3], [4, 28]),
    a: tensor("F16", [], [0, 2]),
    c: tensor("U8", [2], [2, 4]),
    empty: tensor("I64", [0, 5], [28, 28]),
  }, 28);
  deepStrictEqual([...entries], [
    ["b", { dtype: "F32", shape: [2, 3], offsets: [4, 28] }],
    ["a", { dtype: "F16", shape: [], offsets: [0, 2] }],
    ["c", { dtype: "U8", shape: [2], offsets: [2, 4] }],
    ["empty", { dtype: "I64", shape: [0, 5], offsets: [28, 28] }],
  ]);
  deepStrictEqual(metadata, { format: "pt" });
});

Deno.test("parseHeader() reads a header without tensors", () => {
  deepStrictEqual(parse({}, 0), { entries: new Map(), metadata: {} });
});

Deno.test("formatHeader() makes what parseHeader() reads, in steps of 8 bytes", () => {
  for (const name of ["a", "ab", "ü", '"quoted"', "__proto__", "7"]) {
    const entry = { dtype: "F32", shape: [1], offsets: [0, 4] } as const;
    const header = {
      entries: new Map([[name, entry]]),
      metadata: { about: "it" },
    };
    const bytes = formatHeader(header);
    strictEqual(bytes.length % 8, 0);
    deepStrictEqual(parseHeader("x", bytes, 4), header);
  }
});

Deno.test("formatHeader() keeps the order of names that are whole numbers", () => {
  const entry = { dtype: "U8", shape: [0], offsets: [0, 0] } as const;
  const entries = new Map([["b", entry], ["1", entry], ["0", entry]]);
  const text = new TextDecoder().decode(
    formatHeader({ entries, metadata: {} }),
  );
  deepStrictEqual(text.match(/"\w"/g), ['"b"', '"1"', '"0"']);
});

const F32 = tensor("F32", [1], [0, 4]);

/** What is wrong, a header with it, the bytes after it, and the message. */
const hostile: [string, unknown, number, string][] = [
  ["text", "hello", 0, "its header is not JSON, expected a safetensors file"],
  [
    "a list",
    [],
    0,
    "its header is not a JSON object, expected a safetensors file",
  ],
  [
    "one name twice",
    `{"a":${JSON.stringify(F32)},"a":${JSON.stringify(F32)}}`,
    4,
    'its header has "a" twice, expected different names',
  ],
  [
    "metadata that are no texts",
    { __metadata__: { steps: 3 } },
    0,
    'its metadata is {"steps":3}, expected texts by name',
  ],
  [
    "an unknown type",
    { a: tensor("F8_E4M3", [1], [0, 1]) },
    1,
    'tensor "a" is stored as "F8_E4M3", expected one of F64, F32, F16, BF16, I64, U64, I32, U32, I16, U16, I8, U8, BOOL',
  ],
  [
    "a type that every object has",
    { a: tensor("constructor", [1], [0, 1]) },
    1,
    'tensor "a" is stored as "constructor", expected one of F64, F32, F16, BF16, I64, U64, I32, U32, I16, U16, I8, U8, BOOL',
  ],
  [
    "no tensor",
    { a: null },
    0,
    'tensor "a" is stored as missing, expected one of F64, F32, F16, BF16, I64, U64, I32, U32, I16, U16, I8, U8, BOOL',
  ],
  ...[[-1], [1.5], ["1"], 4, [2 ** 60]].map((
    shape,
  ): [string, unknown, number, string] => [
    `shape ${JSON.stringify(shape)}`,
    { a: tensor("F32", shape, [0, 4]) },
    4,
    `tensor "a" has shape ${
      JSON.stringify(shape)
    }, expected whole numbers of at least 0`,
  ]),
  [
    "no offsets",
    { a: { dtype: "F32", shape: [1] } },
    4,
    'tensor "a" has offsets missing, expected two whole numbers of at least 0',
  ],
  [
    "three offsets",
    { a: tensor("F32", [1], [0, 4, 8]) },
    4,
    'tensor "a" has offsets [0,4,8], expected two whole numbers of at least 0',
  ],
  [
    "offsets that go back",
    { a: tensor("F32", [1], [4, 0]) },
    4,
    'tensor "a" takes -4 bytes, expected 4 for F32 of shape [1]',
  ],
  [
    "a shape that is too large for its bytes",
    { a: tensor("F32", [2, 3], [0, 4]) },
    4,
    'tensor "a" takes 4 bytes, expected 24 for F32 of shape [2,3]',
  ],
  [
    "a shape whose product overflows",
    { a: tensor("F32", [2 ** 52, 2 ** 52], [0, 4]) },
    4,
    'tensor "a" takes 4 bytes, expected 8.112963841460668e+31 for F32 of shape [4503599627370496,4503599627370496]',
  ],
  [
    "an overlap",
    { a: tensor("F32", [2], [0, 8]), b: tensor("F32", [1], [4, 8]) },
    8,
    'tensor "b" starts at byte 4, expected byte 8 where the one before it ends',
  ],
  [
    "a hole",
    { a: F32, b: tensor("F32", [1], [8, 12]) },
    12,
    'tensor "b" starts at byte 8, expected byte 4 where the one before it ends',
  ],
  [
    "a tensor beyond the file",
    { a: tensor("F32", [2], [0, 8]) },
    4,
    "its tensors end at byte 8, expected byte 4 where the file ends",
  ],
  [
    "bytes that belong to no tensor",
    { a: F32 },
    6,
    "its tensors end at byte 4, expected byte 6 where the file ends",
  ],
];

for (const [what, header, size, message] of hostile) {
  Deno.test(`parseHeader() refuses ${what}`, () => {
    throws(() => parse(header, size), {
      name: "Failure",
      kind: "input",
      message: `Cannot read "x": ${message}`,
    });
  });
}

Deno.test("parseHeader() refuses bytes that are not UTF-8", () => {
  throws(() => parseHeader("x", new Uint8Array([0x7b, 0xff, 0x7d]), 0), {
    kind: "input",
    message:
      'Cannot read "x": its header is not JSON, expected a safetensors file',
  });
});
