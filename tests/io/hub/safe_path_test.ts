import { strictEqual } from "node:assert/strict";
import { isSafePath } from "../../../lib/io/hub/safe_path.ts";

Deno.test("isSafePath() accepts names of files, also in folders", () => {
  for (const path of ["a", "a/b.c", ".gitattributes", "...", "ä b/c", "a..b"]) {
    strictEqual(isSafePath(path), true, path);
  }
});

Deno.test("isSafePath() refuses what leads out of a folder on any system", () => {
  for (
    const path of [
      "",
      ".",
      "..",
      "../a",
      "a/..",
      "a/../b",
      "/a",
      "a/",
      "a//b",
      "a\\b",
      "C:a",
      "a:stream",
      "a\0b",
      "a\nb",
      "a/".repeat(600) + "a",
    ]
  ) {
    strictEqual(isSafePath(path), false, JSON.stringify(path));
  }
});
