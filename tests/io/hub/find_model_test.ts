import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Failure } from "../../../lib/io/failure.ts";
import { findAdapter, findModel } from "../../../lib/io/hub/find_model.ts";
import { namesIn } from "../temporary_folder.ts";
import { COMMIT, gitHash, sha256, withHub } from "./played_hub.ts";

const MODEL = {
  "README.md": "not wanted",
  "config.json": "{}",
  "model.safetensors": "numbers",
  "pytorch_model.bin": "the same numbers",
  "tokenizer.json": "{}",
  "onnx/config.json": "not wanted",
};

Deno.test("findModel() fetches what it needs of a repository into Python's layout", async () => {
  const large = ["model.safetensors", "pytorch_model.bin"];
  await withHub({ files: MODEL, large }, async ({ hub, shown }) => {
    const found = await findModel("owner/name", hub);
    const folder = `${hub.cache}/models--owner--name`;
    strictEqual(found, `${folder}/snapshots/${COMMIT}`);
    const wanted = ["config.json", "model.safetensors", "tokenizer.json"];
    deepStrictEqual(namesIn(found), wanted);
    const targets = wanted.map((name) => Deno.readLinkSync(`${found}/${name}`));
    deepStrictEqual(targets, [
      `../../blobs/${gitHash("{}")}`,
      `../../blobs/${sha256("numbers")}`,
      `../../blobs/${gitHash("{}")}`,
    ]);
    deepStrictEqual(
      wanted.map((name) => Deno.readTextFileSync(`${found}/${name}`)),
      ["{}", "numbers", "{}"],
    );
    deepStrictEqual(
      namesIn(`${folder}/blobs`),
      [gitHash("{}"), sha256("numbers")].sort(),
    );
    strictEqual(Deno.readTextFileSync(`${folder}/refs/main`), COMMIT);
    strictEqual(shown.length, 1);
    strictEqual(shown[0]!.startsWith("fetch owner/name 100 %  1/1 kB"), true);
  });
});

Deno.test("findModel() asks for names and revisions of every form", async () => {
  await withHub({ files: MODEL }, async ({ hub, asked }) => {
    await findModel("bert-base-uncased", hub);
    await findModel("o/n@v1.0", hub);
    await findModel("o/n@refs/pr/1", hub);
    deepStrictEqual(
      asked.map(({ path }) => path).filter((path) => path.startsWith("/api/")),
      [
        "/api/models/bert-base-uncased/revision/main",
        "/api/models/o/n/revision/v1.0",
        "/api/models/o/n/revision/refs%2Fpr%2F1",
      ],
    );
    const refs = `${hub.cache}/models--o--n/refs`;
    strictEqual(Deno.readTextFileSync(`${refs}/v1.0`), COMMIT);
    strictEqual(Deno.readTextFileSync(`${refs}/refs/pr/1`), COMMIT);
  });
});

Deno.test("findModel() takes a path that is there, and no repository of that name", async () => {
  await withHub({ files: MODEL }, async ({ hub, folder, asked }) => {
    const before = Deno.cwd();
    await Deno.mkdir(`${folder}/owner/name`, { recursive: true });
    Deno.chdir(folder);
    try {
      strictEqual(await findModel("owner/name", hub), "owner/name");
    } finally {
      Deno.chdir(before);
    }
    deepStrictEqual(asked, []);
  });
});

Deno.test("findModel() leaves what can be no repository to its reader", async () => {
  await withHub({ files: MODEL }, async ({ hub, asked }) => {
    for (const path of ["/no/where", "./no", "../no", "a/b/c", "no/", ""]) {
      strictEqual(await findModel(path, hub), path);
    }
    deepStrictEqual(asked, []);
  });
});

Deno.test("findModel() says that neither path nor repository is there", async () => {
  const instead = () =>
    new Response(null, {
      status: 401,
      headers: { "x-error-code": "RepoNotFound" },
    });
  await withHub({ files: MODEL, instead }, async ({ hub }) => {
    await rejects(
      findModel("results/sentimnet", hub),
      new Failure(
        "input",
        `Cannot fetch model "results/sentimnet": neither this machine nor ${hub.endpoint} has it (401), expected a path, or owner/name of a repository`,
      ),
    );
  });
});

Deno.test("findAdapter() fetches an adapter with its head", async () => {
  const files = {
    "adapter_config.json": "{}",
    "head_config.json": "{}",
    "pytorch_adapter.bin": "a",
    "pytorch_model_head.bin": "h",
    "pytorch_embeddings.pt": "not wanted",
  };
  await withHub({ files }, async ({ hub }) => {
    deepStrictEqual(namesIn(await findAdapter("owner/name@v2", hub)), [
      "adapter_config.json",
      "head_config.json",
      "pytorch_adapter.bin",
      "pytorch_model_head.bin",
    ]);
  });
});

Deno.test("findAdapter() takes a name without an owner for a path", async () => {
  await withHub({ files: {} }, async ({ hub, asked }) => {
    strictEqual(await findAdapter("sentiment", hub), "sentiment");
    deepStrictEqual(asked, []);
  });
});
