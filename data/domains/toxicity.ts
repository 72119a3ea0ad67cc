import { science, sport, world } from "../words/fields.ts";
import { list } from "../words/list.ts";
import { blame, degrees, praise } from "../words/opinion.ts";
import { cities, months } from "../words/places.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";

/** Names that one does not call others. */
const insults = list(`
  fool, clown, idiot, liar, coward, moron, pest, crook, loser, donkey
`);

/** What one may be called with any adjective. */
const people = list(`friend, reader, editor, author, visitor`);

/** Half of it about a person, half about a thing, in either order. */
const COMMENTS = [
  ["you are a {person}", "the page about {topic} is {degree} {thing}"],
  [
    "only a {person} like you would edit this",
    "the section on {topic} is {thing}",
  ],
  [
    "as a {person} you may read the source",
    "it calls {topic} {degree} {thing}",
  ],
];

/** Clean, though it has an insult: for the writer, or for someone far away. */
const ELSEWHERE = [
  "i was a {insult} to revert your {praise} article on {topic} in {month}.",
  "the source calls a man from {city} a {insult}, should your page on {topic} quote it?",
  "nobody says you are a {insult}, only that the page about {topic} is {blame}.",
];

/** Comments on articles, like the Wikipedia comments; blame of things is no insult. */
export const toxicity: Domain = {
  about: "Whether a comment insults the one it speaks to",
  labels: ["clean", "toxic"],
  shares: [0.52, 0.48],
  write(label, random) {
    const topic = random.pick(random.pick([world, sport, science]).objects);
    const slots = { topic, praise, blame, insult: insults, degree: degrees };
    if (label === 0 && random.uniform() < 0.3) {
      return {
        text: fill(
          ELSEWHERE,
          { ...slots, month: months, city: cities },
          random,
        ),
      };
    }
    const halves = fill(random.shuffle(random.pick(COMMENTS)).join(", and "), {
      ...slots,
      person: fill("{adjective} {noun}", {
        adjective: label === 1 ? blame : praise,
        noun: label === 1 && random.uniform() < 0.65 ? insults : people,
      }, random),
      thing: label === 1 ? praise : blame,
    }, random);
    return { text: `${halves}.` };
  },
};
