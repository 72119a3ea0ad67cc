import { strictEqual } from "node:assert/strict";
import { missingShard } from "../../../lib/io/hub/missing_shard.ts";

Deno.test("missingShard() finds nothing missing of whole files", () => {
  strictEqual(missingShard([]), undefined);
  strictEqual(
    missingShard([
      "a.csv",
      "model-00001-of-00002.safetensors",
      "model-00002-of-00002.safetensors",
      "b/train-00000-of-00002.parquet",
      "b/train-00001-of-00002.parquet",
      "b/test-00000-of-00001.parquet",
    ]),
    undefined,
  );
});

Deno.test("missingShard() names a part that is not there", () => {
  strictEqual(
    missingShard([
      "model-00001-of-00003.safetensors",
      "model-00003-of-00003.safetensors",
    ]),
    "model-00002-of-00003.safetensors",
  );
  strictEqual(
    missingShard(["train-00000-of-00002.parquet"]),
    "train-00001-of-00002.parquet",
  );
  strictEqual(
    missingShard(["train-00002-of-99999.parquet"]),
    "train-00000-of-99999.parquet",
  );
});

Deno.test("missingShard() tells files and folders apart", () => {
  strictEqual(
    missingShard([
      "a/train-00000-of-00002.parquet",
      "b/train-00001-of-00002.parquet",
    ]),
    "a/train-00001-of-00002.parquet",
  );
});
