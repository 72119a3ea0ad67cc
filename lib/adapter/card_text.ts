/**
 * Texts from files, made safe for a model card.
 *
 * @module
 */

/**
 * Quotes a text for YAML: printable ASCII only, so that nothing in it can end the
 * quotes or the line.
 *
 * @param text Any text.
 * @returns The text as a double-quoted scalar.
 * @see https://yaml.org/spec/1.2.2, section 7.3.1
 */
export function yamlText(text: string): string {
  const inner = Array.from(text, (letter) => {
    if (letter === '"' || letter === "\\") return `\\${letter}`;
    if (letter >= " " && letter <= "~") return letter;
    const code = letter.codePointAt(0)!;
    // Half of a pair is no character.
    const whole = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    return `\\U${whole.toString(16).padStart(8, "0")}`;
  });
  return `"${inner.join("")}"`;
}

/**
 * Writes a text into a line or a table of Markdown, as it reads.
 *
 * @param text Any text.
 * @returns The text with every sign that could mean something escaped, on one line.
 */
export function markdownText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\\`*_{}[\]<>()#+!|~&$]/g, "\\$&");
}
