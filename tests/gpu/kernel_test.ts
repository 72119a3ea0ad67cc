import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { kernel, variants } from "../../lib/gpu/kernel.ts";

const fragment = "const WIDTH = 4u * 16u;\n";
const source = `
const TILE = 2u;

struct Params {
  rows: u32, // how many, that is: at least one
  eps: f32
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(7) var<storage, read_write> out: array<vec4f>;

@compute @workgroup_size(WIDTH)
fn forward(@builtin(global_invocation_id) id: vec3u) {
  // unroll
  for (var i = 0u; i < TILE; i++) { out[i] = vec4f(x[i]); }
}

@compute @workgroup_size(8)
fn backward_x(@builtin(global_invocation_id) id: vec3u) {}
`;

Deno.test("kernel() reads its interface from the text", () => {
  const read = kernel("tile", fragment, source);
  strictEqual(read.name, "tile");
  deepStrictEqual([...read.bindings], [["x", 1], ["out", 7]]);
  deepStrictEqual([...read.written], ["out"]);
  deepStrictEqual(read.params, [["rows", "u32"], ["eps", "f32"]]);
  deepStrictEqual([...read.entries], [["forward", 64], ["backward_x", 8]]);
});

Deno.test("kernel() joins its fragments and writes marked loops out", () => {
  const { code } = kernel("tile", fragment, source);
  strictEqual(code.startsWith(fragment), true);
  strictEqual(code.includes("out[1u] = vec4f(x[1u]);"), true);
  strictEqual(code.includes("i < TILE"), false);
});

Deno.test("kernel() without Params has no parameters", () => {
  const read = kernel("bare", "@compute @workgroup_size(1)\nfn run() {}\n");
  deepStrictEqual(read.params, []);
  deepStrictEqual([...read.bindings], []);
});

for (const type of ["vec4f", "array<f32, 4>", "i32"]) {
  Deno.test(`kernel() throws at a parameter of type ${type}`, () => {
    throws(
      () => kernel("tile", source.replace("eps: f32", `eps: ${type}`)),
      new SyntaxError(
        `Cannot read kernel "tile": Params.eps is ${
          type.split(",")[0]
        }, expected u32 or f32`,
      ),
    );
  });
}

Deno.test("kernel() throws if there is no entry point", () => {
  throws(
    () => kernel("tile", fragment),
    new SyntaxError(
      'Cannot read kernel "tile": it declares no entry point, expected a line "@compute @workgroup_size(N)"',
    ),
  );
});

Deno.test("kernel() throws if a workgroup's width is no constant", () => {
  throws(
    () => kernel("tile", source), // without the fragment that declares WIDTH
    new SyntaxError(
      'Cannot calculate "WIDTH" in kernel "tile": "WIDTH" is unknown, expected whole numbers, constants, + - * / and brackets',
    ),
  );
});

Deno.test("variants() makes each kernel once, whatever the order of names", () => {
  const tile = variants<"TILE" | "WIDTH">("tile", fragment, source);
  const first = tile({ TILE: 3, WIDTH: 32 });
  strictEqual(tile({ TILE: 3, WIDTH: 32 }), first);
  strictEqual(tile({ WIDTH: 32, TILE: 3 }), first);
  strictEqual(tile({ TILE: 4, WIDTH: 32 }) === first, false);
});

Deno.test("variants() sets constants, widths and loops with them", () => {
  const three = variants<"TILE" | "WIDTH">("tile", fragment, source)({
    TILE: 3,
    WIDTH: 32,
  });
  strictEqual(three.name, "tile TILE=3 WIDTH=32");
  strictEqual(three.entries.get("forward"), 32);
  strictEqual(three.code.includes("out[2u] = vec4f(x[2u]);"), true);
});

Deno.test("variants() throws if the kernel has no such constant", () => {
  throws(
    () => variants("tile", fragment, source)({ ROWS: 1 }),
    new TypeError(
      'Cannot set constant "ROWS" of kernel "tile": it declares none of that name, expected one of WIDTH, TILE',
    ),
  );
});

Deno.test("kernel() knows the types of numbers in its storage variables", () => {
  const { types } = kernel("tile", fragment, source);
  deepStrictEqual([...types], [["x", "f32"], ["out", "f32"]]);
});

Deno.test("variants() makes a form of f16 beside that of f32, each once", () => {
  const half = source.replace("const TILE", "alias Stored = f32;\nconst TILE")
    .replace("x: array<f32>", "x: array<Stored>");
  const tile = variants<"TILE">("tile", fragment, half);
  const [narrow, wide] = [tile({ TILE: 3 }, "f16"), tile({ TILE: 3 })];
  strictEqual(tile({ TILE: 3 }, "f16"), narrow);
  strictEqual(tile({ TILE: 3 }, "f32"), wide);
  deepStrictEqual([narrow.name, wide.name], ["tile TILE=3 f16", "tile TILE=3"]);
  deepStrictEqual([...narrow.types], [["x", "f16"], ["out", "f32"]]);
  deepStrictEqual([...wide.types], [["x", "f32"], ["out", "f32"]]);
});
