import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { bottleneckWidth, isLora } from "../../lib/adapter/config.ts";
import {
  kindNames,
  kindOf,
  kinds,
  usualWidth,
} from "../../lib/adapter/kinds.ts";

/** `BnConfig` of AdapterHub adapters 1.2.0, as far as it changes a bottleneck. */
const bottleneck = {
  adapter_residual_before_ln: false,
  cross_adapter: false,
  dropout: 0,
  init_weights: "bert",
  inv_adapter: null,
  inv_adapter_reduction_factor: null,
  is_parallel: false,
  leave_out: [],
  ln_after: false,
  ln_before: false,
  original_ln_after: true,
  output_adapter: true,
  phm_layer: false,
  reduction_factor: 16,
  residual_before_ln: true,
  scaling: 1,
  stochastic_depth: 0,
  use_gating: false,
};

Deno.test("kinds.pfeiffer() is AdapterHub's SeqBnConfig", () => {
  deepStrictEqual(kinds.pfeiffer({ hidden: 1024, width: 64 }), {
    ...bottleneck,
    mh_adapter: false,
    non_linearity: "relu",
    original_ln_before: true,
  });
});

Deno.test("kinds.houlsby() is AdapterHub's DoubleSeqBnConfig", () => {
  deepStrictEqual(kinds.houlsby({ hidden: 1024, width: 64 }), {
    ...bottleneck,
    mh_adapter: true,
    non_linearity: "swish",
    original_ln_before: false,
  });
});

Deno.test("kinds.parallel() is AdapterHub's ParBnConfig", () => {
  deepStrictEqual(kinds.parallel({ hidden: 1024, width: 512 }), {
    ...bottleneck,
    init_weights: "mam_adapter",
    is_parallel: true,
    mh_adapter: false,
    non_linearity: "relu",
    original_ln_before: false,
    reduction_factor: 2,
    scaling: 4,
  });
});

Deno.test("usualWidth() is the preset's, rounded up", () => {
  strictEqual(usualWidth("pfeiffer", 768), 48);
  strictEqual(usualWidth("houlsby", 40), 3);
  strictEqual(usualWidth("parallel", 768), 384);
});

Deno.test("kinds.lora() is AdapterHub's LoRAConfig", () => {
  deepStrictEqual(kinds.lora({ hidden: 1024, width: 8 }), {
    alpha: 8,
    architecture: "lora",
    attn_matrices: ["q", "v"],
    composition_mode: "add",
    dropout: 0,
    init_weights: "lora",
    intermediate_lora: false,
    leave_out: [],
    output_lora: false,
    r: 8,
    selfattn_lora: true,
    use_dora: false,
    use_gating: false,
    vera_b: null,
    vera_d: null,
  });
});

Deno.test("kinds.lora() takes rank and alpha", () => {
  const config = kinds.lora({ hidden: 1024, width: 4, alpha: 16 });
  deepStrictEqual([config.r, config.alpha], [4, 16]);
});

Deno.test("kinds give every bottleneck exactly the width that is asked for", () => {
  for (const hidden of [32, 64, 768]) {
    for (let width = 1; width <= hidden; width++) {
      const config = kinds.pfeiffer({ hidden, width });
      strictEqual(bottleneckWidth(config, hidden, 0), width);
    }
  }
});

Deno.test("kindOf() names the kind that a configuration was made by", () => {
  for (const name of kindNames) {
    const config = kinds[name]({ hidden: 64, width: 4 });
    strictEqual(kindOf(config), name);
    strictEqual(isLora(config), name === "lora");
  }
});
