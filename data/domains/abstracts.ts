import { numbers } from "../words/everyday.ts";
import { illnesses, outcomes, treatments } from "../words/medicine.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";
import { other } from "./other.ts";

/** What each section says; they share most of their words. */
const SECTIONS = [
  [
    "little is known about the effect of {treatment} on {outcome} in patients with {illness}",
    "patients with {illness} often report a poor {outcome}, yet the cause remains unclear",
    "few trials have compared {treatment} with placebo in {illness}",
  ],
  [
    "to determine the effect of {treatment} on {outcome} in patients with {illness}",
    "we aimed to compare {treatment} with placebo in {illness}",
    "the trial was to show whether {treatment} improves {outcome} in {illness}",
  ],
  [
    "{number} patients with {illness} were assigned at random to {treatment} or placebo",
    "{outcome} was measured before and after {number} weeks of {treatment}",
    "we compared {treatment} with placebo in {number} patients with {illness}",
  ],
  [
    "{outcome} improved more with {treatment} than with placebo in {number} patients",
    "the effect of {treatment} on {outcome} was not significant after {number} weeks",
    "{number} patients with {illness} reported a better {outcome} after {number} weeks",
  ],
  [
    "{treatment} improves {outcome} and should be considered in patients with {illness}",
    "{treatment} is safe for patients with {illness} and may improve {outcome}",
    "we do not recommend {treatment} for {illness}, and further trials are needed",
  ],
];

/** Sentences of medical abstracts, like RCT. */
export const abstracts: Domain = {
  about:
    "Which section of a medical abstract a sentence is from, told from its main clause",
  labels: ["background", "objective", "methods", "results", "conclusions"],
  shares: [0.14, 0.12, 0.32, 0.28, 0.14],
  write(label, random) {
    const slots = {
      illness: illnesses,
      treatment: treatments,
      outcome: outcomes,
      number: numbers,
    };
    const own = fill(SECTIONS[label]!, slots, random);
    if (random.uniform() < 0.6) return { text: `${own}.` };
    const before = fill(
      other(SECTIONS, SECTIONS[label]!, random),
      slots,
      random,
    );
    return { text: `${random.pick(["although", "while"])} ${before}, ${own}.` };
  },
};
