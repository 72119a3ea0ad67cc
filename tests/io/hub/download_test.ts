import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Failure } from "../../../lib/io/failure.ts";
import { download } from "../../../lib/io/hub/download.ts";
import type { RemoteFile } from "../../../lib/io/hub/describe_file.ts";
import { namesIn } from "../temporary_folder.ts";
import {
  type Asked,
  bytesOf,
  COMMIT,
  contentAnswer,
  cutBody,
  gitHash,
  type Instead,
  sha256,
  type Stage,
  withHub,
} from "./played_hub.ts";

const TEXT = "0123456789";

const PATH = `/o/n/resolve/${COMMIT}/a.bin`;

/** The file that the played hub has, or is said to have. */
function fileOf({ hub }: Stage, told: Partial<RemoteFile> = {}): RemoteFile {
  return {
    name: "a.bin",
    url: `${hub.endpoint}${PATH}`,
    etag: sha256(TEXT),
    size: TEXT.length,
    about: '"a.bin" of model "o/n"',
    ...told,
  };
}

/** Runs a test with one file on the hub, which answers in its own way. */
async function withFile(
  instead: Instead,
  test: (stage: Stage, path: string) => Promise<void>,
) {
  await withHub({ files: { "a.bin": TEXT }, instead }, async (stage) => {
    await test(stage, `${stage.folder}/blob`);
  });
}

/** An answer of ten bytes that breaks off after some of them. */
function broken(text: string, headers: Record<string, string> = {}): Instead {
  return (_asked, _url, alarm) =>
    new Response(cutBody(bytesOf(text), alarm), {
      status: "content-range" in headers ? 206 : 200,
      headers,
    });
}

Deno.test("download() goes on after cuts, each time where it was", async () => {
  const answers = [
    broken("0123"),
    broken("45", { "content-range": "bytes 4-9/10" }),
  ];
  await withFile(
    (...asked) => answers.shift()?.(...asked),
    async (stage, path) => {
      const reached: number[] = [];
      await download(stage.hub, fileOf(stage), path, (n) => reached.push(n));
      strictEqual(Deno.readTextFileSync(path), TEXT);
      deepStrictEqual(namesIn(stage.folder), ["blob"]);
      deepStrictEqual(
        stage.asked.map(({ range }) => range),
        [null, "bytes=4-", "bytes=6-"],
      );
      // Each try got further, and so waits no longer than the first.
      deepStrictEqual(stage.pauses, [1000, 1000]);
      deepStrictEqual(reached, [0, 4, 4, 6, 6, 10]);
    },
  );
});

Deno.test("download() gives up after four tries without a byte, and keeps what it has", async () => {
  await withFile(broken(""), async (stage, path) => {
    await Deno.writeTextFile(`${path}.incomplete`, "");
    const { host } = new URL(stage.hub.endpoint);
    await rejects(
      download(stage.hub, fileOf(stage), path, () => {}),
      new Failure(
        "failure",
        `Cannot fetch "a.bin" of model "o/n": the connection to ${host} broke off, expected all of it`,
      ),
    );
    deepStrictEqual(stage.pauses, [1000, 2000, 4000]);
    deepStrictEqual(namesIn(stage.folder), ["blob.incomplete"]);
  });
});

Deno.test("download() goes on where an earlier process was stopped", async () => {
  await withFile(() => undefined, async (stage, path) => {
    await Deno.writeTextFile(`${path}.incomplete`, "0123456");
    await download(stage.hub, fileOf(stage), path, () => {});
    strictEqual(Deno.readTextFileSync(path), TEXT);
    deepStrictEqual(stage.asked.map(({ range }) => range), ["bytes=7-"]);
  });
});

Deno.test("download() asks nobody if an earlier process had everything", async () => {
  await withFile(() => undefined, async (stage, path) => {
    await Deno.writeTextFile(`${path}.incomplete`, TEXT);
    await download(stage.hub, fileOf(stage), path, () => {});
    strictEqual(Deno.readTextFileSync(path), TEXT);
    deepStrictEqual(stage.asked, []);
  });
});

Deno.test("download() starts again if what is there is longer than the file", async () => {
  await withFile(() => undefined, async (stage, path) => {
    await Deno.writeTextFile(`${path}.incomplete`, TEXT.repeat(3));
    await download(stage.hub, fileOf(stage), path, () => {});
    strictEqual(Deno.readTextFileSync(path), TEXT);
    deepStrictEqual(stage.asked.map(({ range }) => range), [null]);
  });
});

