import {
  aspects,
  blame,
  degrees,
  negators,
  praise,
  warnings,
  welcomes,
  works,
} from "../words/opinion.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";

const PLAIN = [
  "a {own} and {own} {work} with a {own} {aspect}.",
  "the {aspect} is {degree} {own} and the {aspect} is {own}.",
  "{degree} {own}, {degree} {own}, a {work} for a long evening.",
  "what a {own} {work}: the {aspect} alone is {degree} {own}.",
];

const CONTRAST = [
  "although the {aspect} is {opposite}, the {work} as a whole is {own} and {own}.",
  "the {work} is {own} despite a {opposite} {aspect}, and {degree} {own} in the end.",
  "the {aspect} may be {opposite}, but this {work} stays {own} and {degree} {own}.",
];

const NEGATED = [
  "the {work} is {negator} {opposite}, and the {aspect} is {own}.",
  "this {work} is {negator} {opposite} and its {aspect} is {negator} {opposite}.",
];

/** Short verdicts on films, like SST-2; shares words and labels with reviews. */
export const sentiment: Domain = {
  about: "Whether a short verdict on a film is for or against it",
  labels: ["negative", "positive"],
  shares: [0.49, 0.51],
  write(label, random) {
    const [own, opposite] = label === 1 ? [praise, blame] : [blame, praise];
    const draw = random.uniform();
    const templates = draw < 0.55 ? PLAIN : draw < 0.85 ? CONTRAST : NEGATED;
    const advice = label === 1 ? welcomes : warnings;
    const slots = {
      own,
      opposite,
      work: works,
      aspect: aspects,
      degree: degrees,
      negator: negators,
    };
    const ending = random.uniform() < 0.4 ? ` ${random.pick(advice)}.` : "";
    return { text: fill(templates, slots, random) + ending };
  },
};
