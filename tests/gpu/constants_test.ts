import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { constants, evaluate, withConstants } from "../../lib/gpu/constants.ts";

Deno.test("constants() reads whole numbers, also those made of others", () => {
  const known = constants(`
const WIDTH = 256u; // threads
const HALF = WIDTH / 2u;
const TILE = 4 * (HALF - 3u) + 1;
  const INNER = 7u;
fn f() { let x = 1u; }
`);
  deepStrictEqual([...known], [["WIDTH", 256], ["HALF", 128], ["TILE", 501]]);
});

Deno.test("constants() leaves out what is no whole number", () => {
  const known = constants(`
const EPS = 1e-5;
const HALF = 0.5;
const NONE = 0xffffffffu;
const MINUS = -1;
const TYPED: u32 = 4u;
const REST = 8u % 3u;
const SHIFTED = 1u << 3u;
const VECTOR = vec4u(1u);
`);
  deepStrictEqual([...known], []);
});

Deno.test("withConstants() replaces a value and what depends on it", () => {
  const code = "const ROWS = 4u; // a tile\nconst SIZE = ROWS * ROWS;\n";
  const changed = withConstants("tile", code, { ROWS: 8 });
  strictEqual(
    changed,
    "const ROWS = 8u; // a tile\nconst SIZE = ROWS * ROWS;\n",
  );
  strictEqual(constants(changed).get("SIZE"), 64);
});

Deno.test("withConstants() throws if the kernel has no such constant", () => {
  throws(
    () => withConstants("tile", "const A = 1u;\nconst B = 2u;\n", { C: 1 }),
    new TypeError(
      'Cannot set constant "C" of kernel "tile": it declares none of that name, expected one of A, B',
    ),
  );
});

for (
  const [text, value] of [
    ["12", 12],
    ["12u", 12],
    ["N", 10],
    ["N - 2 - 3", 5],
    ["2 + N * 3", 32],
    ["(2 + N) * 3", 36],
    ["N / 4u", 2],
    ["N / 4 * 4", 8],
    ["((N))", 10],
  ] as const
) {
  Deno.test(`evaluate() of "${text}" is ${value}`, () => {
    strictEqual(evaluate(text, new Map([["N", 10]]), "tile"), value);
  });
}

for (
  const [text, unknown] of [
    ["M + 1", "M"],
    ["1 +", "its end"],
    ["", "its end"],
    ["(1 + 2", "its end"],
    ["1 + 2)", ")"],
    ["1 2", "2"],
    ["8 % 3", "%"],
    ["1e-5", "1e"],
    ["64, 1", ","],
  ]
) {
  Deno.test(`evaluate() of "${text}" throws`, () => {
    throws(
      () => evaluate(text!, new Map(), "tile"),
      new SyntaxError(
        `Cannot calculate "${text}" in kernel "tile": "${unknown}" is unknown, expected whole numbers, constants, + - * / and brackets`,
      ),
    );
  });
}
