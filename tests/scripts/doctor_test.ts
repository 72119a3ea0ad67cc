import { ok, strictEqual } from "node:assert/strict";
import { run } from "./command.ts";

Deno.test("doctor finds every kernel right", async () => {
  const { code, stdout, stderr } = await run("doctor", []);
  strictEqual(code, 0, stderr);
  const kernels = [...Deno.readDirSync("kernels")]
    .map(({ name }) => name.replace(".wgsl", ""))
    .filter((name) => !name.startsWith("_"));
  for (const name of kernels) {
    ok(new RegExp(`^kernel +${name} +right `, "m").test(stderr), name);
  }
  strictEqual(JSON.parse(stdout).kernels, kernels.length);
});
