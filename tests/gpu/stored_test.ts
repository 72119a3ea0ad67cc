import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { storedTypes, withHalves } from "../../lib/gpu/stored.ts";

const code = `// A kernel.
alias Stored = f32; // f16 where tensors hold that
alias Pair = vec2<Stored>;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4<Stored>>; // or more
@group(0) @binding(2) var<storage, read> pairs: array<Pair>;
@group(0) @binding(3) var<storage, read> rows: array<vec3u>;
@group(0) @binding(4) var<storage, read_write> counts: array<atomic<u32>>;
@group(0) @binding(5) var<storage, read_write> sums: array<f32>;
@group(0) @binding(6) var<storage, read_write> norms: array<vec4f>;
`;

Deno.test("storedTypes() looks through vectors, atomics and aliases", () => {
  deepStrictEqual([...storedTypes("k", code)], [
    ["x", "f32"],
    ["pairs", "f32"],
    ["rows", "u32"],
    ["counts", "u32"],
    ["sums", "f32"],
    ["norms", "f32"],
  ]);
});

Deno.test("withHalves() changes what is called Stored, and nothing else", () => {
  const half = withHalves("k", code);
  strictEqual(half.startsWith("enable f16;\n"), true);
  const types = storedTypes("k", half);
  deepStrictEqual([types.get("x"), types.get("pairs")], ["f16", "f16"]);
  deepStrictEqual([types.get("sums"), types.get("norms")], ["f32", "f32"]);
});

Deno.test("withHalves() throws if nothing is called Stored", () => {
  throws(
    () => withHalves("tally", "struct Params {}\n"),
    new TypeError(
      'Cannot run "tally" on f16: it declares no "alias Stored", expected tensors of f32',
    ),
  );
});

for (const type of ["i32", "vec4<i32>", "Cell", "bool"]) {
  Deno.test(`storedTypes() throws at numbers of type ${type}`, () => {
    throws(
      () => storedTypes("k", `var<storage, read> x: array<${type}>;\n`),
      new SyntaxError(
        `Cannot read kernel "k": "x" holds ${type}, expected f32, f16, u32 or vectors of them`,
      ),
    );
  });
}
