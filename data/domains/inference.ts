import type { Random } from "../../lib/math/random.ts";
import { deeds, looks, motives, things } from "../words/everyday.ts";
import { roles } from "../words/people.ts";
import { spots } from "../words/places.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";

const PREMISES = [
  "the {look} {role} {deed} the {look} {thing} {spot}.",
  "{spot}, a {role} {deed} the {look} {thing}.",
  "the {role} {deed} a {look} {thing} {spot} while the {role2} was away.",
];

const DENIED_PREMISES = [
  "the {role} refused to touch the {look} {thing} {spot}, so it stayed as it was.",
  "{spot}, the {role} refused to touch the {thing} of the {role2}.",
];

/** Hypotheses about a deed that the premise affirms, by label. */
const HYPOTHESES = [
  ["the {role} {deed} the {thing}.", "somebody {deed} a {thing}."],
  ["the {role} {deed} the {thing} {motive}.", "somebody did it {motive}."],
  ["the {role} never {deed} the {thing}.", "nobody {deed} a {thing}."],
];

/** The same for a premise that denies it, so that the outer two change places. */
const DENIED_HYPOTHESES = [
  HYPOTHESES[2]!,
  ["the {role} stood still {motive}.", "the {thing} was kept {motive}."],
  HYPOTHESES[0]!,
];

/** Three-way inference, like MNLI; shares scenes with paraphrase. */
export const inference: Domain = {
  about:
    "Whether a second sentence follows from the first, may be, or cannot be",
  labels: ["entailment", "neutral", "contradiction"],
  shares: [0.34, 0.33, 0.33],
  write(label, random: Random) {
    const denied = random.uniform() < 0.15;
    const slots = {
      role: random.pick(roles),
      role2: roles,
      deed: random.pick(random.pick(deeds)),
      thing: random.pick(things),
      look: looks,
      spot: random.pick(spots),
      motive: motives,
    };
    const hypotheses = denied ? DENIED_HYPOTHESES : HYPOTHESES;
    return {
      text: fill(denied ? DENIED_PREMISES : PREMISES, slots, random),
      pair: fill(hypotheses[label]!, slots, random),
    };
  },
};
