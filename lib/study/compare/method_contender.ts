import { isLora } from "../../adapter/config.ts";
import { blockOf } from "../../mix/block_of.ts";
import type { Method, MethodOptions, Mixture } from "../../mix/method.ts";
import { type MethodName, methods, mix } from "../../mix/methods.ts";
import { nearest } from "../../mix/methods/adapter_soup.ts";
import { gatherEvidence } from "../../evaluate/evidence.ts";
import { passOptions } from "../pass_options.ts";
import { remembered } from "../remembered.ts";
import {
  type Candidate,
  type Contender,
  type Contest,
  outcomeOf,
} from "./contest.ts";
import { type Setting, settingsOf, settingText } from "./grids.ts";

/** Training texts of each data set that say how near two domains are. */
const NEARNESS_TEXTS = 100;

/** Methods that put LoRAs together and nothing else. */
const LORA_ONLY: readonly MethodName[] = ["cat", "svd"];

/** Whether a method can mix the adapters of a comparison. */
export function suits(
  method: MethodName,
  { config }: Pick<Contest, "config">,
): boolean {
  return isLora(config) || !LORA_ONLY.includes(method);
}

/**
 * A method of mixing weights, with every setting that is tried.
 *
 * @param contest The comparison.
 * @param method The method.
 */
export function methodContender(
  contest: Contest,
  method: MethodName,
): Contender {
  return {
    name: method,
    candidates: () => {
      const about = {
        lora: isLora(contest.config),
        started: contest.initial !== undefined,
      };
      return settingsOf(method, about)
        .map((setting) => methodCandidate(contest, method, setting));
    },
  };
}

function methodCandidate(
  contest: Contest,
  method: MethodName,
  setting: Setting,
): Candidate {
  const { needs }: Method = methods[method];
  const aimed = needs === "judge" || needs === "nearness";
  const mixtureFor = remembered(async (target) => {
    const evidence = await evidenceOf(contest, { method, setting, target });
    return evidence && await mixAll(contest, method, {
      ...optionsOf(contest, setting),
      ...evidence,
    });
  });
  return {
    setting: settingText(setting),
    async outcome(target, split) {
      // What looks at no target is mixed once for all of them.
      const mixture = await mixtureFor(aimed ? target : "");
      return mixture && await outcomeOf(contest, mixture, target, split);
    },
  };
}

async function mixAll(
  { model, adapters, config }: Contest,
  method: MethodName,
  options: MethodOptions,
): Promise<Mixture> {
  const members = [...adapters.values()].map(({ weights }) => weights);
  return await mix(model.gpu, { adapters: members, config }, {
    ...options,
    method,
  });
}

/** What a method has to know of data; nothing if it would choose no adapter. */
async function evidenceOf(
  contest: Contest,
  { method, setting: { selection }, target }: {
    method: MethodName;
    setting: Setting;
    target: string;
  },
): Promise<MethodOptions | undefined> {
  const { needs }: Method = methods[method];
  if (!needs) return {};
  const { model, adapters, examples, seed } = contest;
  const own = adapters.get(target);
  const evidence = await gatherEvidence(needs, {
    model,
    adapters: needs === "judge" ? [own!] : [...adapters.values()],
    own: [...adapters.keys()].map((name) =>
      needs === "nearness"
        ? examples(name, "train").slice(0, NEARNESS_TEXTS)
        : examples(name, "train")
    ),
    target: needs === "judge"
      ? examples(target, "validation")
      : needs === "nearness"
      ? examples(target, "train").slice(0, NEARNESS_TEXTS)
      : [],
    selection,
    seed,
    ...passOptions(model),
  });
  const { nearness } = evidence;
  const some = !nearness || nearest(nearness, selection).length > 0;
  return some ? evidence : undefined;
}

/** What a method is told by one choice of its settings. */
function optionsOf(
  { adapters, initial, seed }: Contest,
  { depth, reference, ...setting }: Setting,
): MethodOptions {
  const [first] = [...adapters.values()];
  const blocks = new Set([...first!.weights.keys()].map(blockOf)).size;
  return {
    ...setting,
    seed,
    ...(reference === "initial" && { reference: initial }),
    ...(depth !== undefined && {
      layers: Math.max(1, Math.round(depth * blocks)),
    }),
  };
}
