import { ok, strictEqual } from "node:assert/strict";
import { elementForms } from "../../lib/ops/elements.ts";

const SOURCE = `
const SIGN = 0u;
struct Params {
  cols: u32,
}
@compute @workgroup_size(64)
fn forward() {}
`;

Deno.test("elementForms() takes vectors of four where rows divide by four", () => {
  const formOf = elementForms<"SIGN">("example", SOURCE);
  const [odd, whole] = [formOf(6), formOf(8)];
  strictEqual(odd.cols, 6);
  strictEqual(whole.cols, 2);
  ok(odd.wgsl({ SIGN: 1 }).code.includes("alias Element = f32;"));
  ok(whole.wgsl({ SIGN: 1 }).code.includes("alias Element = vec4f;"));
  ok(whole.wgsl({ SIGN: 1 }).code.includes("const SIGN = 1u;"));
});

Deno.test("elementForms() makes each form once", () => {
  const formOf = elementForms("example", SOURCE);
  strictEqual(formOf(4).wgsl({}), formOf(8).wgsl({}));
});
