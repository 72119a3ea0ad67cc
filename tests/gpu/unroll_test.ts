import { strictEqual, throws } from "node:assert/strict";
import { unroll } from "../../lib/gpu/unroll.ts";

/** The text without its line ends and indents. */
const flat = (code: string) => code.replace(/\s*\n\s*/g, "");

Deno.test("unroll() writes a marked loop out", () => {
  const code = `before();
// unroll
for (var i = 0u; i < 3u; i++) {
  sum += a[i];
}
after();`;
  strictEqual(
    flat(unroll("tile", code)),
    "before();{sum += a[0u];}{sum += a[1u];}{sum += a[2u];}after();",
  );
});

Deno.test("unroll() leaves other loops alone", () => {
  const code = "for (var i = 0u; i < 3u; i++) {\n  sum += a[i];\n}\n";
  strictEqual(unroll("tile", code), code);
});

Deno.test("unroll() takes steps and constant expressions", () => {
  const code = `const ROWS = 2u;
const LAST = ROWS * 4u;
// unroll
for (var k = ROWS; k < LAST - 1u; k += ROWS + 1u) {
  f(k);
}`;
  strictEqual(
    flat(unroll("tile", code)).replace(/^.*4u;/, ""),
    "{f(2u);}{f(5u);}",
  );
});

Deno.test("unroll() of a loop without a turn leaves nothing", () => {
  const code = "// unroll\nfor (var i = 3u; i < 3u; i++) {\n  f(i);\n}\n";
  strictEqual(flat(unroll("tile", code)), "");
});

Deno.test("unroll() writes nested loops out, also with bounds of the outer", () => {
  const code = `// unroll
for (var i = 0u; i < 2u; i++) {
  // unroll
  for (var j = i; j < 2u; j++) {
    f(i, j);
  }
  g(i);
}`;
  strictEqual(
    flat(unroll("tile", code)),
    "{{f(0u, 0u);}{f(0u, 1u);}g(0u);}{{f(1u, 1u);}g(1u);}",
  );
});

Deno.test("unroll() keeps a loop that only runs inside of a marked one", () => {
  const code = `// unroll
for (var i = 0u; i < 2u; i++) {
  for (var k = 0u; k < size; k++) { f(i, k); }
}`;
  strictEqual(
    flat(unroll("tile", code)),
    "{for (var k = 0u; k < size; k++) { f(0u, k); }}" +
      "{for (var k = 0u; k < size; k++) { f(1u, k); }}",
  );
});

Deno.test("unroll() replaces whole names only", () => {
  const code = `// unroll
for (var i = 0u; i < 1u; i++) {
  id[i] = ii + i_last + i;
}`;
  strictEqual(flat(unroll("tile", code)), "{id[0u] = ii + i_last + 0u;}");
});

Deno.test("unroll() throws if the bounds are not constant", () => {
  throws(
    () => unroll("tile", "// unroll\nfor (var i = 0u; i < size; i++) {\n}\n"),
    new SyntaxError(
      'Cannot calculate "size" in kernel "tile": "size" is unknown, expected whole numbers, constants, + - * / and brackets',
    ),
  );
});

Deno.test("unroll() throws if the marked line is no such loop", () => {
  throws(
    () => unroll("tile", "// unroll\n  while (more) {\n  }\n"),
    new SyntaxError(
      'Cannot unroll "while (more) {" in kernel "tile": it is no loop between constants, expected "for (var i = 0u; i < N; i++) {"',
    ),
  );
});

Deno.test("unroll() throws if an inner loop hides the variable", () => {
  const code = `// unroll
for (var i = 0u; i < 2u; i++) {
  // unroll
  for (var i = 0u; i < 2u; i++) {
    f(i);
  }
}`;
  throws(
    () => unroll("tile", code),
    new SyntaxError(
      'Cannot unroll "for (var 0u = 0u; 0u < 2u; 0u++) {" in kernel "tile": it is no loop between constants, expected "for (var i = 0u; i < N; i++) {"',
    ),
  );
});

for (const jump of ["break", "continue"]) {
  Deno.test(`unroll() throws if the body has "${jump}"`, () => {
    const loop = "for (var i = 0u; i < 2u; i++) {";
    throws(
      () => unroll("tile", `// unroll\n${loop}\n  if (done) { ${jump}; }\n}\n`),
      new SyntaxError(
        `Cannot unroll "${loop}" in kernel "tile": its body has "${jump}", expected none`,
      ),
    );
  });
}
