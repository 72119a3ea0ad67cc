/** What the entities that occur in the data sets stand for. */
const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** An entity; AG's news lost the ampersand of many: "quot;", "Bush#39;s". */
const ENTITY =
  /(?:&|(?<![\w&]))(lt|gt|amp|quot|apos|nbsp);|&#(\d{1,6});|#(\d{2,6});/g;

/**
 * A text without the marks of web pages: entities are the characters that they
 * stand for, line breaks are line ends, other tags and addresses are spaces.
 *
 * @param text Text that may come from a web page.
 * @returns The text as a reader of the page would see it.
 */
export function plainText(text: string): string {
  return text
    .replace(ENTITY, (entity, name?: string, code?: string, bare?: string) => {
      if (name !== undefined) return ENTITIES[name]!;
      const point = Number(code ?? bare);
      const character = point > 31 && point <= 0x10ffff && !isHalf(point);
      return character ? String.fromCodePoint(point) : entity;
    })
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<\/?[a-z][^<>]*>/gi, " ")
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, " ");
}

/** Whether a code point is half of a pair, which is no character. */
function isHalf(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}
