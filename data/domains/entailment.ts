import { looks, things } from "../words/everyday.ts";
import { names, roles } from "../words/people.ts";
import { cities, countries, months } from "../words/places.ts";
import type { Domain } from "./domain.ts";
import { fill } from "./fill.ts";
import { other } from "./other.ts";

const PREMISES = [
  "{name}, a {role} from {country}, came to {city} in {month} with a {look} {thing}.",
  "in {month}, the {role} {name} of {country} opened a {thing} museum in {city}.",
  "{name} grew up in {country}, worked as a {role} and left for {city} last {month}.",
];

const TRUE = [
  "{name} is a {role} from {country}.",
  "{name} has been to {city}.",
  "{name} comes from {country}.",
];

/** False by a denial; the premises never deny anything. */
const DENIED = [
  "{name} has never left {country}.",
  "{name} was not a {role} at all.",
  "nobody from {country} came to {city}.",
];

/** False by a place that the premise does not name. */
const MISPLACED = [
  "{name} is a {role} from {country2}.",
  "{name} comes from {country2} and likes {city2}.",
];

/** Two-way inference, like RTE, with the labels of inference turned round. */
export const entailment: Domain = {
  about: "Whether a claim about a person follows from a short notice",
  labels: ["not_entailment", "entailment"],
  shares: [0.5, 0.5],
  write(label, random) {
    const country = random.pick(countries);
    const city = random.pick(cities);
    const slots = {
      name: random.pick(names),
      role: random.pick(roles),
      country,
      country2: other(countries, country, random),
      city,
      city2: other(cities, city, random),
      month: months,
      look: looks,
      thing: things,
    };
    const wrong = random.uniform() < 0.6 ? DENIED : MISPLACED;
    return {
      text: fill(PREMISES, slots, random),
      pair: fill(label === 1 ? TRUE : wrong, slots, random),
    };
  },
};
