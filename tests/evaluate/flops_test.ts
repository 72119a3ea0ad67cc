import { deepStrictEqual } from "node:assert/strict";
import { kinds } from "../../lib/adapter/kinds.ts";
import { mixtureFlops } from "../../lib/evaluate/flops.ts";
import { smallConfig } from "../model/small_model.ts";

/** Two blocks of 4 features, 8 in the feed-forward layer's middle. */
const encoder = {
  ...smallConfig,
  hidden_size: 4,
  intermediate_size: 8,
  num_hidden_layers: 2,
};
const TOKENS = 3;

// First block: 3 tokens in all four projections, scores and sums of 3 x 3.
const ATTENTION = 2 * 4 * 4 * 4 * TOKENS + 2 * 2 * 4 * TOKENS * TOKENS;
const FEED_FORWARD = 2 * 2 * 4 * 8 * TOKENS;
// Last block: keys and values of all tokens, the rest for the first one.
const LAST = 2 * 4 * 4 * (2 + 2 * TOKENS) + 2 * 2 * 4 * TOKENS + 2 * 2 * 4 * 8;

Deno.test("mixtureFlops() of Pfeiffer's shares the first block", () => {
  const adapter = kinds.pfeiffer({ hidden: 4, width: 2 });
  const bottlenecks = 2 * 2 * 4 * 2 * (TOKENS + 1);
  deepStrictEqual(mixtureFlops({ encoder, adapter }, [TOKENS]), {
    shared: ATTENTION + FEED_FORWARD,
    own: bottlenecks + LAST,
  });
});

Deno.test("mixtureFlops() of Houlsby's shares the first attention", () => {
  const adapter = kinds.houlsby({ hidden: 4, width: 2 });
  const bottlenecks = 2 * 2 * 2 * 4 * 2 * (TOKENS + 1);
  deepStrictEqual(mixtureFlops({ encoder, adapter }, [TOKENS]), {
    shared: ATTENTION,
    own: FEED_FORWARD + bottlenecks + LAST,
  });
});

Deno.test("mixtureFlops() of LoRA shares nothing, and adds up over sequences", () => {
  const adapter = kinds.lora({ hidden: 4, width: 2 });
  const maps = 2 * 2 * 4 * 2 * (2 * TOKENS + 1 + TOKENS);
  const one = ATTENTION + FEED_FORWARD + LAST + maps;
  deepStrictEqual(mixtureFlops({ encoder, adapter }, [TOKENS, TOKENS]), {
    shared: 0,
    own: 2 * one,
  });
});

Deno.test("mixtureFlops() of LoRA counts each module by its own rank", () => {
  const place = "encoder.layer.1.attention.self.key";
  const adapter = {
    ...kinds.lora({ hidden: 4, width: 2 }),
    attn_matrices: [],
    modules: { [place]: { r: 3, alpha: 3 } },
  };
  const { shared, own } = mixtureFlops({ encoder, adapter }, [TOKENS]);
  const maps = 2 * 2 * 4 * 3 * TOKENS;
  deepStrictEqual(
    [shared, own],
    [ATTENTION + FEED_FORWARD, LAST + maps],
  );
});
