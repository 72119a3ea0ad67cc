import { strictEqual, throws } from "node:assert/strict";
import { blockOf } from "../../lib/mix/block_of.ts";

Deno.test("blockOf() reads the names of AdapterHub and of PEFT", () => {
  const names = {
    "encoder.layer.11.output.adapter_down.0.weight": 11,
    "roberta.encoder.layer.3.attention.self.query.loras.a1.lora_A": 3,
    "base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight": 0,
    "bert2.encoder.layer.7.output.adapter_up.bias": 7,
  };
  for (const [name, block] of Object.entries(names)) {
    strictEqual(blockOf(name), block);
  }
});

Deno.test("blockOf() refuses a name without a block", () => {
  throws(() => blockOf("shared.up.weight"), {
    name: "Failure",
    message:
      'Cannot find the block of "shared.up.weight": its name has no number, expected one as in "layer.3"',
  });
});
