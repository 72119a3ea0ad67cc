import { deepStrictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { modelDigest } from "../../lib/model/model_digest.ts";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import { expectAlike } from "../../lib/adapter/alike.ts";
import {
  baseMetadata,
  expectBase,
  expectOneBase,
  sharedBase,
} from "../../lib/adapter/base_model.ts";
import { expectFitting } from "../../lib/adapter/fitting.ts";
import { smallConfig, smallWeights } from "../model/small_model.ts";
import { smallAdapter, smallCheckpoint } from "./made_adapter.ts";

const silent = smallAdapter("pfeiffer");

/** The adapter as if it had been trained over a model. */
const over = (base_model_digest: string): Adapter => ({
  ...silent,
  metadata: { ...silent.metadata, base_model_digest },
});

/** A model of the same name and shape with other weights. */
const replaced = {
  ...smallCheckpoint,
  weights: smallWeights(smallConfig, 2),
};

Deno.test("an adapter fits the model that its files name by a digest, and no other", () => {
  const { base_model_digest: digest } = baseMetadata(smallCheckpoint);
  const adapter = over(digest);
  for (const expect of [expectBase, expectFitting]) {
    expect(adapter, smallCheckpoint, "a/rct");
    expect(silent, replaced, "a/rct");
    throws(
      () => expect(adapter, replaced, "a/rct"),
      inputError(
        `Cannot use adapter "a/rct" with "models/small": it was trained over "models/small" of digest ${digest}, expected the weights of that one, not those of digest ${
          modelDigest(replaced)
        }`,
      ),
    );
  }
});

Deno.test("adapters over two models are not mixed; those that do not tell are", () => {
  const sources = ["a/x", "a/y", "a/z"];
  for (const expect of [expectOneBase, expectAlike]) {
    expect([silent, over("1"), over("1")], sources);
    expect([silent, over("1"), silent], sources);
    throws(
      () => expect([silent, over("1"), over("2")], sources),
      inputError(
        'Cannot mix "a/y" and "a/z": the second was trained over "models/small" of digest 2, expected "models/small" of digest 1',
      ),
    );
    throws(() => expect([over("1"), over("2")], sources, { verb: "compare" }), {
      name: "Failure",
      message:
        /^Cannot compare "a\/x" and "a\/y": the second was trained over /,
    });
  }
});

Deno.test("sharedBase() is what the first that tells says", () => {
  deepStrictEqual(sharedBase([silent, over("1")]), { base_model_digest: "1" });
  deepStrictEqual(sharedBase([silent]), {});
});
