import { strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { type AskedKind, startKind } from "../../lib/train/start_kind.ts";
import { smallShape } from "../adapter/made_adapter.ts";

/** Options of which only these are given. */
const asked = (options: Partial<AskedKind>): AskedKind => ({
  adapter: undefined,
  adapterInit: "a/x",
  width: undefined,
  rank: undefined,
  alpha: undefined,
  ...options,
});

const lora = { config: smallShape("lora") };

Deno.test("startKind() is what is asked for, pfeiffer if nothing is", () => {
  strictEqual(startKind(asked({})), "pfeiffer");
  strictEqual(startKind(asked({ adapter: "none" })), "none");
  strictEqual(startKind(asked({ adapter: "lora", rank: 2 })), "lora");
});

Deno.test("startKind() is that of the adapter to start from, if there is one", () => {
  strictEqual(startKind(asked({}), lora), "lora");
  strictEqual(startKind(asked({ adapter: "lora" }), lora), "lora");
  strictEqual(startKind(asked({}), {}), "none");
});

Deno.test("startKind() refuses another kind than that of the adapter to start from", () => {
  throws(
    () => startKind(asked({ adapter: "houlsby" }), lora),
    inputError(
      'Cannot use --adapter houlsby with --adapter-init "a/x": that is of the kind lora, expected --adapter lora or no --adapter',
    ),
  );
  throws(
    () => startKind(asked({ adapter: "pfeiffer" }), {}),
    inputError(
      'Cannot use --adapter pfeiffer with --adapter-init "a/x": that holds a head alone, expected --adapter none or no --adapter',
    ),
  );
});

for (const name of ["width", "rank", "alpha"] as const) {
  Deno.test(`startKind() refuses --${name} beside an adapter to start from`, () => {
    throws(
      () => startKind(asked({ [name]: 8 }), lora),
      inputError(
        `Cannot use --${name} with --adapter-init "a/x": that has a shape of its own, expected no --${name}`,
      ),
    );
  });
}
