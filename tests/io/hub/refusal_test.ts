import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Failure } from "../../../lib/io/failure.ts";
import { listFiles } from "../../../lib/io/hub/list_files.ts";
import { refusal } from "../../../lib/io/hub/refusal.ts";
import { Transient } from "../../../lib/io/hub/retry.ts";
import { type Hub, openHub } from "../../../lib/io/hub/hub.ts";
import { COMMIT, withHub } from "./played_hub.ts";

const hub: Hub = {
  ...await openHub((name) => name === "HF_HOME" ? "/nowhere" : undefined),
  endpoint: "https://hub",
};

function refused(
  status: number,
  headers: Record<string, string> = {},
  asking: Hub = hub,
) {
  return refusal(asking, new Response(null, { status, headers }), "it");
}

Deno.test("refusal() tells whose fault it is that something is not sent", () => {
  const told = [
    refused(401),
    refused(401, {}, { ...hub, token: "hf_secret" }),
    refused(401, { "x-error-code": "RepoNotFound" }),
    refused(403, { "x-error-code": "GatedRepo" }),
    refused(404),
    refused(404, { "x-error-code": "RevisionNotFound" }),
    refused(400),
  ];
  deepStrictEqual(
    told.map((failure) => `${(failure as Failure).kind}: ${failure.message}`),
    [
      "input: Cannot fetch it: https://hub has no such public repository (401), expected a repository that exists, and in HF_TOKEN a token that may read it",
      "input: Cannot fetch it: https://hub does not accept the token (401), expected a repository that exists, and in HF_TOKEN a token that may read it",
      "input: Cannot fetch it: neither this machine nor https://hub has it (401), expected a path, or owner/name of a repository",
      "input: Cannot fetch it: https://hub refuses access (403), expected HF_TOKEN of somebody who was granted it",
      "input: Cannot fetch it: neither this machine nor https://hub has it (404), expected a path, or owner/name of a repository",
      "input: Cannot fetch it: https://hub has no such revision (404), expected a branch, a tag or a commit of it",
      "failure: Cannot fetch it: https://hub answers 400, expected 200",
    ],
  );
});

Deno.test("refusal() asks for another try where the server is busy", () => {
  for (const status of [408, 429, 500, 502, 503, 504]) {
    const transient = refused(status) as Transient;
    strictEqual(transient instanceof Transient, true);
    strictEqual(transient.wait, undefined);
    strictEqual(
      transient.message,
      `Cannot fetch it: https://hub answers ${status}, expected it to have time later`,
    );
  }
});

Deno.test("refusal() reads how long to wait, in seconds or as a date", () => {
  const waitOf = (text: string) =>
    (refused(429, { "retry-after": text }) as Transient).wait;
  strictEqual(waitOf("7"), 7000);
  strictEqual(waitOf("soon"), undefined);
  strictEqual(waitOf("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
  const later = new Date(Date.now() + 60_000).toUTCString();
  const wait = waitOf(later)!;
  strictEqual(wait > 50_000 && wait <= 60_000, true);
});

Deno.test("a hub that is busy at first is asked again as late as it says", async () => {
  const answers = [
    () => new Response(null, { status: 429, headers: { "retry-after": "5" } }),
    () => new Response(null, { status: 503 }),
  ];
  const play = { files: { a: "" }, instead: () => answers.shift()?.() };
  await withHub(play, async ({ hub, pauses, asked }) => {
    const model = { kind: "model", name: "o/n", revision: "main" } as const;
    strictEqual((await listFiles(hub, model)).commit, COMMIT);
    deepStrictEqual(pauses, [5000, 2000]);
    strictEqual(asked.length, 3);
  });
});

Deno.test("a hub that stays busy is asked four times", async () => {
  const instead = () => new Response(null, { status: 429 });
  await withHub({ files: {}, instead }, async ({ hub, pauses }) => {
    await rejects(
      listFiles(hub, { kind: "model", name: "o/n", revision: "main" }),
      new Failure(
        "failure",
        `Cannot fetch model "o/n": ${hub.endpoint} answers 429, expected it to have time later`,
      ),
    );
    deepStrictEqual(pauses, [1000, 2000, 4000]);
  });
});
