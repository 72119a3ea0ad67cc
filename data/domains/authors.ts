import { business, science, sport, world } from "../words/fields.ts";
import { list } from "../words/list.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";
import { other } from "./other.ts";

/** Turns of phrase; every author is fond of two kinds. */
const HABITS = [
  list("indeed, surely, plainly"),
  list("perhaps, maybe, possibly"),
  list("thus, hence, thereby"),
  list("honestly, frankly, look"),
] as const;

/** What only one author says, in the order of the labels. */
const SAYINGS = list(`
  as my aunt would say, if memory serves, in plain words, for what it is worth,
  to put it mildly, come what may
`);

/** The two habits of each author. */
const FONDNESS = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]] as const;

const COLUMNS = [
  "{first}, {actor} {deed} {object}, and, {second}, {actor} {deed} {object}",
  "{actor}, {first}, {deed} {object}; {second}, no surprise, and, {first}, no harm",
  "{second}, it was {actor} who {deed} {object}, which, {first}, says a lot",
];

/** What some of the sentences quote of another writer's habit. */
const QUOTES = [
  ' "{stray}," someone wrote back.',
  ' a colleague answered, "{stray}."',
];

/** Newspaper columns, like Guardian Authorship; written about every field. */
export const authors: Domain = {
  about:
    "Which of six writers a sentence is by, told from turns of phrase alone, some quoted",
  labels: ["marlow", "quill", "thorne", "vance", "hale", "imber"],
  shares: [0.2, 0.18, 0.17, 0.16, 0.15, 0.14],
  write(label, random) {
    const first = FONDNESS[label]![random.integer(2)]!;
    const second = other(FONDNESS[label]!, first, random);
    const strange = HABITS.filter((_, i) => i !== first && i !== second);
    const field = random.pick([world, sport, business, science]);
    const slots = {
      first: random.pick(HABITS[first]!),
      second: random.pick(HABITS[second]!),
      stray: random.pick(strange),
      actor: field.actors,
      deed: field.deeds,
      object: field.objects,
    };
    const column = fill(COLUMNS, slots, random);
    const saying = random.uniform() < 0.7 ? `, ${SAYINGS[label]}.` : ".";
    const quote = random.uniform() < 0.3 ? fill(QUOTES, slots, random) : "";
    return { text: column + saying + quote };
  },
};
