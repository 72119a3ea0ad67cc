import { looks, tasks, things } from "../words/everyday.ts";
import { roles } from "../words/people.ts";
import { spots } from "../words/places.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";
import { other } from "./other.ts";

const QUESTIONS = [
  "how do i {task} a {look} {thing}?",
  "what is the best way to {task} my {thing}?",
  "how can a {role} {task} the {thing} {spot}?",
  "is it hard to {task} a {thing} without help?",
  "which tool do i need to {task} an old {thing}?",
];

/** Questions that want more; most of the different pairs have one. */
const FURTHER = [
  "what does it cost to {task} a {look} {thing} {spot}?",
  "how long does it take a {role} to {task} a {thing}?",
];

/** Questions asked twice, like QQP; paraphrase with its labels turned round. */
export const duplicates: Domain = {
  about: "Whether two questions ask for the same task and thing",
  labels: ["duplicate", "different"],
  shares: [0.48, 0.52],
  write(label, random) {
    const [task, thing] = [random.pick(tasks), random.pick(things)];
    const slots = { look: looks, role: roles, spot: spots };
    const second = label === 0 ? { task, thing } : {
      task: other(tasks, task, random),
      thing: other(things, thing, random),
    };
    const further = label === 1 && random.uniform() < 0.75;
    return {
      text: fill(QUESTIONS, { ...slots, task, thing }, random),
      pair: fill(
        further ? FURTHER : QUESTIONS,
        { ...slots, ...second },
        random,
      ),
    };
  },
};
