/**
 * Compares methods of mixing: settings are chosen on validation data, accuracies are
 * reported on test data, example by example beside two references.
 *
 * @module
 */
import { wilson } from "../../math/interval.ts";
import { pairedInterval } from "../../math/paired_interval.ts";
import { progress } from "../../io/progress.ts";
import type { Outcome } from "../../evaluate/evaluate.ts";
import { countCorrect } from "../../evaluate/metrics.ts";
import type { Own } from "../row.ts";
import { remembered } from "../remembered.ts";
import type { Candidate, Contender, Contest } from "./contest.ts";
import type { CandidateRow, ComparisonRow, PairedRow } from "./row.ts";

/** Names of the contenders that all others are set against. */
const AGAINST = ["average", "single"] as const;

/** Finds what a reference says of a target's test examples. */
type Reference = (
  name: typeof AGAINST[number],
  target: string,
) => Promise<Outcome>;

/**
 * Measures every contender on every target, as far as the ledger does not hold it.
 *
 * Settings are chosen for each target by its validation accuracy; of equally good
 * ones, the first. Test examples are looked at with the chosen settings only.
 *
 * @param contest Adapters, targets and data.
 * @param contenders What is compared, both references among them.
 */
export async function compare(
  contest: Contest,
  contenders: readonly Contender[],
): Promise<void> {
  const targets = [...contest.adapters.keys()];
  const reference = referenceOf(contenders);
  const task = progress("compare", contenders.length * targets.length, {
    unit: "cells",
  });
  for (const contender of contenders) {
    const { name } = contender;
    const missing = targets.filter((target) => {
      const cell = cellOf(contest, target, name);
      return !contest.ledger.has({ metric: "comparison", ...cell });
    });
    task.advance(targets.length - missing.length, name);
    if (missing.length === 0) continue;
    const candidates = contender.candidates();
    for (const target of missing) {
      await report(contest, { name, candidates, target, reference });
      task.advance(1, name);
      contest.signal.throwIfAborted();
    }
  }
  task.done();
}

/** What identifies a contender's rows on a target. */
function cellOf({ adapters }: Contest, target: string, method: string) {
  const names = [...adapters.keys()];
  return { target, mixed: names.join("+"), k: names.length, method };
}

function referenceOf(contenders: readonly Contender[]): Reference {
  const outcome = remembered(async (key) => {
    const [name, target] = JSON.parse(key) as [string, string];
    const contender = contenders.find((one) => one.name === name)!;
    return (await contender.candidates()[0]!.outcome(target, "test"))!;
  });
  return (name, target) => outcome(JSON.stringify([name, target]));
}

/** Chooses a contender's settings for a target and writes how good it is with them. */
async function report(
  contest: Contest,
  { name, candidates, target, reference }: {
    name: string;
    candidates: readonly Candidate[];
    target: string;
    reference: Reference;
  },
): Promise<void> {
  const cell = cellOf(contest, target, name);
  const best = await chosen(contest, candidates, cell);
  const outcome = await best?.outcome(target, "test");
  if (!best || !outcome) return;
  const comparison: Own<ComparisonRow> = {
    metric: "comparison",
    ...cell,
    chosen: best.setting,
    ...accuracyOf(outcome),
  };
  const pairs: Own<PairedRow>[] = [];
  for (const against of AGAINST) {
    if (against === name) continue;
    const other = await reference(against, target);
    const paired = pairedOf(outcome, other);
    pairs.push({ metric: "paired", ...cell, against, ...paired });
  }
  await contest.ledger.add([...pairs, comparison]);
}

/** The candidate of the highest validation accuracy; nothing if there is none. */
async function chosen(
  contest: Contest,
  candidates: readonly Candidate[],
  cell: ReturnType<typeof cellOf>,
): Promise<Candidate | undefined> {
  if (candidates.length === 1) return candidates[0];
  let best: { candidate: Candidate; value: number } | undefined;
  for (const candidate of candidates) {
    const value = await validated(contest, candidate, cell);
    if (value === undefined || best && value <= best.value) continue;
    best = { candidate, value };
  }
  return best?.candidate;
}

/** A candidate's validation accuracy, measured unless the ledger holds it. */
async function validated(
  { ledger }: Contest,
  { setting, outcome }: Candidate,
  cell: ReturnType<typeof cellOf>,
): Promise<number | undefined> {
  const identity = { metric: "candidate" as const, ...cell, setting };
  if (ledger.has(identity)) return ledger.valueOf(identity);
  const validation = await outcome(cell.target, "validation");
  if (!validation) return undefined;
  const row: Own<CandidateRow> = { ...identity, ...accuracyOf(validation) };
  await ledger.add([row]);
  return row.value;
}

function accuracyOf(outcome: Outcome) {
  const [correct, count] = [countCorrect(outcome), outcome.labels.length];
  return { value: correct / count, count, ...wilson(correct, count) };
}

/** How one classifier does beside another one on the same examples. */
function pairedOf(one: Outcome, other: Outcome) {
  let [wins, losses] = [0, 0];
  one.labels.forEach((label, i) => {
    const right = one.predictions[i] === label;
    if (right === (other.predictions[i] === label)) return;
    if (right) wins++;
    else losses++;
  });
  const count = one.labels.length;
  return { wins, losses, count, ...pairedInterval(wins, losses, count) };
}
