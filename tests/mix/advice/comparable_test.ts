import { deepStrictEqual } from "node:assert/strict";
import { comparableGroups } from "../../../lib/mix/advice/comparable.ts";
import { madeMembers } from "../made_members.ts";
import { madeLora } from "./made_loras.ts";

Deno.test("comparableGroups() keeps LoRAs of different ranks together", () => {
  const [{ adapters: [weights], config }] = [madeMembers("pfeiffer", [1])];
  const { model } = madeLora("x");
  const groups = comparableGroups([
    { name: "p", config, weights: weights!, model, metadata: {} },
    madeLora("a"),
    madeLora("b", { rank: 3 }),
    { name: "head", weights: new Map(), model, metadata: {} },
  ]);
  deepStrictEqual(
    groups.map(({ about, members, lora, alike }) => ({
      about,
      names: members.map(({ name }) => name),
      lora,
      alike,
    })),
    [
      {
        about: "lora of a bert of 16 features, on query, value",
        names: ["a", "b"],
        lora: true,
        alike: false,
      },
      {
        about: "pfeiffer of a bert of 16 features",
        names: ["p"],
        lora: false,
        alike: true,
      },
    ],
  );
});

Deno.test("comparableGroups() parts adapters on other modules or of other models", () => {
  const a = madeLora("a");
  const some = new Map(
    [...a.weights].filter(([name]) => name.includes("query")),
  );
  const groups = comparableGroups([
    a,
    { ...a, name: "query", weights: some },
    { ...a, name: "roberta", model: { ...a.model, type: "roberta" } },
  ]);
  deepStrictEqual(groups.map(({ members }) => members.length), [1, 1, 1]);
});
