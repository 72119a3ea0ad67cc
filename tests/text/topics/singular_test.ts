import { strictEqual } from "node:assert/strict";
import { singular } from "../../../lib/text/topics/singular.ts";

const PAIRS: Record<string, string> = {
  years: "year",
  states: "state",
  prices: "price",
  horses: "horse",
  classes: "class",
  boxes: "box",
  wishes: "wish",
  churches: "church",
  matches: "match",
  speeches: "speech",
  heroes: "hero",
  potatoes: "potato",
  houses: "house",
  cases: "case",
  sizes: "size",
  skies: "sky",
  ties: "tie",
  critics: "critic",
  countries: "country",
  soliloquies: "soliloquy",
  movies: "movie",
  days: "day",
  women: "woman",
  policemen: "policeman",
  children: "child",
  analyses: "analysis",
  lives: "life",
  viruses: "virus",
};

const SAME = [
  ...["bus", "gas", "us", "glass", "campus", "analysis", "politics", "series"],
  ...["specimen", "news", "diabetes", "united", "people", "wales", "less"],
];

Deno.test("singular() of plurals", () => {
  for (const [plural, expected] of Object.entries(PAIRS)) {
    strictEqual(singular(plural), expected);
  }
});

Deno.test("singular() of a singular is the word itself", () => {
  for (const word of [...SAME, ...Object.values(PAIRS)]) {
    strictEqual(singular(word), word);
  }
});

Deno.test("singular() knows no word that every object has", () => {
  strictEqual(singular("constructor"), "constructor");
});
