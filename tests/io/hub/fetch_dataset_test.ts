import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../../lib/io/failure.ts";
import { fetchDataset } from "../../../lib/io/hub/fetch_dataset.ts";
import { namesIn } from "../temporary_folder.ts";
import { COMMIT, withHub } from "./played_hub.ts";

const FILES = {
  "README.md": "not wanted",
  "mrpc/train-00000-of-00001.parquet": "m",
  "rte/test.tsv": "t",
};

Deno.test("fetchDataset() fetches the tables of a data set", async () => {
  await withHub({ files: FILES }, async ({ hub, asked }) => {
    const found = await fetchDataset("nyu-mll/glue", { hub });
    strictEqual(
      found,
      `${hub.cache}/datasets--nyu-mll--glue/snapshots/${COMMIT}`,
    );
    deepStrictEqual(namesIn(found), ["mrpc", "rte"]);
    deepStrictEqual(asked.map(({ path }) => path.split("/resolve/")[0]), [
      "/api/datasets/nyu-mll/glue/revision/main",
      ...Array(4).fill("/datasets/nyu-mll/glue"),
    ]);
  });
});

Deno.test("fetchDataset() fetches what matches of a revision", async () => {
  await withHub({ files: FILES }, async ({ hub, asked }) => {
    const revision = "refs/convert/parquet";
    const pattern = /^rte\//;
    const found = await fetchDataset("imdb", { hub, revision, pattern });
    deepStrictEqual(namesIn(found), ["rte"]);
    strictEqual(
      asked[0]!.path,
      "/api/datasets/imdb/revision/refs%2Fconvert%2Fparquet",
    );
  });
});

Deno.test("fetchDataset() says that nothing matches", async () => {
  await withHub({ files: FILES }, async ({ hub }) => {
    await rejects(
      fetchDataset("o/n", { hub, pattern: /\.csv$/ }),
      inputError(
        'Cannot use data set "o/n": it has no file like /\\.csv$/, expected one',
      ),
    );
  });
});

Deno.test("fetchDataset() refuses what is no repository's name", async () => {
  await rejects(
    fetchDataset("../glue", { revision: "v1" }),
    inputError(
      'Cannot fetch data set "../glue@v1": it is no repository\'s name, expected owner/name or owner/name@revision',
    ),
  );
});
