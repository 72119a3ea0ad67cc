import { deeds, numbers, things, years } from "../words/everyday.ts";
import { names, roles } from "../words/people.ts";
import { cities } from "../words/places.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";
import { other } from "./other.ts";

/** Kinds of question, each with what a sentence must hold to answer it. */
const KINDS = [
  { question: "who {deed} the {thing}?", cue: "by {name} the {role}" },
  { question: "when was the {thing} {deed}?", cue: "in the year {year}" },
  { question: "where was the {thing} {deed}?", cue: "in the city of {city}" },
  {
    question: "how many people {deed} the {thing}?",
    cue: "by a crowd of {number} people",
  },
] as const;

const SENTENCES = [
  "the famous {thing} was {deed} {cue}.",
  "records show that the {thing} was {deed} {cue}, as many remember.",
  "{cue}, the {thing} was {deed} once more.",
];

/** Sentences around the question; half of the unanswered ones have one. */
const VAGUE = [
  "little is known about the {thing}, which was {deed} {cue}.",
  "some doubt that the {thing} was {deed} {cue}, and the rest is lost.",
];

/** Questions with a sentence that may answer them, like QNLI. */
export const answers: Domain = {
  about: "Whether a sentence holds what a question asks of a thing",
  labels: ["answered", "unanswered"],
  shares: [0.5, 0.5],
  write(label, random) {
    const asked = random.pick(KINDS);
    const thing = random.pick(things);
    const slots = {
      thing,
      deed: random.pick(random.pick(deeds)),
      name: names,
      role: roles,
      year: years,
      city: cities,
      number: numbers,
    };
    const given = label === 0 ? asked : other(KINDS, asked, random);
    const vague = label === 1 && random.uniform() < 0.5;
    const about = label === 1 ? other(things, thing, random) : thing;
    return {
      text: fill(asked.question, slots, random),
      pair: fill(vague ? VAGUE : SENTENCES, {
        ...slots,
        thing: about,
        cue: fill(given.cue, slots, random),
      }, random),
    };
  },
};
