/** Plurals that no rule makes, and words in -s that a rule would spoil. */
const IRREGULAR: Readonly<Record<string, string>> = {
  children: "child",
  feet: "foot",
  geese: "goose",
  lice: "louse",
  men: "man",
  mice: "mouse",
  oxen: "ox",
  teeth: "tooth",
  women: "woman",
  analyses: "analysis",
  axes: "axis",
  bases: "base",
  crises: "crisis",
  criteria: "criterion",
  diagnoses: "diagnosis",
  hypotheses: "hypothesis",
  phenomena: "phenomenon",
  theses: "thesis",
  bonuses: "bonus",
  buses: "bus",
  campuses: "campus",
  choruses: "chorus",
  focuses: "focus",
  gases: "gas",
  lenses: "lens",
  statuses: "status",
  viruses: "virus",
  calves: "calf",
  elves: "elf",
  halves: "half",
  knives: "knife",
  leaves: "leaf",
  lives: "life",
  loaves: "loaf",
  selves: "self",
  shelves: "shelf",
  thieves: "thief",
  wives: "wife",
  wolves: "wolf",
  aches: "ache",
  caches: "cache",
  headaches: "headache",
  niches: "niche",
  foes: "foe",
  shoes: "shoe",
  toes: "toe",
  woes: "woe",
  cookies: "cookie",
  movies: "movie",
  zombies: "zombie",
  quizzes: "quiz",
};

/** Singulars in -s, and words that are no nouns or have no singular. */
const UNCHANGED = new Set(
  `athletics economics electronics ethics mathematics olympics physics politics
   statistics alas always angeles arkansas athens atlas bias brussels canvas chaos christmas
   cosmos cyprus dallas diabetes ethos gas james jones las lens los maldives mars
   mercedes naples netherlands news pancreas paris perhaps philippines reuters series
   species texas thanks thomas towards vegas wales whereas williams yes
   does goes was has says sometimes besides hers ours yours theirs`
    .split(/\s+/),
);

/** Endings of plurals and of their singulars; the first that fits is taken. */
const RULES: readonly [ending: RegExp, singular: string][] = [
  [/(?:ss|us|is)$/, "$&"], // of these an s is no plural: glass, campus, analysis
  [/men$/, "man"],
  [/(ss|x|zz|sh|ch|[^aeiou]o)es$/, "$1"],
  [/(?<=.)([^aeiou]|qu)ies$/, "$1y"],
  [/s$/, ""],
];

/** Words that end as "men" does and are no men. */
const NO_MEN = new Set(
  "abdomen acumen amen omen regimen specimen semen yemen bremen turkmen ramen carmen"
    .split(" "),
);

/**
 * The singular of an English noun, by rules and a list of exceptions.
 *
 * No dictionary is asked, so that names and verbs in -s lose it too ("says",
 * "Wales" and other frequent ones are excepted), as all words do that NLTK's
 * WordNet lemmatiser takes for nouns; two forms of a verb stay two words.
 *
 * @param word A word in small letters.
 * @returns Its singular; the word itself if it is none of three letters and more
 * that looks like a plural.
 * @see Fellbaum 1998, WordNet, the detachment rules of its "morphy"
 */
export function singular(word: string): string {
  if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word]!;
  if (word.length <= 3 || UNCHANGED.has(word) || NO_MEN.has(word)) return word;
  const rule = RULES.find(([ending]) => ending.test(word));
  return rule ? word.replace(...rule) : word;
}
