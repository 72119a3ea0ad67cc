import { strictEqual, throws } from "node:assert/strict";
import { workgroups } from "../../lib/gpu/dispatch.ts";
import { affine } from "./affine.ts";

const none = { params: {}, bind: {} };

Deno.test("workgroups() covers all threads, up to what devices allow", () => {
  const of = (threads: number) =>
    workgroups(affine, "step", { ...none, threads });
  strictEqual(of(0), 0);
  strictEqual(of(1), 1);
  strictEqual(of(64), 1);
  strictEqual(of(65), 2);
  strictEqual(of(2 ** 30), 65535);
});

Deno.test("workgroups() takes a count as it is, or starts one", () => {
  strictEqual(workgroups(affine, "step", { ...none, groups: 5 }), 5);
  strictEqual(workgroups(affine, "step", { ...none, groups: 1e6 }), 65535);
  strictEqual(workgroups(affine, "step", none), 1);
});

Deno.test("workgroups() throws at an entry point that the kernel lacks", () => {
  throws(
    () => workgroups(affine, "steps", none),
    new TypeError(
      'Cannot run "affine.steps": "steps" is no entry point of the kernel, expected one of step, subtract',
    ),
  );
});
