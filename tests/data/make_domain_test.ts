import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { type DomainName, domains } from "../../data/domains.ts";
import {
  defaultSizes,
  makeDomain,
  unlabelledText,
} from "../../data/make_domain.ts";

const sizes = { train: 600, validation: 200, test: 400 };

for (const name of Object.keys(domains) as DomainName[]) {
  Deno.test(`makeDomain() of ${name} repeats no text in or between splits`, () => {
    const { train, validation, test } = makeDomain(name, { seed: 5, ...sizes });
    const texts = [train, validation, test].flat().map(({ text, pair = "" }) =>
      `${text}\n${pair}`
    );
    strictEqual(texts.length, 1200);
    strictEqual(new Set(texts).size, 1200);
  });
}

Deno.test("makeDomain() trains on no text that another command may test on", () => {
  // Of these two domains texts recur so often that a small draw would meet some.
  for (const name of ["abstracts", "hate"] as const) {
    const draw = (validation: number, test: number) =>
      makeDomain(name, { seed: 42, train: 4000, validation, test });
    const few = draw(0, 20);
    const all = draw(defaultSizes.validation, defaultSizes.test);
    strictEqual(few.validation.length, 0);
    deepStrictEqual(few.test, all.test.slice(0, 20));
    deepStrictEqual(few.train, all.train);
  }
});

Deno.test("unlabelledText() has as many texts as asked for, without labels", () => {
  const texts = unlabelledText("duplicates", { seed: 1, count: 50 });
  strictEqual(texts.length, 50);
  for (const text of texts) {
    deepStrictEqual(Object.keys(text).toSorted(), ["pair", "text"]);
  }
});

Deno.test("unlabelledText() draws from a stream of its own", () => {
  const texts = unlabelledText("reviews", { seed: 1, count: 100 });
  const { train } = makeDomain("reviews", { seed: 1, ...sizes });
  deepStrictEqual(texts, unlabelledText("reviews", { seed: 1, count: 100 }));
  const known = new Set(train.map(({ text }) => text));
  deepStrictEqual(texts.filter(({ text }) => known.has(text)), []);
});
