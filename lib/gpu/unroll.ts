/**
 * Writes marked loops out, so that the driver sees straight-line code.
 *
 * WebGPU implementations count the iterations of every loop and clamp every
 * index that is not a constant; in a hot kernel that costs several times the
 * arithmetic. A line `// unroll` above a `for` whose bounds are constants asks
 * for the loop to be replaced by copies of its body.
 *
 * @module
 */
import { constants, evaluate } from "./constants.ts";

const MARK = /^[ \t]*\/\/ unroll[ \t]*\n/m;
const COMMENT = /\/\/.*/g;
const HEADER =
  /^\s*for \(var ([a-z_]\w*) = ([^;]+); \1 < ([^;]+); (?:\1 \+= ([^)]+)|\1\+\+)\) \{/;

/**
 * Replaces every marked loop of a WGSL text by copies of its body.
 *
 * @param name Name of the kernel, for errors.
 * @param code WGSL text.
 * @returns The text without marked loops; nested ones are written out as well.
 * @throws {SyntaxError} If a marked loop is not `for (var i = A; i < B; i++)`,
 * or `i += C`, with constant bounds, or if it can be left early.
 */
export function unroll(name: string, code: string): string {
  const known = constants(code);
  for (let mark = MARK.exec(code); mark; mark = MARK.exec(code)) {
    const start = mark.index + mark[0].length;
    const header = HEADER.exec(code.slice(start));
    if (!header) {
      const line = code.slice(start).split("\n", 1)[0]?.trim();
      throw new SyntaxError(
        `Cannot unroll "${line}" in kernel "${name}": it is no loop between constants, expected "for (var i = 0u; i < N; i++) {"`,
      );
    }
    const [text, variable = "", from = "", to = "", by = "1u"] = header;
    const open = start + text.length;
    const close = closing(code, open);
    const body = code.slice(open, close);
    const jump = /\b(break|continue)\b/.exec(body.replace(COMMENT, ""))?.[0];
    if (jump) { // without its loop it would leave the one around
      throw new SyntaxError(
        `Cannot unroll "${text.trim()}" in kernel "${name}": its body has "${jump}", expected none`,
      );
    }
    const values = [from, to, by].map((bound) => evaluate(bound, known, name));
    const [first = 0, end = 0, step = 1] = values;

    let copies = "";
    for (let i = first; i < end; i += step) {
      copies += `{${
        body.replace(new RegExp(`\\b${variable}\\b`, "g"), `${i}u`)
      }}\n`;
    }
    code = code.slice(0, mark.index) + copies + code.slice(close + 1);
  }
  return code;
}

/** Place of the brace that closes the one just before `at`. */
function closing(code: string, at: number): number {
  for (let depth = 1; at < code.length; at++) {
    if (code[at] === "{") depth++;
    if (code[at] === "}" && --depth === 0) return at;
  }
  return at;
}
