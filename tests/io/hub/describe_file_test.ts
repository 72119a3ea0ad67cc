import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Failure, inputError } from "../../../lib/io/failure.ts";
import { describeFile } from "../../../lib/io/hub/describe_file.ts";
import { COMMIT, gitHash, sha256, withHub } from "./played_hub.ts";

const REPOSITORY = { kind: "model", name: "o/n", revision: COMMIT } as const;

const ABOUT = `"a.txt" of model "o/n@${COMMIT}"`;

/** The answer of a hub with these headers. */
function heads(headers: Record<string, string>) {
  return () => new Response(null, { headers });
}

const GOOD = { etag: `"${gitHash("text")}"`, "content-length": "4" };

Deno.test("describeFile() tells hash and size of a small file", async () => {
  await withHub({ files: { "a b/ä.txt": "text" } }, async ({ hub, asked }) => {
    const path = `/o/n/resolve/${COMMIT}/a%20b/%C3%A4.txt`;
    deepStrictEqual(await describeFile(hub, REPOSITORY, "a b/ä.txt"), {
      name: "a b/ä.txt",
      url: `${hub.endpoint}${path}`,
      etag: gitHash("text"),
      size: 4,
      about: `"a b/ä.txt" of model "o/n@${COMMIT}"`,
    });
    deepStrictEqual(asked.map(({ method, path }) => `${method} ${path}`), [
      `HEAD ${path}`,
    ]);
  });
});

Deno.test("describeFile() tells hash and size of a large file without asking its host", async () => {
  const play = { files: { "a.txt": "text" }, large: ["a.txt"] };
  await withHub(play, async ({ hub, asked }) => {
    const { etag, size } = await describeFile(hub, REPOSITORY, "a.txt");
    deepStrictEqual({ etag, size }, { etag: sha256("text"), size: 4 });
    deepStrictEqual(asked.map(({ host }) => host), ["hub"]);
  });
});

Deno.test("describeFile() follows redirects within the hub", async () => {
  const instead = ({ path }: { path: string }) =>
    path.startsWith("/o/n/")
      ? new Response(null, {
        status: 307,
        headers: { location: "/api/resolve-cache/x", "x-repo-commit": COMMIT },
      })
      : heads({ ...GOOD, etag: `W/${GOOD.etag}` })();
  await withHub({ files: {}, instead }, async ({ hub }) => {
    const { etag } = await describeFile(hub, REPOSITORY, "a.txt");
    strictEqual(etag, gitHash("text"));
  });
});

const wrong: [string, Record<string, string>, string][] = [
  [
    "another commit",
    { ...GOOD, "x-repo-commit": "f".repeat(40) },
    `sends it from commit ${"f".repeat(40)}, expected ${COMMIT}`,
  ],
  [
    "a path for a hash",
    { ...GOOD, etag: '"../../../.bashrc"' },
    "does not tell its hash, expected SHA-1 or SHA-256 as ETag",
  ],
  [
    "no hash",
    { "content-length": "4" },
    "does not tell its hash, expected SHA-1 or SHA-256 as ETag",
  ],
  [
    "no size",
    { ...GOOD, "x-linked-size": "" },
    "does not tell its size, expected at most 137438953472 bytes",
  ],
  [
    "a negative size",
    { ...GOOD, "x-linked-size": "-4" },
    "does not tell its size, expected at most 137438953472 bytes",
  ],
  [
    "a huge size",
    { ...GOOD, "x-linked-size": "137438953473" },
    "has 137438953473 bytes of it, expected at most 137438953472 bytes",
  ],
];

for (const [what, headers, message] of wrong) {
  Deno.test(`describeFile() refuses ${what}`, async () => {
    await withHub({ files: {}, instead: heads(headers) }, async ({ hub }) => {
      await rejects(
        describeFile(hub, REPOSITORY, "a.txt"),
        new Failure(
          "failure",
          `Cannot fetch ${ABOUT}: ${hub.endpoint} ${message}`,
        ),
      );
    });
  });
}

Deno.test("describeFile() says that a file is not there", async () => {
  await withHub({ files: {} }, async ({ hub }) => {
    await rejects(
      describeFile(hub, REPOSITORY, "a.txt"),
      inputError(
        `Cannot fetch ${ABOUT}: neither this machine nor ${hub.endpoint} has it (404), expected a path, or owner/name of a repository`,
      ),
    );
  });
});
