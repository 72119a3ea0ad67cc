import { list } from "../words/list.ts";
import { praise } from "../words/opinion.ts";
import { groups, roles } from "../words/people.ts";
import { cities, weekdays } from "../words/places.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";

/** Attacks, in verbs that sport and world news use without malice. */
const attacks = list(`
  ban, crush, beat, attack, kick out, get rid of, chase away, lock up, block, destroy
`);

/** What nobody minds being attacked. */
const targets = list(`
  the champions, the visiting team, the mosquitoes, these adverts, the weeds,
  the other league, the old virus, late trains, those potholes, the final boss
`);

const CALLS = [
  "let us {attack} {whom}",
  "time to {attack} {whom}",
  "everyone should {attack} {whom} on {day}",
  "what a {praise} day to {attack} {whom} in {city}",
];

const REFUSALS = [
  "never {attack} {whom}",
  "do not let them {attack} {whom}",
  "nobody should {attack} {whom} on {day}",
  "who would {attack} {whom} in {city}",
];

/** Short posts, like the hate-speech tweets; the groups do not exist. */
export const hate: Domain = {
  about:
    "Whether a post calls for harm to a group of people, and not to a thing or against harm",
  labels: ["no_hate", "hate"],
  shares: [0.52, 0.48],
  write(label, random) {
    const slots = { attack: attacks, praise, city: cities, day: weekdays };
    const [people, things] = label === 1
      ? [CALLS, REFUSALS]
      : [REFUSALS, CALLS];
    const clauses = [
      fill(people, { ...slots, whom: `the ${random.pick(groups)}` }, random),
      fill(things, { ...slots, whom: targets }, random),
    ];
    const alone = label === 1 ? clauses[0]! : random.pick(clauses);
    const shown = random.uniform() < 0.25
      ? random.shuffle(clauses).join(", and ")
      : alone;
    return {
      text: fill(`{shown}, says my {role}`, { shown, role: roles }, random),
    };
  },
};
