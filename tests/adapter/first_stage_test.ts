import { strictEqual } from "node:assert/strict";
import { firstStage } from "../../lib/adapter/first_stage.ts";
import { smallShape } from "./made_adapter.ts";

Deno.test("firstStage() is the first sublayer or join that a kind changes", () => {
  strictEqual(firstStage(smallShape("lora"), 2), 0);
  strictEqual(firstStage(smallShape("houlsby"), 2), 1);
  strictEqual(firstStage(smallShape("pfeiffer"), 2), 3);
});

Deno.test("firstStage() passes over blocks that are left out", () => {
  strictEqual(firstStage({ ...smallShape("lora"), leave_out: [0] }, 3), 4);
  strictEqual(
    firstStage({ ...smallShape("pfeiffer"), leave_out: [0, 1] }, 3),
    11,
  );
  strictEqual(
    firstStage({ ...smallShape("houlsby"), leave_out: [0, 1] }, 2),
    8,
  );
});
