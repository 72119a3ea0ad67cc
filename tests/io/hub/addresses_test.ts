import { strictEqual } from "node:assert/strict";
import { fileAddress, listingAddress } from "../../../lib/io/hub/addresses.ts";
import { openHub } from "../../../lib/io/hub/hub.ts";

const hub = await openHub((name) =>
  ({ HF_ENDPOINT: "https://hub/hf", HF_HOME: "/nowhere" })[name]
);

Deno.test("listingAddress() is that of a model or of a data set", () => {
  const repository = { name: "o/n", revision: "refs/pr/1" };
  strictEqual(
    listingAddress(hub, { ...repository, kind: "model" }),
    "https://hub/hf/api/models/o/n/revision/refs%2Fpr%2F1",
  );
  strictEqual(
    listingAddress(hub, { ...repository, kind: "dataset" }),
    "https://hub/hf/api/datasets/o/n/revision/refs%2Fpr%2F1",
  );
});

Deno.test("fileAddress() keeps slashes, and hides all else that means something", () => {
  const repository = { name: "n", revision: "main" };
  strictEqual(
    fileAddress(hub, { ...repository, kind: "model" }, "a b/c?d#e.txt"),
    "https://hub/hf/n/resolve/main/a%20b/c%3Fd%23e.txt",
  );
  strictEqual(
    fileAddress(hub, { ...repository, kind: "dataset" }, "a.csv"),
    "https://hub/hf/datasets/n/resolve/main/a.csv",
  );
});
