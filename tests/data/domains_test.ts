import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { type DomainName, domains } from "../../data/domains.ts";
import { makeDomain } from "../../data/make_domain.ts";

const names = Object.keys(domains) as DomainName[];

const wordsOf = (text: string) => text.match(/[\p{L}\d']+/gu) ?? [];

Deno.test("there are thirteen domains", () => {
  strictEqual(names.length, 13);
});

Deno.test("sentiment and reviews share their labels", () => {
  deepStrictEqual(domains.sentiment.labels, domains.reviews.labels);
});

for (const name of names) {
  const { labels, shares } = domains[name];
  const { train } = makeDomain(name, {
    seed: 1,
    train: 1000,
    validation: 0,
    test: 0,
  });

  Deno.test(`${name} has a share for each label, none above three fifths`, () => {
    strictEqual(shares.length, labels.length);
    const total = shares.reduce((sum, share) => sum + share, 0);
    ok(Math.abs(total - 1) < 1e-12, `they add up to ${total}`);
    ok(Math.max(...shares) <= 0.6);
  });

  Deno.test(`${name} draws each label as often as its share says`, () => {
    for (const [label, share] of shares.entries()) {
      const found = train.filter((example) => example.label === label).length;
      // Four standard deviations of a count among 1000.
      const slack = 4 * Math.sqrt(1000 * share * (1 - share));
      ok(Math.abs(found - 1000 * share) <= slack, `${labels[label]}: ${found}`);
    }
  });

  Deno.test(`${name} writes texts of a sentence or a few, in lower case`, () => {
    for (const { text, pair = "" } of train) {
      const both = `${text} ${pair}`;
      const count = wordsOf(both).length;
      ok(count >= 6 && count <= 40, `${count} words: ${both}`);
      strictEqual(both, both.toLowerCase());
      ok(!/[{}]|undefined|\s{2,}\S/.test(both), both);
    }
  });

  Deno.test(`${name} writes no text under two labels`, () => {
    const labelOf = new Map<string, number>();
    for (const { text, pair = "", label } of train) {
      const key = `${text}\n${pair}`;
      strictEqual(labelOf.get(key) ?? label, label, key);
      labelOf.set(key, label);
    }
  });
}
