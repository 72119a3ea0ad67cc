import { rejects, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readTorch } from "../../../lib/io/torch/read_torch.ts";
import { withFile } from "../../text/temporary.ts";

const LEGACY = fileURLToPath(
  new URL("../../fixtures/torch/legacy.bin", import.meta.url),
);
const bytes = await Deno.readFile(LEGACY);

/** The file with a change. */
function changed(change: (copy: Uint8Array) => Uint8Array | void) {
  const copy = bytes.slice();
  return change(copy) ?? copy;
}

async function assertRefused(content: Uint8Array, problem: string) {
  await withFile("x.bin", content, async (path) => {
    await rejects(readTorch(path), (error: Error) => {
      strictEqual(error.message, `Cannot read "${path}": ${problem}`);
      return true;
    });
  });
}

Deno.test("readLegacy() refuses a file that ends early or late", async () => {
  const size = bytes.length;
  await assertRefused(
    bytes.subarray(0, size - 1),
    "its storage at byte 1909 has another length, expected F32 of length 1 as in its pickle",
  );
  await assertRefused(
    changed((copy) => Uint8Array.from([...copy, 0])),
    `its 11 storages end at byte ${size} of ${
      size + 1
    }, expected 11 that fill the file`,
  );
});

Deno.test("readLegacy() refuses a storage of another length than the pickle's", () =>
  assertRefused(
    changed((copy) => {
      copy[1909] = 3;
    }),
    "its storage at byte 1909 has another length, expected F32 of length 1 as in its pickle",
  ));

Deno.test("readLegacy() refuses another magic number", () =>
  assertRefused(
    changed((copy) => {
      copy[4] = 0;
    }),
    "it does not start as a file of PyTorch, expected its magic number",
  ));
