/**
 * Lines on stderr, with at most one of them redrawn in place.
 *
 * @module
 */

/** Moves to the start of the line and empties it. */
const CLEAR = "\r\x1b[K";

/** Letters in a line where the terminal does not tell. */
const COLUMNS = 80;

/** Where a {@linkcode Screen} writes. */
export interface Output {
  /** Whether lines can be redrawn and coloured. */
  readonly terminal: boolean;
  /** Letters in a line, asked before each drawing. */
  columns(): number;
  /** Writes at once. */
  write(text: string): void;
}

/** Lines that stay, above one line that changes. */
export class Screen {
  #bar = "";

  /** @param output Where to write. */
  constructor(readonly output: Output) {}

  /** Writes a line that stays; the changing line moves below it. */
  log(line: string) {
    this.output.write(`${this.#clear()}${line}\n${this.#bar}`);
  }

  /** Replaces the changing line, cut to the width of the terminal. */
  draw(bar: string) {
    const clear = this.#clear();
    // A line as wide as the terminal would wrap, and could not be redrawn.
    this.#bar = bar.slice(0, this.output.columns() - 1);
    this.output.write(clear + this.#bar);
  }

  /** Lets the changing line, if there is one, stay as it is. */
  keep() {
    if (this.#bar === "") return;
    this.#bar = "";
    this.output.write("\n");
  }

  #clear(): string {
    return this.#bar === "" ? "" : CLEAR;
  }
}

/** The process's stderr. */
export const stderr: Screen = new Screen({
  terminal: Deno.stderr.isTerminal(),
  columns() {
    try {
      return Deno.consoleSize().columns;
    } catch {
      return COLUMNS; // no terminal, or one that does not say
    }
  },
  write(text) {
    const bytes = new TextEncoder().encode(text);
    for (let done = 0; done < bytes.length;) {
      done += Deno.stderr.writeSync(bytes.subarray(done));
    }
  },
});

/**
 * Writes a line to stderr, above the progress bar if there is one.
 *
 * @param line The line, without its newline.
 */
export function log(line: string): void {
  stderr.log(line);
}
