import { deepStrictEqual } from "node:assert/strict";
import { relative } from "node:path";
import { digestTexts } from "../../data/digest_texts.ts";
import { originOf } from "../../data/origin.ts";
import { lines, withFolder } from "./folder.ts";

const one = lines("text,label", "a film,1");

Deno.test("originOf() keeps what a made-up domain is drawn with", async () => {
  deepStrictEqual(await originOf("sentiment", { seed: 7, splits: "paper" }), {
    place: "sentiment",
    seed: 7,
  });
});

Deno.test("originOf() keeps the division of real data, and their directory if it was read", () =>
  withFolder({ "sst2/train.tsv": "" }, async (folder) => {
    const dataDir = relative(Deno.cwd(), folder);
    const options = { seed: 7, splits: "paper", dataDir } as const;
    deepStrictEqual(await originOf("sst2", options), {
      place: "sst2",
      splits: "paper",
      dataDir: folder,
    });
    deepStrictEqual(await originOf("rte", { seed: 7, dataDir }), {
      place: "rte",
      splits: "clean",
    });
  }));

Deno.test("originOf() makes paths absolute, and leaves names of the Hub", () =>
  withFolder({ "films/train.csv": "", "one.csv": one }, async (folder) => {
    const at = (name: string) => relative(Deno.cwd(), `${folder}/${name}`);
    const texts = await digestTexts(`${folder}/one.csv`);
    deepStrictEqual(await originOf(at("films"), { seed: 7 }), {
      place: `${folder}/films`,
      splits: "clean",
    });
    deepStrictEqual(await originOf(at("one.csv"), { seed: 7 }), {
      place: `${folder}/one.csv`,
      splits: "clean",
      texts,
    });
    const whole = { seed: 7, whole: true, validation: at("dev.csv") };
    deepStrictEqual(await originOf(at("one.csv"), whole), {
      place: `${folder}/one.csv`,
      splits: "whole",
      validation: `${folder}/dev.csv`,
      texts,
    });
    deepStrictEqual(await originOf("owner/name@v1", { seed: 7 }), {
      place: "owner/name@v1",
      splits: "clean",
    });
  }));

Deno.test(
  "originOf() follows links",
  { ignore: Deno.build.os === "windows" },
  () =>
    withFolder({ "films/train.csv": "", "one.csv": one }, async (folder) => {
      await Deno.symlink(folder, `${folder}/link`);
      const validation = `${folder}/link/dev.csv`;
      for (const name of ["films", "one.csv"]) {
        const how = { seed: 7, whole: true, validation };
        deepStrictEqual(
          await originOf(`${folder}/link/${name}`, how),
          await originOf(`${folder}/${name}`, {
            ...how,
            validation: `${folder}/dev.csv`,
          }),
        );
      }
    }),
);
