import type { Settings } from "../study/ledger.ts";

/** A study as far as its settings are listed. */
interface Begun {
  readonly folder: string;
  readonly settings: Settings;
}

/**
 * Settings of studies for the end of a report.
 *
 * @param studies The studies.
 * @returns Values by name, in words; what not all of the studies have in common is
 * there once for each of them, with its folder.
 */
export function factsOf(studies: readonly Begun[]): Record<string, string> {
  const names = new Set(
    studies.flatMap(({ settings }) => Object.keys(settings)),
  );
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const values = studies.map(({ folder, settings }) => (
        { folder, value: valueText(settings[name]) }
      ));
      const [first] = values;
      return values.every(({ value }) => value === first!.value)
        ? [[inWords(name), first!.value]]
        : values.map((
          { folder, value },
        ) => [`${inWords(name)} (${folder})`, value]);
    }),
  );
}

/** For example "learning rate" for "learningRate". */
function inWords(name: string): string {
  return name.replaceAll(
    /[a-z][A-Z]/g,
    ([last, first]) => `${last} ${first!.toLowerCase()}`,
  );
}

/** A setting's value; of one that is JSON, only what is set. */
function valueText(value: Settings[string] | undefined): string {
  if (value === undefined) return "not set";
  if (typeof value !== "string" || !value.startsWith("{")) return `${value}`;
  const fields = Object.entries(JSON.parse(value) as Record<string, unknown>);
  const set = fields.filter(([, one]) =>
    one !== null && one !== false && `${one}` !== ""
  );
  return set.map(([name, one]) => one === true ? name : `${name} ${one}`)
    .join(", ");
}
