import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { type Stage, withHub } from "../io/hub/played_hub.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { type Arguments, refusalOf, run } from "./command.ts";
import { modelAndData, parity } from "./fixture.ts";

const CASE = parity("bert-pfeiffer");

/** The contents of folders, as if they were one repository. */
function contentsOf(...folders: string[]) {
  return Object.fromEntries(
    folders.flatMap((folder) =>
      [...Deno.readDirSync(folder)].map(({ name }) => [
        name,
        Deno.readFileSync(`${folder}/${name}`),
      ])
    ),
  );
}

/** Evaluates a model and an adapter of a hub on the parity case's data. */
function fromHub({ hub }: Stage, more: Record<string, string> = {}) {
  const env = { HF_ENDPOINT: hub.endpoint, HF_HUB_CACHE: hub.cache, ...more };
  return run("evaluate", [
    ...modelAndData("bert-pfeiffer"),
    ...["--model", "owner/model", "--adapter", "owner/adapter@v1"],
  ], { env });
}

Deno.test("evaluate takes model and adapter from the Hub, and then from the cache", async () => {
  const files = contentsOf(`${CASE}/model`, `${CASE}/adapter`);
  const large = ["model.safetensors"];
  await withHub({ files, large }, async (stage) => {
    const local = await run("evaluate", [
      ...modelAndData("bert-pfeiffer"),
      ...["--adapter", `${CASE}/adapter`],
    ]);
    const online = await fromHub(stage);
    strictEqual(online.code, 0, online.stderr);
    match(online.stderr, /^fetch owner\/model 100 % /m);
    match(online.stderr, /^fetch owner\/adapter 100 % /m);
    const summary = JSON.parse(online.stdout);
    deepStrictEqual(summary, {
      ...JSON.parse(local.stdout),
      adapter: ["owner/adapter@v1"],
    });
    const questions = stage.asked.length;
    const offline = await fromHub(stage, { HF_HUB_OFFLINE: "1" });
    strictEqual(offline.code, 0, offline.stderr);
    deepStrictEqual(JSON.parse(offline.stdout), summary);
    strictEqual(stage.asked.length, questions);
  });
});

Deno.test("prune offline ends with code 3 and names what is not in the cache", async () => {
  await inTemporaryFolder(async (folder) => {
    const env = { HF_HUB_OFFLINE: "yes", HF_HOME: folder };
    const args: Arguments = ["--sparsity", 0.5, "--out", `${folder}/out`];
    deepStrictEqual(await refusalOf("prune", [...args, "o/n@v1"], { env }), [
      3,
      `Cannot fetch adapter "o/n@v1" offline: its commit of revision "v1" is not in the cache at "${folder}/hub/models--o--n/refs/v1", expected it there, or the offline mode switched off`,
    ]);
  });
});
