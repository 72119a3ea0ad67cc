import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Failure } from "../../../lib/io/failure.ts";
import { listFiles } from "../../../lib/io/hub/list_files.ts";
import {
  bytesOf,
  COMMIT,
  cutBody,
  type Instead,
  withHub,
} from "./played_hub.ts";

const MODEL = { kind: "model", name: "o/n", revision: "main" } as const;

Deno.test("listFiles() tells commit and files of a data set", async () => {
  const files = { "a.csv": "", "b/c.parquet": "" };
  await withHub({ files }, async ({ hub, asked }) => {
    const dataset = { ...MODEL, kind: "dataset" } as const;
    deepStrictEqual(await listFiles(hub, dataset), {
      commit: COMMIT,
      files: ["a.csv", "b/c.parquet"],
    });
    strictEqual(asked[0]!.path, "/api/datasets/o/n/revision/main");
  });
});

for (
  const name of [
    "../../.ssh/authorized_keys",
    "/etc/passwd",
    "a/../../b",
    "a\\..\\..\\b",
    "C:/x",
    "a//b",
    "./a",
    "a\0",
    "a/",
    "",
  ]
) {
  Deno.test(`listFiles() refuses a file named ${JSON.stringify(name)}`, async () => {
    await withHub({ files: { [name]: "" } }, async ({ hub }) => {
      await rejects(
        listFiles(hub, MODEL),
        new Failure(
          "failure",
          `Cannot fetch model "o/n": it lists a file ${
            JSON.stringify(name)
          }, expected names inside of the repository`,
        ),
      );
    });
  });
}

for (
  const text of [
    "<html>login</html>",
    "[]",
    '{"sha": "main", "siblings": []}',
    `{"sha": "${COMMIT}", "siblings": [{}]}`,
  ]
) {
  Deno.test(`listFiles() refuses ${text} for a list`, async () => {
    const instead = () => new Response(text);
    await withHub({ files: {}, instead }, async ({ hub }) => {
      await rejects(
        listFiles(hub, MODEL),
        new Failure(
          "failure",
          `Cannot fetch model "o/n": ${hub.endpoint} sends no list of its files, expected JSON with "sha" and "siblings"`,
        ),
      );
    });
  });
}

Deno.test("listFiles() stops reading a list without an end", async () => {
  const piece = new Uint8Array(2 ** 20).fill(32);
  let pieces = 0;
  const instead = () =>
    new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue((pieces++, piece)),
      }),
    );
  await withHub({ files: {}, instead }, async ({ hub }) => {
    await rejects(
      listFiles(hub, MODEL),
      new Failure(
        "failure",
        `Cannot fetch model "o/n": ${hub.endpoint} sends an endless list of its files, expected at most 33554432 letters`,
      ),
    );
    strictEqual(pieces < 200, true);
  });
});

Deno.test("listFiles() asks again if the list breaks off", async () => {
  const broken: Instead = (_asked, _url, alarm) =>
    new Response(cutBody(bytesOf('{"sha":'), alarm));
  const answers = [broken];
  const instead: Instead = (...asked) => answers.shift()?.(...asked);
  const play = { files: { a: "" }, instead };
  await withHub(play, async ({ hub, pauses }) => {
    deepStrictEqual((await listFiles(hub, MODEL)).files, ["a"]);
    deepStrictEqual(pauses, [1000]);
  });
});
