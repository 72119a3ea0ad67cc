import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { homedir } from "node:os";
import { inputError } from "../../../lib/io/failure.ts";
import { openHub } from "../../../lib/io/hub/hub.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

/** What the hub is in an environment with these variables alone. */
async function opened(variables: Record<string, string>) {
  const { endpoint, cache, token, offline } = await openHub(
    (name) => ({ HF_TOKEN_PATH: "/nowhere", ...variables })[name],
  );
  return { endpoint, cache, token, offline };
}

Deno.test("openHub() without variables is huggingface.co with the cache of Python", async () => {
  deepStrictEqual(await opened({}), {
    endpoint: "https://huggingface.co",
    cache: `${homedir()}/.cache/huggingface/hub`,
    token: undefined,
    offline: false,
  });
});

Deno.test("openHub() finds the cache by the nearest variable", async () => {
  const variables = {
    XDG_CACHE_HOME: "/xdg",
    HF_HOME: "/home",
    HUGGINGFACE_HUB_CACHE: "/old",
    HF_HUB_CACHE: "~/new",
  };
  const caches = [];
  for (const name of Object.keys(variables).reverse()) {
    caches.push((await opened(variables)).cache);
    delete variables[name as keyof typeof variables];
  }
  deepStrictEqual(caches, [
    `${homedir()}/new`,
    "/old",
    "/home/hub",
    "/xdg/huggingface/hub",
  ]);
  strictEqual(
    (await opened({ HF_HUB_CACHE: "near" })).cache,
    `${Deno.cwd()}/near`,
  );
});

Deno.test("openHub() is offline if any variable says so", async () => {
  const isOffline = async (name: string, value: string) =>
    (await opened({ [name]: value })).offline;
  for (const value of ["1", "ON", "yes", "True"]) {
    strictEqual(await isOffline("HF_HUB_OFFLINE", value), true);
    strictEqual(await isOffline("TRANSFORMERS_OFFLINE", value), true);
    strictEqual(await isOffline("HF_DATASETS_OFFLINE", value), true);
  }
  for (const value of ["", "0", "no", "off", "false"]) {
    strictEqual(await isOffline("HF_HUB_OFFLINE", value), false);
  }
});

Deno.test("openHub() takes the token from the environment, else from its file", async () => {
  await inTemporaryFolder(async (folder) => {
    const tokenOf = async (variables: Record<string, string>) =>
      (await openHub((name) => variables[name])).token;
    await Deno.writeTextFile(`${folder}/token`, "hf_file\n");
    strictEqual(await tokenOf({ HF_HOME: folder }), "hf_file");
    strictEqual(
      await tokenOf({ HF_HOME: folder, HF_TOKEN: " hf_given " }),
      "hf_given",
    );
    strictEqual(await tokenOf({ HF_TOKEN_PATH: `${folder}/token` }), "hf_file");
    strictEqual(await tokenOf({ HF_HOME: `${folder}/none` }), undefined);
  });
});

Deno.test("openHub() refuses a token that would break a header, without repeating it", async () => {
  await rejects(
    opened({ HF_TOKEN: "hf_a\nHost: x" }),
    inputError(
      "Cannot use HF_TOKEN: it has spaces or letters beyond ASCII, expected one word",
    ),
  );
});

Deno.test("openHub() takes an endpoint with or without a slash, and a path", async () => {
  const endpointOf = async (HF_ENDPOINT: string) =>
    (await opened({ HF_ENDPOINT })).endpoint;
  strictEqual(
    await endpointOf("https://hf-mirror.com/"),
    "https://hf-mirror.com",
  );
  strictEqual(
    await endpointOf("http://localhost:8080/hf/"),
    "http://localhost:8080/hf",
  );
});

for (
  const text of ["huggingface.co", "file:///etc", "https://a/?b", "ftp://a"]
) {
  Deno.test(`openHub() refuses ${text} for an endpoint`, async () => {
    await rejects(
      opened({ HF_ENDPOINT: text }),
      inputError(
        `Cannot use HF_ENDPOINT "${text}": it is no web address, expected one such as https://huggingface.co`,
      ),
    );
  });
}
