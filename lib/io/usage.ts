/**
 * The text that `--help` prints.
 *
 * @module
 */
import { type Declaration, flagsOf, type Positional } from "./declaration.ts";
import { type Option, required } from "./option.ts";

/** Letters in a line. */
const WIDTH = 100;

/** Letters that the column of flags takes at most before a line is broken. */
const FLAG_WIDTH = 36;

/** Thrown for `--help`: not an error, but the end of the script. */
export class HelpRequest extends Error {
  override readonly name = "HelpRequest";

  /** @param usage What {@linkcode usage} says about the script. */
  constructor(readonly usage: string) {
    super("The user asked for --help");
  }
}

/**
 * Explains a script, from its declaration.
 *
 * @param declaration What the script is and takes.
 * @returns Lines of at most 100 letters, the last one with its newline.
 */
export function usage(declaration: Declaration): string {
  const { name, about, options, positional } = declaration;
  const rows = flagRows(options);
  const needed = rows.filter(({ option }) => option.fallback === required);
  const free = rows.filter(({ option }) => option.fallback !== required);
  const call = [
    `deno task ${name}`,
    ...needed.map(({ flag }) => flag),
    ...(free.length > 0 ? ["[options]"] : []),
    ...(positional ? [spellPositional(positional)] : []),
  ];
  const sections = {
    "Arguments": positional
      ? [{ flag: positional.name.toUpperCase(), about: positional.about }]
      : [],
    "Required options": needed,
    "Options": [
      ...free,
      { flag: "-h, --help", about: "print this and stop" },
    ],
  };
  const column = columnBeside(Object.values(sections).flat());
  const parts = [
    wrap(`${about}.`, 0),
    wrap(`Usage: ${call.join(" ")}`, 7),
    ...Object.entries(sections)
      .filter(([, rows]) => rows.length > 0)
      .map(([title, rows]) => section(title, rows, column)),
  ];
  return parts.join("\n\n") + "\n";
}

/** A line or more of the text: a flag and what it does. */
interface Row {
  readonly flag: string;
  readonly about: string;
}

/** A row an option: the flag to write, with what stands for its value. */
function flagRows(options: Declaration["options"]) {
  // Of a toggle's two flags the one that changes something is shown.
  return [...flagsOf(options)]
    .filter(([, { option, sets }]) =>
      sets === undefined || sets !== option.fallback
    )
    .map(([flag, { option }]) => ({
      flag: `${flag} ${option.placeholder}`.trimEnd(),
      about: option.about + spellDefault(option),
      option,
    }));
}

function spellDefault({ fallback }: Option<unknown>): string {
  const none = fallback === undefined || fallback === required ||
    typeof fallback === "boolean" || String(fallback) === "";
  return none ? "" : ` (default: ${fallback})`;
}

function spellPositional({ name, min = 0, max = Infinity }: Positional) {
  const word = name.toUpperCase() + (max > 1 ? " ..." : "");
  return min === 0 ? `[${word}]` : word;
}

/** Column where the explanations start, beside the widest flag. */
function columnBeside(rows: readonly Row[]): number {
  const widest = Math.max(...rows.map(({ flag }) => flag.length));
  return 2 + Math.min(widest, FLAG_WIDTH) + 2;
}

function section(title: string, rows: readonly Row[], column: number): string {
  const lines = rows.map(({ flag, about }) => {
    const start = `  ${flag}`;
    const gap = start.length + 2 <= column
      ? " ".repeat(column - start.length)
      : `\n${" ".repeat(column)}`;
    return start + gap + wrap(about, column);
  });
  return [`${title}:`, ...lines].join("\n");
}

/** Breaks a text between words; lines after the first are indented. */
function wrap(text: string, indent: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const room = WIDTH - indent;
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.join("\n" + " ".repeat(indent));
}
