import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  isCommit,
  parseRepository,
  spell,
} from "../../../lib/io/hub/repository.ts";

Deno.test("parseRepository() takes name and revision apart", () => {
  const parsed = (text: string) => {
    const { name, revision } = parseRepository(text, "model")!;
    return [name, revision];
  };
  deepStrictEqual(parsed("google-bert/bert-base-uncased"), [
    "google-bert/bert-base-uncased",
    "main",
  ]);
  deepStrictEqual(parsed("bert-base-uncased"), ["bert-base-uncased", "main"]);
  deepStrictEqual(parsed("o/n@v1.0"), ["o/n", "v1.0"]);
  deepStrictEqual(parsed("o/n@refs/convert/parquet"), [
    "o/n",
    "refs/convert/parquet",
  ]);
  deepStrictEqual(parsed("a_b/c.d-e"), ["a_b/c.d-e", "main"]);
});

for (
  const text of [
    "",
    "/absolute",
    "./near",
    "../up",
    "a/b/c",
    "a/",
    "/a",
    "a//b",
    "a\\b",
    "a b/c",
    "~/a",
    "a/b--c",
    "a/b..c",
    "a/-b",
    "a/b.",
    "a/b@",
    "a/b@../../c",
    "a/b@/c",
    "a/b@c.lock",
    "a/b@-c",
    "a/b@c d",
    "a/b@c@d",
    `a/${"b".repeat(95)}`,
  ]
) {
  Deno.test(`parseRepository() takes "${text.slice(0, 20)}" for no repository`, () => {
    strictEqual(parseRepository(text, "model"), undefined);
  });
}

Deno.test("isCommit() is true of 40 hexadecimal digits", () => {
  strictEqual(isCommit("0123456789abcdef0123456789abcdef01234567"), true);
  strictEqual(isCommit("0123456"), false);
  strictEqual(isCommit("g".repeat(40)), false);
});

Deno.test("spell() names kind, name and any revision but main", () => {
  strictEqual(
    spell({ kind: "dataset", name: "o/n", revision: "v1" }),
    'data set "o/n@v1"',
  );
  strictEqual(
    spell({ kind: "model", name: "o/n", revision: "main" }),
    'model "o/n"',
  );
  strictEqual(
    spell({ kind: "model", holds: "adapter", name: "o/n", revision: "main" }),
    'adapter "o/n"',
  );
});
