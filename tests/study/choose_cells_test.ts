import {
  deepStrictEqual,
  notDeepStrictEqual,
  ok,
  strictEqual,
  throws,
} from "node:assert/strict";
import { allCells, chooseCells } from "../../lib/study/choose_cells.ts";

const names = (n: number) => Array.from({ length: n }, (_, i) => `d${i}`);

Deno.test("allCells() has each subset with each of its members as target", () => {
  deepStrictEqual(allCells(["a", "b"]), [
    { mixed: "a", target: "a" },
    { mixed: "a+b", target: "a" },
    { mixed: "b", target: "b" },
    { mixed: "a+b", target: "b" },
  ]);
});

Deno.test("allCells() of n names are n times 2^(n-1), all different", () => {
  for (const [n, cells] of [[1, 1], [3, 12], [5, 80], [13, 53_248]] as const) {
    const found = allCells(names(n))
      .map(({ mixed, target }) => `${mixed}:${target}`);
    strictEqual(found.length, cells);
    strictEqual(new Set(found).size, cells);
  }
});

Deno.test("chooseCells() draws so many of each size, and never drops singles, pairs and the full set", () => {
  const cells = chooseCells(names(13), { perSize: 20, seed: 1 });
  for (const target of names(13)) {
    const sizes = cells.filter((cell) => cell.target === target)
      .map(({ mixed }) => mixed.split("+").length);
    const count = (k: number) => sizes.filter((size) => size === k).length;
    deepStrictEqual(
      names(13).map((_, i) => count(i + 1)),
      [1, 12, ...Array(9).fill(20), 12, 1],
    );
  }
  ok(cells.every(({ mixed, target }) => mixed.split("+").includes(target)));
  strictEqual(
    new Set(cells.map((cell) => JSON.stringify(cell))).size,
    cells.length,
  );
});

Deno.test("chooseCells() draws the same by the same seed only", () => {
  const draw = (seed: number) => chooseCells(names(7), { perSize: 3, seed });
  deepStrictEqual(draw(1), draw(1));
  notDeepStrictEqual(draw(1), draw(2));
});

Deno.test("chooseCells() draws of one target the same whatever the others are", () => {
  const options = { perSize: 3, seed: 1 };
  const all = chooseCells(names(7), options);
  deepStrictEqual(
    chooseCells(names(7), { ...options, targets: ["d4"] }),
    all.filter(({ target }) => target === "d4"),
  );
});

Deno.test("chooseCells() refuses a target without an adapter", () => {
  throws(
    () => chooseCells(["a", "b"], { targets: ["c"], perSize: 0, seed: 1 }),
    new RangeError(
      'Cannot choose items with "c": it is not among them, expected one of a, b',
    ),
  );
});
