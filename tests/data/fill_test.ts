import { match, strictEqual, throws } from "node:assert/strict";
import { fill } from "../../data/domains/fill.ts";
import { random } from "../../lib/math/random.ts";

Deno.test("fill() puts a text in all places of its name and picks from lists", () => {
  const text = fill(
    "{who} saw {who} {day}.",
    { who: "ada", day: ["today", "yesterday"] },
    random(1, "test"),
  );
  match(text, /^ada saw ada (today|yesterday)\.$/);
});

Deno.test("fill() picks anew for each place of a list", () => {
  const stream = random(1, "test");
  const texts = Array.from(
    { length: 50 },
    () => fill("{x}{x}", { x: ["a", "b"] }, stream),
  );
  strictEqual(new Set(texts).size, 4);
});

Deno.test("fill() picks one of several templates", () => {
  const stream = random(1, "test");
  const texts = Array.from({ length: 30 }, () => fill(["a", "b"], {}, stream));
  strictEqual(new Set(texts).size, 2);
});

Deno.test("fill() writes an before a vowel", () => {
  strictEqual(
    fill("a {x} is a {y}.", { x: "owl", y: "bird" }, random(1, "test")),
    "an owl is a bird.",
  );
});

Deno.test("fill() throws if no slot has the place's name", () => {
  throws(
    () => fill("a {bird}", { cat: "tom", dog: "rex" }, random(1, "test")),
    new RangeError(
      'Cannot fill "a {bird}": it names bird, expected one of cat, dog',
    ),
  );
});
