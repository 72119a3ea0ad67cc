import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { cardFacts } from "../../lib/adapter/card_facts.ts";

const history = JSON.stringify([
  { step: 1, loss: 0.7 },
  { epoch: 1, validation_accuracy: 0.8, count: 100 },
]);

Deno.test("cardFacts() reads what training, mixing and pruning note", () => {
  const facts = cardFacts({
    dataset: "rct",
    seed: "1",
    adapter_seed: "42",
    initial_weights: "abc",
    history,
  });
  deepStrictEqual(facts.measured, { accuracy: 0.8, count: 100 });
  strictEqual(facts.adapterSeed, "42");
  const mixed = { method: "average", adapters: ["a", "b"], weights: [1, 2] };
  deepStrictEqual(cardFacts({ mixed: JSON.stringify(mixed) }).mixed, mixed);
  const fsd = { names: ["a", "b"], fsd: [[0, 0.5], [0.5, 0]] };
  deepStrictEqual(cardFacts({ fsd: JSON.stringify(fsd) }).signs, fsd);
});

Deno.test("cardFacts() has no accuracy of what was changed since", () => {
  const pruned = JSON.stringify({ from: "a", sparsity: 0.9, scope: "tensor" });
  const facts = cardFacts({ history, pruned });
  strictEqual(facts.measured, undefined);
  strictEqual(facts.pruned?.sparsity, 0.9);
});

Deno.test("cardFacts() keeps the accuracy of what was pruned before training", () => {
  const pruned = { before: "training", sparsity: 0.8, criterion: "snip" };
  const facts = cardFacts({ history, pruned: JSON.stringify(pruned) });
  deepStrictEqual(facts.measured, { accuracy: 0.8, count: 100 });
  deepStrictEqual<unknown>(facts.pruned, pruned);
});

const hostile = [
  "",
  "{",
  "null",
  "[1,2]",
  '{"names":["a"],"fsd":[[0,1]]}',
  '{"names":["a"],"fsd":[[2]]}',
  '{"method":{},"adapters":"a"}',
];

for (const text of hostile) {
  Deno.test(`cardFacts() leaves out what is ${text || "empty"}`, () => {
    const facts = cardFacts({
      history: text,
      mixed: text,
      pruned: text,
      fsd: text,
    });
    deepStrictEqual(
      [facts.mixed, facts.pruned, facts.signs, facts.measured],
      [undefined, undefined, undefined, undefined],
    );
  });
}
