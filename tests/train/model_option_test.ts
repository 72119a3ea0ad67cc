import { strictEqual } from "node:assert/strict";
import { resolve } from "node:path";
import { modelOption } from "../../lib/train/model_option.ts";
import { EMBEDDED_MODEL } from "../../lib/io/embedded_model.ts";
import { inFolder } from "../io/current_folder.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

Deno.test("modelOption calls the embedded model by one name, whatever the path", () =>
  inTemporaryFolder(async (folder) => {
    const link = `${folder}/link`;
    await Deno.symlink(resolve(EMBEDDED_MODEL), link);
    const paths = ["./data/tiny", "data/tiny/", "data/../data/tiny", link];
    for (const path of [EMBEDDED_MODEL, resolve(EMBEDDED_MODEL), ...paths]) {
      strictEqual(modelOption.parse(path), "data/tiny", path);
    }
  }));

Deno.test("modelOption calls the embedded model by that name in other folders, too", () =>
  inTemporaryFolder(async (folder) => {
    const embedded = resolve(EMBEDDED_MODEL);
    await inFolder(folder, async () => {
      strictEqual(modelOption.parse(embedded), "data/tiny");
      strictEqual(modelOption.parse("data/tiny"), "data/tiny");
      await Deno.mkdir("data/tiny", { recursive: true });
      strictEqual(modelOption.parse(embedded), embedded);
    });
  }));

Deno.test("modelOption leaves other models as they are written", () =>
  inTemporaryFolder((folder) => {
    const others = ["google-bert/bert-base-uncased@main", "data", "./x/tiny"];
    for (const path of [...others, folder, `${folder}/data/tiny`]) {
      strictEqual(modelOption.parse(path), path);
    }
    strictEqual(modelOption.parse(""), undefined);
    return Promise.resolve();
  }));
