import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { Failure, inputError } from "../../../lib/io/failure.ts";
import { findAdapter, findModel } from "../../../lib/io/hub/find_model.ts";
import { inFolder } from "../current_folder.ts";
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
    await Deno.mkdir(`${folder}/owner/name`, { recursive: true });
    await inFolder(folder, async () => {
      strictEqual(await findModel("owner/name", hub), "owner/name");
    });
    deepStrictEqual(asked, []);
  });
});

Deno.test("findModel() asks nobody for a path into a folder that is there", async () => {
  await withHub({ files: MODEL }, async ({ hub, folder, asked }) => {
    await Deno.mkdir(`${folder}/owner`);
    await inFolder(folder, async () => {
      await rejects(
        findModel("owner/nmae", hub),
        inputError(
          'Cannot find model "owner/nmae": there is no such directory in "owner", expected one that is there, or "owner/nmae@main" for the Hub\'s',
        ),
      );
      await rejects(findAdapter("owner/nmae", hub), {
        message: /^Cannot find adapter "owner\/nmae": there is no such /,
      });
      deepStrictEqual(asked, []);
      await findModel("owner/name@main", hub);
      ok(asked.length > 0);
    });
  });
});

Deno.test("findAdapter() and findModel() tell of a training that is not finished", async () => {
  await withHub({ files: {} }, async ({ hub, folder, asked }) => {
    await Deno.mkdir(`${folder}/results`);
    for (const state of [".own.state", "results/.own.state"]) {
      await Deno.writeTextFile(`${folder}/${state}`, "");
    }
    await inFolder(folder, async () => {
      for (const path of ["own", "./own", "results/own", `${folder}/own`]) {
        const stopped =
          `"${path}": its training is not finished, expected it to be (train --resume goes on, as does its study if started again)`;
        await rejects(
          findAdapter(path, hub),
          inputError(`Cannot find adapter ${stopped}`),
        );
        await rejects(
          findModel(path, hub),
          inputError(`Cannot find model ${stopped}`),
        );
      }
    });
    deepStrictEqual(asked, []);
  });
});

Deno.test("findModel() and findAdapter() say that there is no directory where no hub can be reached", async () => {
  await withHub({ files: {} }, async ({ hub }) => {
    const none = { ...hub, offline: true };
    for (
      const [find, what] of [
        [findModel, "model"],
        [findAdapter, "adapter"],
      ] as const
    ) {
      await rejects(
        find("no/sentimnet", none),
        new Failure(
          "offline",
          `Cannot find ${what} "no/sentimnet": there is no such directory, and to fetch it failed (Cannot fetch ${what} "no/sentimnet" offline: its commit of revision "main" is not in the cache at "${hub.cache}/models--no--sentimnet/refs/main", expected it there, or the offline mode switched off), expected a path, or owner/name of a repository`,
        ),
      );
    }
  });
});

Deno.test("findModel() finds the embedded model from every folder", async () => {
  await withHub({ files: {} }, async ({ hub, folder, asked }) => {
    const embedded = Deno.realPathSync("data/tiny");
    strictEqual(await findModel("data/tiny", hub), "data/tiny");
    await inFolder(folder, async () => {
      strictEqual(await findModel("data/tiny", hub), embedded);
    });
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
      findModel("no/sentimnet", hub),
      new Failure(
        "input",
        `Cannot fetch model "no/sentimnet": neither this machine nor ${hub.endpoint} has it (401), expected a path, or owner/name of a repository`,
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
