/**
 * What methods of mixing weights are compared with: adapters chosen by their signs,
 * pruned adapters, predictions put together, and the target's own adapter.
 *
 * @module
 */
import type { Weights } from "../../io/safetensors.ts";
import { random } from "../../math/random.ts";
import { average } from "../../mix/average.ts";
import { fsdMatrix } from "../../mix/fsd.ts";
import { greedy, greedyRules } from "../../mix/greedy.ts";
import type { CriterionName } from "../../train/criteria.ts";
import { lossGradient } from "../../train/criteria/loss_gradient.ts";
import { pruneBy } from "../../train/prune_by.ts";
import { ensemble } from "../../evaluate/ensemble.ts";
import { remembered } from "../remembered.ts";
import { type Contender, type Contest, outcomeOf } from "./contest.ts";
import { combinations, settingText } from "./grids.ts";

/** Shares of the weights that are removed before mixing. */
const SPARSITIES = [0.8, 0.9, 0.5] as const;

/**
 * The target's own adapter, alone.
 *
 * @param contest The comparison.
 */
export function singleContender(contest: Contest): Contender {
  return {
    name: "single",
    candidates: () => [{
      setting: "",
      outcome: async (target, split) =>
        await outcomeOf(contest, contest.adapters.get(target)!, target, split),
    }],
  };
}

/**
 * The average of adapters that are chosen by their signs: rule and number are
 * settings.
 *
 * @param contest The comparison.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 1
 */
export function greedyContender(contest: Contest): Contender {
  const { model: { gpu }, config, adapters } = contest;
  const names = [...adapters.keys()];
  const weights = [...adapters.values()].map(({ weights }) => weights);
  const candidates = () => {
    const matrix = remembered(async () => (await fsdMatrix(gpu, weights)).fsd);
    const mixtureOf = remembered(async (places: string) => {
      const chosen = places.split(",").map((at) => weights[Number(at)]!);
      return { weights: await average(gpu, chosen), config };
    });
    const counts = names.map((_, i) => i + 1).slice(1);
    return combinations({ rule: greedyRules, adapters: counts })
      .map(({ rule, adapters }) => ({
        setting: settingText({ rule, adapters }),
        async outcome(target: string, split: "validation" | "test") {
          const own = names.indexOf(target);
          const chosen = greedy(await matrix(""), adapters, {
            rule,
            ...(rule !== "row-mean" && { target: own }),
          });
          const places = chosen.toSorted((a, b) => a - b).join(",");
          const mixture = await mixtureOf(places);
          return await outcomeOf(contest, mixture, target, split);
        },
      }));
  };
  return { name: "greedy", candidates };
}

/**
 * The average of adapters that are pruned before, each by itself.
 *
 * @param contest The comparison.
 * @param criterion What their weights are judged by.
 * @see He et al. 2022, arXiv:2210.04284
 */
export function prunedContender(
  contest: Contest,
  criterion: CriterionName,
): Contender {
  const { model, config, adapters, examples, seed } = contest;
  const { gpu } = model;
  const candidates = () =>
    combinations({ sparsity: SPARSITIES }).map(({ sparsity }) => {
      const mixture = remembered(async () => {
        const pruned: Weights[] = [];
        for (const [name, adapter] of adapters) {
          const { weights } = await pruneBy(gpu, adapter, {
            criterion,
            sparsity,
            // Chance removes other weights of each adapter.
            seed: random(seed, `compare/${name}`).integer(2 ** 31),
            gradientAt: lossGradient(model, adapter, examples(name, "train")),
          });
          pruned.push(weights);
        }
        return { weights: await average(gpu, pruned), config };
      });
      return {
        setting: settingText({ sparsity }),
        outcome: async (target: string, split: "validation" | "test") =>
          await outcomeOf(contest, await mixture(""), target, split),
      };
    });
  return { name: `pruned_${criterion}`, candidates };
}

/**
 * The mean of what all adapters predict, each with the target's head: as many
 * passes through the network as there are adapters.
 *
 * @param contest The comparison.
 */
export function ensembleContender(contest: Contest): Contender {
  const candidates = () =>
    combinations({ over: ["probabilities", "logits"] }).map(({ over }) => ({
      setting: settingText({ over }),
      async outcome(target: string, split: "validation" | "test") {
        const members = [];
        for (const adapter of contest.adapters.values()) {
          members.push(await outcomeOf(contest, adapter, target, split));
        }
        return ensemble(members, { over });
      },
    }));
  return { name: "ensemble", candidates };
}
