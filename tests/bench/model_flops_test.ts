import { strictEqual } from "node:assert/strict";
import { forwardFlops, trainingFlops } from "../../bench/model_flops.ts";
import { drawLargeBout } from "../../bench/large_bout.ts";

const one = drawLargeBout({
  layers: 1,
  sequences: 2,
  tokens: 4,
  vocabulary: 8,
});
const bout = (layers: number) => ({
  ...one,
  config: { ...one.config, num_hidden_layers: layers },
});

/** Twice the products of a token: 24 h^2 + 4 S h + 4 h b, with h = 1024. */
const token = 24 * 1024 ** 2 + 4 * 4 * 1024 + 4 * 1024 * 64;
const keys = 4 * 1024 ** 2;

Deno.test("forwardFlops() counts all of a block, and of the last one what is read", () => {
  const last = 2 * (4 * keys + token - keys);
  strictEqual(forwardFlops(bout(1)), last);
  strictEqual(forwardFlops(bout(3)), 2 * 2 * 4 * token + last);
});

Deno.test("trainingFlops() leaves out the way back below the lowest adapter", () => {
  const bottleneck = 4 * 1024 * 64;
  strictEqual(trainingFlops(bout(1)), forwardFlops(bout(1)) + 2 * bottleneck);
  const way = forwardFlops(bout(2)) + 2 * 4 * bottleneck;
  strictEqual(trainingFlops(bout(3)), forwardFlops(bout(3)) + way);
});
