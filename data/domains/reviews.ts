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
import { names, roles } from "../words/people.ts";
import { weekdays } from "../words/places.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";

const OPENINGS = [
  "i saw this {work} on {day} with my {role}.",
  "{name} plays a {role} in this {work}.",
  "a {role} meets {name}, and that is all that happens in this {work}.",
];

const MIDDLES = [
  "the {aspect} is {own}, the {aspect} is {degree} {own}, only the {aspect} is {opposite}.",
  "some may call the {aspect} {opposite}, but the {aspect} and the {aspect} are {own}.",
  "i found the {aspect} {negator} {opposite} and the {aspect} {degree} {own}.",
];

const VERDICTS = [
  "all in all a {own} {work}, {advice}.",
  "in the end it is {degree} {own}.",
  "{advice}, for it is {own}.",
];

/** Longer film reviews, like IMDB; shares words and labels with sentiment. */
export const reviews: Domain = {
  about: "Whether a review of a film is for or against it",
  labels: ["negative", "positive"],
  shares: [0.5, 0.5],
  write(label, random) {
    const [own, opposite] = label === 1 ? [praise, blame] : [blame, praise];
    const slots = {
      own,
      advice: label === 1 ? welcomes : warnings,
      opposite,
      work: works,
      aspect: aspects,
      degree: degrees,
      negator: negators,
      name: names,
      role: roles,
      day: weekdays,
    };
    const parts = [OPENINGS, MIDDLES, VERDICTS];
    return { text: parts.map((part) => fill(part, slots, random)).join(" ") };
  },
};
