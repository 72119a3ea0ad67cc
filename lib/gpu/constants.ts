/**
 * Whole-number constants of a WGSL text: read, replaced and calculated with.
 *
 * @module
 */

const DECLARATION = /^const (\w+) = ([^;]+);/gm;

/** Constants by name. */
export type Constants = ReadonlyMap<string, number>;

/**
 * Reads the whole-number constants that a WGSL text declares.
 *
 * @param code WGSL text, one `const NAME = expression;` a line.
 * @returns The values; constants of other types are left out.
 */
export function constants(code: string): Constants {
  const known = new Map<string, number>();
  for (const [, name = "", text = ""] of code.matchAll(DECLARATION)) {
    try {
      known.set(name, evaluate(text, known, name));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error; // not a whole number
    }
  }
  return known;
}

/**
 * Gives constants of a WGSL text other values.
 *
 * @param name Name of the kernel, for errors.
 * @param code WGSL text.
 * @param values New value of each constant; all are unsigned.
 * @returns The text with the new values.
 * @throws {TypeError} If the text declares no such constant.
 */
export function withConstants(
  name: string,
  code: string,
  values: Readonly<Record<string, number>>,
): string {
  for (const [constant, value] of Object.entries(values)) {
    const line = new RegExp(`^const ${constant} = [^;]+;`, "m");
    if (!line.test(code)) {
      throw new TypeError(
        `Cannot set constant "${constant}" of kernel "${name}": it declares none of that name, expected one of ${
          [...constants(code).keys()].join(", ")
        }`,
      );
    }
    code = code.replace(line, `const ${constant} = ${value}u;`);
  }
  return code;
}

/**
 * Calculates a constant expression of whole numbers: + - * / and brackets.
 *
 * @param text The expression; literals may end in `u`.
 * @param known Constants that it may name.
 * @param name Name of the kernel, for errors.
 * @returns Its value; quotients are rounded down.
 * @throws {SyntaxError} If it is not such an expression.
 */
export function evaluate(text: string, known: Constants, name: string): number {
  const tokens = text.match(/\w+|\S/g) ?? [];
  let at = 0;
  const unknown = (token = "its end") =>
    new SyntaxError(
      `Cannot calculate "${text}" in kernel "${name}": "${token}" is unknown, expected whole numbers, constants, + - * / and brackets`,
    );

  const atom = (): number => {
    const token = tokens[at++] ?? "its end";
    if (token === "(") {
      const value = sum();
      if (tokens[at++] !== ")") throw unknown(tokens[at - 1]);
      return value;
    }
    const value = /^\d+u?$/.test(token) ? parseInt(token) : known.get(token);
    if (value === undefined) throw unknown(token);
    return value;
  };
  const product = (): number => {
    let value = atom();
    while (tokens[at] === "*" || tokens[at] === "/") {
      const divide = tokens[at++] === "/";
      const right = atom();
      value = divide ? Math.floor(value / right) : value * right;
    }
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === "+" || tokens[at] === "-") {
      value += tokens[at++] === "-" ? -product() : product();
    }
    return value;
  };
  const result = sum();
  if (at < tokens.length) throw unknown(tokens[at]);
  return result;
}