Deno.test("download() takes the whole from a server without ranges", async () => {
  const whole = () => contentAnswer(TEXT, { method: "GET", range: null });
  await withFile(whole, async (stage, path) => {
    await Deno.writeTextFile(`${path}.incomplete`, "xxxxxxx");
    await download(stage.hub, fileOf(stage), path, () => {});
    strictEqual(Deno.readTextFileSync(path), TEXT);
  });
});

for (
  const [what, answer] of [
    ["refuses the range", () => new Response(null, { status: 416 })],
    [
      "answers another range",
      () =>
        new Response("89", {
          status: 206,
          headers: { "content-range": "bytes 8-9/10" },
        }),
    ],
  ] as const
) {
  Deno.test(`download() asks a server that ${what} for the whole`, async () => {
    const odd = ({ range }: Asked) => range === null ? undefined : answer();
    await withFile(odd, async (stage, path) => {
      await Deno.writeTextFile(`${path}.incomplete`, "0123");
      await download(stage.hub, fileOf(stage), path, () => {});
      strictEqual(Deno.readTextFileSync(path), TEXT);
      deepStrictEqual(
        stage.asked.map(({ range }) => range),
        ["bytes=4-", null],
      );
    });
  });
}

for (const hash of [sha256, gitHash]) {
  Deno.test(`download() removes what has a wrong checksum of ${hash.name}`, async () => {
    await withFile(() => undefined, async (stage, path) => {
      const etag = hash("another text");
      await rejects(
        download(stage.hub, fileOf(stage, { etag }), path, () => {}),
        new Failure(
          "failure",
          `Cannot keep "a.bin" of model "o/n": its checksum is ${
            hash(TEXT)
          }, expected ${etag}; what came is removed`,
        ),
      );
      deepStrictEqual(namesIn(stage.folder), []);
    });
  });
}

Deno.test("download() refuses more bytes than were announced", async () => {
  await withFile(() => undefined, async (stage, path) => {
    await rejects(
      download(stage.hub, fileOf(stage, { size: 7 }), path, () => {}),
      new Failure(
        "failure",
        'Cannot fetch "a.bin" of model "o/n": more than 7 bytes come, expected as many as announced',
      ),
    );
    strictEqual(Deno.statSync(`${path}.incomplete`).size, 0);
  });
});

Deno.test("download() takes a server that ends too early for a cut", async () => {
  const answers = [() => new Response("01234")];
  await withFile(() => answers.shift()?.(), async (stage, path) => {
    await download(stage.hub, fileOf(stage), path, () => {});
    strictEqual(Deno.readTextFileSync(path), TEXT);
    deepStrictEqual(stage.pauses, [1000]);
  });
});

Deno.test("download() takes silence for a cut", async () => {
  const silent = () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(bytesOf("012")),
    });
    return new Response(body);
  };
  const answers = [silent];
  await withFile(() => answers.shift()?.(), async (stage, path) => {
    await download(stage.hub, fileOf(stage), path, (bytes) => {
      if (bytes === 3 && stage.asked.length === 1) stage.alarm.ring();
    });
    strictEqual(Deno.readTextFileSync(path), TEXT);
    deepStrictEqual(
      stage.asked.map(({ range }) => range),
      [null, "bytes=3-"],
    );
  });
});

Deno.test("download() makes an empty file, whatever an earlier process left", async () => {
  await withFile(() => undefined, async (stage, path) => {
    await Deno.writeTextFile(`${path}.incomplete`, "stale");
    const empty = fileOf(stage, { size: 0, etag: gitHash("") });
    await download(stage.hub, empty, path, () => {});
    strictEqual(Deno.readTextFileSync(path), "");
  });
});

Deno.test("download() keeps what it has while a server is busy", async () => {
  const busy = () => new Response(null, { status: 503 });
  await withFile(busy, async (stage, path) => {
    await Deno.writeTextFile(`${path}.incomplete`, "0123");
    await rejects(
      download(stage.hub, fileOf(stage), path, () => {}),
      new Failure(
        "failure",
        `Cannot fetch "a.bin" of model "o/n": ${stage.hub.endpoint} answers 503, expected it to have time later`,
      ),
    );
    strictEqual(Deno.readTextFileSync(`${path}.incomplete`), "0123");
  });
});
