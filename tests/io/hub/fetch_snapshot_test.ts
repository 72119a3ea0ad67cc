import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Failure, inputError } from "../../../lib/io/failure.ts";
import { fetchSnapshot } from "../../../lib/io/hub/fetch_snapshot.ts";
import type { Hub } from "../../../lib/io/hub/hub.ts";
import {
  adapterFiles,
  datasetFiles,
  modelFiles,
} from "../../../lib/io/hub/selection.ts";
import { namesIn } from "../temporary_folder.ts";
import { COMMIT, gitHash, sha256, withHub } from "./played_hub.ts";

const MODEL = {
  "config.json": "{}",
  "model.safetensors": "numbers",
  "vocab.txt": "[PAD]",
};

const OTHER = "f".repeat(40);

function model(revision: string) {
  return { kind: "model", name: "owner/name", revision } as const;
}

/** Lays files into a cache as Python's library does. */
async function layAsPython(
  { cache }: Hub,
  folder: string,
  files: Record<string, string>,
) {
  const root = `${cache}/${folder}`;
  await Deno.mkdir(`${root}/blobs`, { recursive: true });
  await Deno.mkdir(`${root}/refs`);
  await Deno.writeTextFile(`${root}/refs/main`, COMMIT);
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${root}/blobs/${gitHash(text)}`, text);
    const path = `${root}/snapshots/${COMMIT}/${name}`;
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    const up = "../".repeat(name.split("/").length - 1);
    await Deno.symlink(`${up}../../blobs/${gitHash(text)}`, path);
  }
}

Deno.test("fetchSnapshot() does not fetch again what is in the cache of that commit", async () => {
  await withHub({ files: MODEL }, async ({ hub, asked, shown }) => {
    const first = await fetchSnapshot(hub, model("main"), modelFiles);
    asked.length = shown.length = 0;
    strictEqual(await fetchSnapshot(hub, model("main"), modelFiles), first);
    deepStrictEqual(
      asked.map(({ path }) => path),
      ["/api/models/owner/name/revision/main"],
    );
    deepStrictEqual(shown, []);
  });
});

Deno.test("fetchSnapshot() fetches only what changed between two commits", async () => {
  const play = { files: { ...MODEL } };
  await withHub(play, async ({ hub, asked }) => {
    await layAsPython(hub, "models--owner--name", MODEL);
    const root = `${hub.cache}/models--owner--name`;
    await Deno.rename(
      `${root}/snapshots/${COMMIT}`,
      `${root}/snapshots/${OTHER}`,
    );
    await Deno.writeTextFile(`${root}/refs/main`, OTHER);
    play.files["config.json"] = '{"new": 1}';
    const found = await fetchSnapshot(hub, model("main"), modelFiles);
    deepStrictEqual(namesIn(found), Object.keys(MODEL));
    deepStrictEqual(
      asked.filter(({ method }) => method === "GET").map(({ path }) => path),
      [
        "/api/models/owner/name/revision/main",
        `/owner/name/resolve/${COMMIT}/config.json`,
      ],
    );
    strictEqual(Deno.readTextFileSync(`${root}/refs/main`), COMMIT);
  });
});

Deno.test("fetchSnapshot() needs no server for a commit whose files are there", async () => {
  await withHub({ files: MODEL }, async ({ hub, asked }) => {
    await layAsPython(hub, "models--owner--name", MODEL);
    const found = await fetchSnapshot(hub, model(COMMIT), modelFiles);
    strictEqual(Deno.readTextFileSync(`${found}/model.safetensors`), "numbers");
    deepStrictEqual(asked, []);
  });
});

Deno.test("fetchSnapshot() asks once whether a part of a data set is all of it", async () => {
  const files = { "a.csv": "1", "b.csv": "2" };
  const dataset = { kind: "dataset", name: "o/n", revision: COMMIT } as const;
  await withHub({ files }, async ({ hub, asked }) => {
    await layAsPython(hub, "datasets--o--n", { "a.csv": "1" });
    const found = await fetchSnapshot(hub, dataset, datasetFiles());
    deepStrictEqual(namesIn(found), ["a.csv", "b.csv"]);
    strictEqual(asked[0]!.path, `/api/datasets/o/n/revision/${COMMIT}`);
    strictEqual(asked[1]!.path, `/datasets/o/n/resolve/${COMMIT}/b.csv`);
    asked.length = 0;
    await fetchSnapshot(hub, dataset, datasetFiles());
    deepStrictEqual(asked, []);
  });
});

Deno.test("fetchSnapshot() goes on after a stop between two files", async () => {
  let broken = true;
  const play = {
    files: MODEL,
    instead: ({ path, method }: { path: string; method: string }) =>
      broken && method === "GET" && path.endsWith(".safetensors")
        ? new Response(null, { status: 400 })
        : undefined,
  };
  await withHub(play, async ({ hub, asked }) => {
    await rejects(fetchSnapshot(hub, model("main"), modelFiles), Failure);
    const root = `${hub.cache}/models--owner--name`;
    deepStrictEqual(namesIn(`${root}/snapshots/${COMMIT}`), [
      "config.json",
      "vocab.txt",
    ]);
    // Offline, what is half done does not pass for a model.
    const offline = { ...hub, offline: true };
    await rejects(fetchSnapshot(offline, model(COMMIT), modelFiles), Failure);
    broken = false;
    asked.length = 0;
    await fetchSnapshot(hub, model("main"), modelFiles);
    deepStrictEqual(
      asked.map(({ method, path }) => `${method} ${path.split("/").at(-1)}`),
      ["GET main", "HEAD model.safetensors", "GET model.safetensors"],
    );
  });
});

Deno.test("fetchSnapshot() offline takes what Python's library cached", async () => {
  const files = { ...MODEL, "1_Pooling/config.json": "{ }" };
  await withHub({ files }, async ({ hub, asked }) => {
    await layAsPython(hub, "models--owner--name", files);
    const offline = { ...hub, offline: true };
    for (const revision of ["main", COMMIT]) {
      const found = await fetchSnapshot(offline, model(revision), modelFiles);
      strictEqual(Deno.readTextFileSync(`${found}/config.json`), "{}");
    }
    deepStrictEqual(asked, []);
  });
});

Deno.test("fetchSnapshot() offline names the revision that it lacks, and where", async () => {
  await withHub({ files: MODEL }, async ({ hub }) => {
    await rejects(
      fetchSnapshot({ ...hub, offline: true }, model("v2"), modelFiles),
      new Failure(
        "offline",
        `Cannot fetch model "owner/name@v2" offline: its commit of revision "v2" is not in the cache at "${hub.cache}/models--owner--name/refs/v2", expected it there, or the offline mode switched off`,
      ),
    );
  });
});

Deno.test("fetchSnapshot() offline names the file that it lacks, and where", async () => {
  await withHub({ files: MODEL }, async ({ hub }) => {
    const { "model.safetensors": _, ...rest } = MODEL;
    await layAsPython(hub, "models--owner--name", rest);
    await rejects(
      fetchSnapshot({ ...hub, offline: true }, model("main"), modelFiles),
      new Failure(
        "offline",
        `Cannot fetch model "owner/name" offline: its model.safetensors or pytorch_model.bin of revision "main" is not in the cache at "${hub.cache}/models--owner--name/snapshots/${COMMIT}", expected it there, or the offline mode switched off`,
      ),
    );
  });
});

Deno.test("fetchSnapshot() takes a link to nowhere for a missing file", async () => {
  await withHub({ files: MODEL }, async ({ hub }) => {
    await layAsPython(hub, "models--owner--name", MODEL);
    const root = `${hub.cache}/models--owner--name`;
    await Deno.remove(`${root}/blobs/${gitHash("{}")}`);
    await rejects(
      fetchSnapshot({ ...hub, offline: true }, model("main"), modelFiles),
      Failure,
    );
    const found = await fetchSnapshot(hub, model("main"), modelFiles);
    strictEqual(Deno.readTextFileSync(`${found}/config.json`), "{}");
  });
});

Deno.test("fetchSnapshot() says what a repository lacks", async () => {
  await withHub({ files: { "adapter_config.json": "{}" } }, async ({ hub }) => {
    await rejects(
      fetchSnapshot(hub, model("main"), adapterFiles),
      inputError(
        'Cannot use model "owner/name": it has no adapter.safetensors or adapter_model.safetensors, expected one',
      ),
    );
  });
});

Deno.test("fetchSnapshot() twice at once fetches every file once", async () => {
  const play = { files: MODEL, large: ["model.safetensors"] };
  await withHub(play, async ({ hub, asked }) => {
    const [a, b] = await Promise.all([
      fetchSnapshot(hub, model("main"), modelFiles),
      fetchSnapshot(hub, model("main"), modelFiles),
    ]);
    strictEqual(a, b);
    const fetched = asked.filter(({ method, path }) =>
      method === "GET" && path.includes("/resolve/")
    );
    strictEqual(fetched.length, 4); // three files, one with a redirect
    const root = `${hub.cache}/models--owner--name`;
    deepStrictEqual(
      namesIn(`${root}/blobs`),
      [gitHash("{}"), gitHash("[PAD]"), sha256("numbers")].sort(),
    );
    deepStrictEqual(namesIn(a), Object.keys(MODEL));
  });
});
