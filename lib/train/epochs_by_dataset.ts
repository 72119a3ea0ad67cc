import { settingsFrom } from "./options.ts";

/** What {@linkcode settingsFrom} reads. */
type Options = Parameters<typeof settingsFrom>[0];

/**
 * Passes over the data of those data sets of which a preset has a number of its own.
 *
 * @param options Values of `trainOptions`, and the model.
 * @param datasets Names of the data sets.
 * @returns Epochs by name, where they are not the ones of any other data set; none if
 * the user gives one number for all.
 * @see Nguyen and Le 2024, arXiv:2402.10639, table 17
 */
export function epochsByDataset(
  options: Options,
  datasets: readonly string[],
): Record<string, number> {
  const usual = settingsFrom(options, "").epochs;
  return Object.fromEntries(
    datasets.map((name) => [name, settingsFrom(options, name).epochs] as const)
      .filter(([, epochs]) => epochs !== usual),
  );
}
