import { deeds, looks, things } from "../words/everyday.ts";
import { names, roles } from "../words/people.ts";
import { cities, spots, weekdays } from "../words/places.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";
import { other } from "./other.ts";

const REPORTS = [
  "{name}, a {role}, {deed} the {thing} {spot}.",
  "on {day}, {name} {deed} a {look} {thing} in {city}.",
  "the {thing} was {deed} by {name}, the {role} from {city}.",
  "police said that {name} {deed} the {look} {thing} {spot}.",
];

/** Ways to tell of a further event; most of the different pairs have one. */
const FURTHER = [
  "a week later, {name} also {deed} the {thing} {spot}.",
  "in another case, the {thing} was {deed} by {name} in {city}.",
];

/** Reports of the same event in other words, like MRPC. */
export const paraphrase: Domain = {
  about: "Whether two reports tell of the same deed and thing",
  labels: ["different", "same"],
  shares: [0.46, 0.54],
  write(label, random) {
    const [deed, thing] = [random.pick(deeds), random.pick(things)];
    const slots = {
      name: random.pick(names),
      role: random.pick(roles),
      city: cities,
      spot: spots,
      day: weekdays,
      look: looks,
    };
    const second = label === 1 ? { deed, thing } : {
      deed: other(deeds, deed, random),
      thing: other(things, thing, random),
    };
    const further = label === 0 && random.uniform() < 0.7;
    return {
      text: fill(REPORTS, { ...slots, deed, thing }, random),
      pair: fill(further ? FURTHER : REPORTS, { ...slots, ...second }, random),
    };
  },
};
