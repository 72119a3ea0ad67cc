import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../../lib/io/failure.ts";
import { rankOf, shapeOf } from "../../../lib/adapter/peft/shape.ts";
import type { ModuleRank } from "../../../lib/adapter/config.ts";
import { tensor } from "./made_peft.ts";

const at = (block: number, part: string) =>
  `encoder.layer.${block}.attention.self.${part}`;
const shape = (ranks: Record<string, ModuleRank>, chosen = false) =>
  shapeOf(new Map(Object.entries(ranks)), { dropout: 0.1, chosen });
const rank = { r: 2, alpha: 6 };

Deno.test("shapeOf() is AdapterHub's where all blocks have the same projections", () => {
  const config = shape({
    [at(0, "value")]: rank,
    [at(0, "query")]: rank,
    [at(2, "query")]: rank,
    [at(2, "value")]: rank,
  });
  deepStrictEqual(config.attn_matrices, ["q", "v"]);
  deepStrictEqual(config.leave_out, [1]);
  deepStrictEqual([config.r, config.alpha, config.dropout], [2, 6, 0.1]);
  strictEqual(config.modules, undefined);
});

const own: [why: string, ranks: Record<string, ModuleRank>, chosen: boolean][] =
  [
    ["another module", { [at(0, "query")]: rank, "encoder.x": rank }, false],
    [
      "one projection more in a block",
      { [at(0, "query")]: rank, [at(1, "query")]: rank, [at(1, "key")]: rank },
      false,
    ],
    [
      "two ranks",
      { [at(0, "query")]: rank, [at(1, "query")]: { r: 4, alpha: 6 } },
      false,
    ],
    [
      "two alphas",
      { [at(0, "query")]: rank, [at(1, "query")]: { r: 2, alpha: 3 } },
      false,
    ],
    ["chosen blocks", { [at(0, "query")]: rank }, true],
    ["a block of a million", { [at(1e6, "query")]: rank }, false],
  ];

for (const [why, ranks, chosen] of own) {
  Deno.test(`shapeOf() goes module by module for ${why}`, () => {
    const { modules, attn_matrices } = shape(ranks, chosen);
    deepStrictEqual(modules, ranks);
    deepStrictEqual(attn_matrices, []);
  });
}

Deno.test("shapeOf() has the rank and alpha that most modules have", () => {
  const other = { r: 4, alpha: 1 };
  const { r, alpha } = shape({ a: other, b: rank, c: rank });
  deepStrictEqual({ r, alpha }, rank);
});

Deno.test("rankOf() is what the factors share", () => {
  strictEqual(rankOf("q", { A: tensor(2, 4), B: tensor(6, 2) }, "a"), 2);
});

Deno.test("rankOf() refuses factors that do not fit", () => {
  throws(
    () => rankOf("q", { A: tensor(2, 4), B: tensor(6, 3) }, "a"),
    inputError(
      'Cannot use "a": module "q" has lora_A of shape [2,4] and lora_B of shape [6,3], expected [r,ins] and [outs,r]',
    ),
  );
  throws(
    () => rankOf("q", { B: tensor(6, 3) }, "a"),
    inputError(
      'Cannot use "a": module "q" has lora_B alone, expected lora_A with it',
    ),
  );
});
