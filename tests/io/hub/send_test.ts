import {
  deepStrictEqual,
  match,
  rejects,
  strictEqual,
} from "node:assert/strict";
import { Failure } from "../../../lib/io/failure.ts";
import { type Question, send } from "../../../lib/io/hub/send.ts";
import { Transient } from "../../../lib/io/hub/retry.ts";
import { Stall } from "../../../lib/io/hub/stall.ts";
import { PlayedAlarm } from "./played_alarm.ts";
import { type Asked, type Stage, withHub } from "./played_hub.ts";

function ask(
  { hub }: Stage,
  path: string,
  question: Partial<Question> = {},
) {
  return send(hub, {
    method: "GET",
    url: `${hub.endpoint}${path}`,
    about: "a file",
    signal: new AbortController().signal,
    ...question,
  });
}

/** Runs a test against servers that only redirect, and else say "ok". */
async function withRedirects(
  to: (asked: Asked, cdn: string) => string | undefined,
  test: (stage: Stage) => Promise<void>,
) {
  let cdn = "";
  const instead = (asked: Asked) => {
    const location = to(asked, cdn);
    return location === undefined
      ? new Response("ok")
      : new Response(null, { status: 302, headers: { location } });
  };
  await withHub({ files: {}, instead }, async (stage) => {
    cdn = stage.cdn;
    await test(stage);
  });
}

Deno.test("send() shows the token to the hub, and to no other host", async () => {
  const to = ({ path }: Asked, cdn: string) =>
    ({ "/a": "/b", "/b": `${cdn}/c` })[path];
  await withRedirects(to, async (stage) => {
    const { response } = await ask(stage, "/a");
    strictEqual(await response.text(), "ok");
    deepStrictEqual(
      stage.asked.map(({ host, path, authorization }) => [
        host,
        path,
        authorization,
      ]),
      [
        ["hub", "/a", "Bearer hf_secret"],
        ["hub", "/b", "Bearer hf_secret"],
        ["cdn", "/c", null],
      ],
    );
  });
});

Deno.test("send() keeps the token from where another host sends it back to", async () => {
  let home = "";
  const to = ({ path }: Asked, cdn: string) =>
    ({ "/a": `${cdn}/b`, "/b": `${home}/settings` })[path];
  await withRedirects(to, async (stage) => {
    home = stage.hub.endpoint;
    const { response } = await ask(stage, "/a");
    await response.body?.cancel();
    deepStrictEqual(
      stage.asked.map(({ authorization }) => authorization),
      ["Bearer hf_secret", null, null],
    );
  });
});

Deno.test("send() shows no token where there is none", async () => {
  await withRedirects(() => undefined, async (stage) => {
    const { token: _, ...hub } = stage.hub;
    const { response } = await ask({ ...stage, hub }, "/a", { from: 7 });
    await response.body?.cancel();
    deepStrictEqual(stage.asked, [{
      host: "hub",
      method: "GET",
      path: "/a",
      range: "bytes=7-",
      authorization: null,
    }]);
  });
});

Deno.test("send() ends a HEAD where the hub refers to another host", async () => {
  const to = ({ path }: Asked, cdn: string) =>
    ({ "/a": "/b", "/b": `${cdn}/c` })[path];
  await withRedirects(to, async (stage) => {
    const { response, headers } = await ask(stage, "/a", { method: "HEAD" });
    strictEqual(response.status, 302);
    deepStrictEqual(headers.map((each) => each.get("location")), [
      "/b",
      `${stage.cdn}/c`,
    ]);
    deepStrictEqual(stage.asked.map(({ path }) => path), ["/a", "/b"]);
  });
});

Deno.test("send() gives up on redirects without an end", async () => {
  await withRedirects(({ path }) => path + "x", async (stage) => {
    await rejects(
      ask(stage, "/a"),
      new Failure(
        "failure",
        `Cannot fetch a file: ${stage.hub.endpoint} redirects more than 10 times, expected an end`,
      ),
    );
    strictEqual(stage.asked.length, 11);
  });
});

for (const location of ["file:///etc/passwd", "data:,x", "http://[oops"]) {
  Deno.test(`send() does not go to ${location}`, async () => {
    await withRedirects(() => location, async (stage) => {
      const { host } = new URL(stage.hub.endpoint);
      const place = URL.parse(location)?.protocol ?? "no address";
      await rejects(
        ask(stage, "/a"),
        new Failure(
          "failure",
          `Cannot fetch a file: ${host} redirects to ${place}, expected http: or https:`,
        ),
      );
    });
  });
}

Deno.test("send() says why a host cannot be reached, and may be tried again", async () => {
  await withHub({ files: {} }, async ({ hub }) => {
    // A port that was just free, and on which nobody listens now.
    const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    const { port } = listener.addr;
    listener.close();
    const endpoint = `http://127.0.0.1:${port}`;
    const signal = new AbortController().signal;
    const question = { method: "GET", url: `${endpoint}/a`, about: "a file" };
    const error = await send(
      { ...hub, endpoint },
      { ...question, signal } as Question,
    ).catch((error) => error);
    strictEqual(error instanceof Transient, true);
    strictEqual(error.failure.kind, "offline");
    strictEqual(
      error.message,
      `Cannot fetch a file: 127.0.0.1:${port} cannot be reached (Connection refused (os error 111)), expected a connection, or HF_HUB_OFFLINE=1 to use the cache alone`,
    );
  });
});

Deno.test("send() takes a host that does not answer for one that cannot be reached", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const accepted = listener.accept();
  await withHub({ files: {} }, async ({ hub }) => {
    const endpoint = `http://127.0.0.1:${listener.addr.port}`;
    const alarm = new PlayedAlarm();
    using stall = new Stall(alarm);
    accepted.then(() => alarm.ring());
    const error = await send({ ...hub, endpoint }, {
      method: "HEAD",
      url: `${endpoint}/a`,
      about: "a file",
      signal: stall.signal,
    }).catch((error) => error);
    match(error.message, /cannot be reached \(it does not answer\), expected/);
  });
  (await accepted).close();
  listener.close();
});
