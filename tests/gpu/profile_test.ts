import { strictEqual } from "node:assert/strict";
import { profileFor } from "../../lib/gpu/profile.ts";

const nvidia = { vendor: "4318", device: "10098", description: "NVIDIA H200" };

for (
  const description of [
    "llvmpipe (LLVM 15.0.6, 256 bits)",
    "lavapipe",
    "SwiftShader Device (Subzero)",
  ]
) {
  Deno.test(`profileFor() of "${description}" is cpu`, () => {
    strictEqual(profileFor({ vendor: "", device: "", description }), "cpu");
    strictEqual(
      profileFor({ vendor: "", device: description, description: "" }),
      "cpu",
    );
  });
}

Deno.test("profileFor() of a GPU is gpu, unless it is a fallback", () => {
  strictEqual(profileFor(nvidia), "gpu");
  strictEqual(profileFor({ ...nvidia, isFallbackAdapter: false }), "gpu");
  strictEqual(profileFor({ ...nvidia, isFallbackAdapter: true }), "cpu");
});
