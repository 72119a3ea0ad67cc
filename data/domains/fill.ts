import type { Random } from "../../lib/math/random.ts";

/** What may stand at each named place: one text, or any of several. */
export type Slots = Readonly<Record<string, string | readonly string[]>>;

/**
 * Fills the places of a template with random words.
 *
 * @param templates One template, or several of which one is picked; a place is a
 * name in braces.
 * @param slots Words by name; a list gives each place its own pick.
 * @param random Where the picks come from.
 * @returns The text, with "a" made "an" where a vowel follows.
 * @throws {RangeError} If a template has a place that no slot is named after.
 */
export function fill(
  templates: string | readonly string[],
  slots: Slots,
  random: Random,
): string {
  const template = typeof templates === "string"
    ? templates
    : random.pick(templates);
  const text = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const slot = slots[name];
    if (slot === undefined) {
      throw new RangeError(
        `Cannot fill "${template}": it names ${name}, expected one of ${
          Object.keys(slots).join(", ")
        }`,
      );
    }
    return typeof slot === "string" ? slot : random.pick(slot);
  });
  return text.replaceAll(/\ba (?=[aeiou])/g, "an ");
}
