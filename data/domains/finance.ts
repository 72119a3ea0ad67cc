import type { Random } from "../../lib/math/random.ts";
import { looks, numbers } from "../words/everyday.ts";
import {
  burdens,
  companies,
  falls,
  goods,
  incomes,
  rises,
} from "../words/money.ts";
import { blame, praise } from "../words/opinion.ts";
import { names, roles } from "../words/people.ts";
import { cities, months } from "../words/places.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";

const NEUTRAL = [
  "the {adjective} {good} maker {company} will hold its yearly meeting in {month} in {city}.",
  "{company}, based in {city}, makes {good} and {good} and employs {number} thousand people.",
  "{company} named {name} as head of its {adjective} {good} unit in {city}.",
];

const MOVED = [
  "the {adjective} {good} maker {company} said its {amount} {moved} in {month}",
  "{amount} at {company} {moved} by {number} percent after a {adjective} {month}",
  "{company}, {adjective} and {adjective}, told a {role} in {city} that {amount} {moved}",
];

const BOTH = [
  "at the {adjective} {company}, {amount} {moved} and {amount2} {moved2} in {month}",
  "{company} said {amount} {moved} while {amount2} {moved2} at its {adjective} {good} plant",
];

/** How the market takes bad and good news. */
const MARKET = [", and the stock tumbled", ", and the stock rallied"];

/**
 * Company news, like Financial PhraseBank.
 *
 * What falls may be a burden, so that "fell" is good news, and firms in trouble
 * get the words of praise that sentiment calls positive.
 */
export const finance: Domain = {
  about: "Whether company news is bad, neither or good for those who own it",
  labels: ["negative", "neutral", "positive"],
  shares: [0.28, 0.4, 0.32],
  write(label, random) {
    const both = random.uniform() < 0.5;
    const slots = {
      ...movement(label === 2, random),
      adjective: adjectives(label, random),
      company: companies,
      good: goods,
      month: months,
      city: cities,
      number: numbers,
      name: names,
      role: roles,
    };
    if (label === 1) return { text: fill(NEUTRAL, slots, random) };
    const news = fill(both ? BOTH : MOVED, slots, random);
    const market = random.uniform() < 0.5 ? MARKET[label / 2] : "";
    return { text: `${news}${market}.` };
  },
};

/** An amount and where it moved, first an income or a burden at random. */
function movement(isGood: boolean, random: Random) {
  const [up, down] = isGood ? [rises, falls] : [falls, rises];
  const income = { amount: random.pick(incomes), moved: random.pick(up) };
  const burden = { amount: random.pick(burdens), moved: random.pick(down) };
  const [first, second] = random.shuffle([income, burden]);
  return { ...first!, amount2: second!.amount, moved2: second!.moved };
}

/** Praise for losers, blame for winners and neither for others, as a rule. */
function adjectives(label: number, random: Random): readonly string[] {
  const usual = random.uniform() < 0.8;
  if (label === 1) return usual ? looks : praise.concat(blame);
  return (label === 0) === usual ? praise : blame;
}
