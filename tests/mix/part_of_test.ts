import { deepStrictEqual } from "node:assert/strict";
import { partings, partOf } from "../../lib/mix/part_of.ts";

const parts = (name: string) => partings.map((by) => partOf(name, by));

Deno.test("partOf() takes bottlenecks apart", () => {
  const up = "encoder.layer.3.output.adapter_up.bias";
  deepStrictEqual(parts(up), ["all", "block 3", "bias", "output", up]);
  const down = "encoder.layer.11.attention.output.adapter_down.0.weight";
  deepStrictEqual(parts(down), [
    ...["all", "block 11", "down", "attention.output"],
    down,
  ]);
});

Deno.test("partOf() takes LoRAs of any model apart", () => {
  const own = "encoder.layer.0.attention.self.query.lora_A";
  deepStrictEqual(parts(own), ["all", "block 0", "A", "query", own]);
  const other = "model.layers.7.self_attn.v_proj.lora_B.weight";
  deepStrictEqual(parts(other), ["all", "block 7", "B", "v_proj", other]);
});

Deno.test("partOf() has a kind for whatever else there is", () => {
  deepStrictEqual(partOf("layer.0.gate", "kind"), "other");
});
