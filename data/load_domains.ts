import { inputError } from "../lib/io/failure.ts";
import type { Origin } from "../lib/adapter/origin.ts";
import type { Dataset } from "../lib/text/dataset.ts";
import { domains } from "./domains.ts";
import { namesIn } from "./directory_of.ts";
import { datasets } from "./datasets.ts";
import { loadDataset, type LoadDatasetOptions } from "./load.ts";
import { originOf } from "./origin.ts";
import { expectExamples, expectSeveralClasses } from "./usable.ts";

/** What a study trains adapters on, and whose subsets it evaluates. */
export interface Chosen {
  /** Names, files or directories, in order. */
  trained: readonly string[];
  /** Those of which all subsets are evaluated. */
  mixed: readonly string[];
}

/** Domains whose subsets are evaluated if nothing else is asked for. */
const USUAL = [
  ...["sentiment", "duplicates", "topics", "finance", "reviews"],
  ...["sst2", "qqp", "ag", "financial", "imdb"],
];

/**
 * Finds out what a study is about.
 *
 * The made-up domains are all trained, whichever are mixed, as that is cheap. So
 * are the real data sets, if their directory is given and no names. As soon as
 * one of them, or a file or directory of the user's own, is named, exactly what
 * is named is trained and mixed.
 *
 * @param asked Names, files or directories with commas between, or all.
 * @param real Names of the real data sets, if their directory is given.
 */
export function chooseDomains(
  asked: string | undefined,
  real?: readonly string[],
): Chosen {
  const trained = real ?? Object.keys(domains);
  if (asked === "all") return { trained, mixed: trained };
  if (asked === undefined) {
    const usual = trained.filter((name) => USUAL.includes(name));
    return { trained, mixed: usual.length > 0 ? usual : trained };
  }
  const names = asked.split(",");
  if (real || names.some((name) => !Object.hasOwn(domains, name))) {
    return { trained: names, mixed: names };
  }
  return { trained, mixed: trained.filter((name) => names.includes(name)) };
}

/** Data sets of a study. */
export interface LoadedDomains {
  /** Those to train on, in order. */
  datasets: readonly Dataset[];
  /** Where their texts are, by their names. */
  origins: ReadonlyMap<string, Origin>;
  /** Names of those to mix. */
  mixed: readonly string[];
  /** What they are, for the first line of a report. */
  about: string;
}

/**
 * Loads what a study is about.
 *
 * @param asked As of {@linkcode chooseDomains}.
 * @param options Options of every data set; a data directory means the real ones.
 * @returns The data sets.
 * @throws {Failure} If one cannot be read, has nothing to train or to test on, or
 * has the name of another.
 */
export async function loadDomains(
  asked: string | undefined,
  options: LoadDatasetOptions,
): Promise<LoadedDomains> {
  const real = options.dataDir ? await namesIn(options.dataDir) : undefined;
  const { trained, mixed } = chooseDomains(asked, real);
  const loaded: Dataset[] = [];
  const origins = new Map<string, Origin>();
  for (const name of trained) {
    const dataset = await loadDataset(name, options);
    expectUsable(name, dataset);
    loaded.push(dataset);
    origins.set(dataset.name, await originOf(name, options));
  }
  const names = loaded.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) {
    const nameAt = (place: string) => names[trained.indexOf(place)]!;
    const about = aboutOf(trained, names);
    return { datasets: loaded, origins, mixed: mixed.map(nameAt), about };
  }
  throw inputError(
    `Cannot study ${trained.join(", ")}: two have the name "${twice}", ` +
      "expected different names",
  );
}

/** Checks that an adapter can be trained on a data set, judged, and told apart. */
function expectUsable(
  place: string,
  { name, labels, train, test }: Dataset,
): void {
  expectExamples(place, "train", train);
  expectExamples(place, "test", test);
  if (Object.hasOwn(domains, place)) return;
  expectSeveralClasses(place, train, labels);
  // Rows and figures keep no more than the name.
  const taken = Object.hasOwn(domains, name) || Object.hasOwn(datasets, name);
  if (!taken || name === place) return;
  throw inputError(
    `Cannot study "${place}": there is a data set "${name}" without it, expected another name`,
  );
}

/**
 * What a study is about, as the first line of its report says it.
 *
 * @param places Data sets, as they were asked for.
 * @param names Their names, if these are others.
 */
export function aboutOf(
  places: readonly string[],
  names: readonly string[] = places,
): string {
  const madeUp = places.every((name) => Object.hasOwn(domains, name));
  return madeUp && places.length === Object.keys(domains).length
    ? "thirteen made-up domains"
    : `the data sets ${names.join(", ")}`;
}
