import {
  business,
  type Field,
  science,
  sport,
  world,
} from "../words/fields.ts";
import { cities, countries, weekdays } from "../words/places.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";
import { other } from "./other.ts";

const FIELDS: readonly Field[] = [world, sport, business, science];

const NEWS = [
  "{actor} {deed} {object} in {city} on {day}",
  "{country}: {actor} {deed} {object} and {deed} {object}",
  "on {day}, {actor} from {country} {deed} {object}",
];

/** Second halves that speak of another field. */
const ASIDES = [
  ", said a witness who once met {stray}.",
  ", while {stray} made news in {city}.",
  ", a day after {stray} {strayDeed} {strayObject}.",
];

/** News in brief, like AG News. */
export const topics: Domain = {
  about:
    "Which field a piece of news is from, with a word of another in passing",
  labels: ["world", "sports", "business", "science"],
  shares: [0.25, 0.25, 0.25, 0.25],
  write(label, random) {
    const own = FIELDS[label]!;
    const stray = other(FIELDS, own, random);
    const slots = {
      actor: own.actors,
      deed: own.deeds,
      object: own.objects,
      stray: stray.actors,
      strayDeed: stray.deeds,
      strayObject: stray.objects,
      city: cities,
      country: countries,
      day: weekdays,
    };
    const aside = random.uniform() < 0.5 ? fill(ASIDES, slots, random) : ".";
    return { text: fill(NEWS, slots, random) + aside };
  },
};
