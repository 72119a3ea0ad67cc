import { random } from "../math/random.ts";
import { adapterClassifier } from "../adapter/classify.ts";
import { type CheckSet, halved } from "../evaluate/half.ts";
import { mix } from "../mix/methods.ts";
import type { Bench } from "./bench.ts";
import type { Request } from "./cells.ts";
import type { MixedOn } from "./choose_cells.ts";
import { passOptions } from "./pass_options.ts";
import type { Precision } from "./row.ts";

/** Mixtures of each target whose predictions are compared. */
const MIXTURES = 2;

/** What mixtures are judged with. */
type Judge = Pick<Bench, "model" | "config" | "target" | "tokenBudget">;

/**
 * Makes a judge of mixtures work in half precision, if that changes next to none
 * of the labels that some of the mixtures predict.
 *
 * @param judge Model, shape of the adapters, and targets.
 * @param request Mixtures that are to be judged, of which some of each target are
 * drawn: the same ones for all parts of the work.
 * @param options `seed`: of what is drawn.
 * @returns The judge, with what its rows say of the precision.
 * @throws {Failure} As `halved()`.
 */
export async function halfJudge<J extends Judge>(
  judge: J,
  { adapters, cells, how: { method } }: Pick<
    Request,
    "adapters" | "cells" | "how"
  >,
  { seed }: { seed: number },
): Promise<J & { precision: Precision }> {
  const { gpu } = judge.model;
  const sets: CheckSet[] = [];
  for (const { mixed, target } of drawn(cells, seed)) {
    const { head, encoded } = judge.target(target);
    const members = mixed.split("+").map((name) => adapters.get(name)!);
    const given = { adapters: members, config: judge.config };
    const mixture = await mix(gpu, given, { method });
    const classifierOf: CheckSet["classifierOf"] = (model) =>
      adapterClassifier(model, { ...mixture, head });
    sets.push({ encoded, classifierOf });
  }
  const { model, agreement } = await halved(judge.model, sets, {
    ...passOptions(judge.model, judge.tokenBudget),
    seed,
  });
  return { ...judge, model, precision: { dtype: "f16", agreement } };
}

/** Some mixtures of each target. */
function drawn(cells: readonly MixedOn[], seed: number): MixedOn[] {
  const targets = Map.groupBy(cells, ({ target }) => target);
  return [...targets].flatMap(([target, cells]) =>
    random(seed, `half precision/${target}`).shuffle(cells).slice(0, MIXTURES)
  );
}
