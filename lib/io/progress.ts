/**
 * Progress of long tasks on stderr.
 *
 * @module
 */
import { barLine, plainLine } from "./progress_line.ts";
import { type Screen, stderr } from "./screen.ts";

/** Milliseconds between two drawings of a bar. */
const REDRAW = 100;

/** Milliseconds between two lines where nothing can be redrawn. */
const REPEAT = 10_000;

/** A task whose progress is shown. */
export interface Task {
  /**
   * Says that more is done.
   *
   * @param count Units done since the last call, 1 by default.
   * @param note What else to say; the last note stays.
   */
  advance(count?: number, note?: string): void;
  /**
   * Says that the task is over, whether or not all units are done.
   *
   * @param note What else to say; the last note stays.
   */
  done(note?: string): void;
}

/** Options of {@linkcode progress}. */
export interface ProgressOptions {
  /** What is counted, in the plural, e.g. "steps". */
  unit?: string;
  /** Units that an earlier run did, which say nothing about the rate. */
  before?: number;
  /** Where to show it. */
  screen?: Screen;
  /** Whether one line is redrawn, and not many lines written. */
  bar?: boolean;
  /** Milliseconds since any moment. */
  now?: () => number;
}

/**
 * Shows the progress of a task: on a terminal a bar that is redrawn at most ten
 * times a second, elsewhere (or with `CI` or `NO_PROGRESS` in the environment)
 * a line every ten seconds, and one at the end.
 *
 * One task at a time is shown as a bar.
 *
 * @param label What is done, e.g. "train sentiment".
 * @param total Units in all.
 * @param options What a unit is; where and when to write, for tests.
 * @returns The task, to be told how far it is.
 */
export function progress(
  label: string,
  total: number,
  {
    unit = "",
    before = 0,
    screen = stderr,
    bar = drawsBars(screen),
    now = () => performance.now(),
  }: ProgressOptions = {},
): Task {
  const start = now();
  let shown = start;
  let done = before;
  let note = "";
  const show = (final: boolean) => {
    shown = now();
    const seconds = (shown - start) / 1000;
    const state = { label, done, before, total, unit, seconds, note };
    if (bar) screen.draw(barLine(state, screen.output.columns()));
    else screen.log(plainLine(state));
    if (final) screen.keep();
  };
  if (bar) show(false);
  return {
    advance(count = 1, newNote = note) {
      done += count;
      note = newNote;
      if (now() - shown >= (bar ? REDRAW : REPEAT)) show(false);
    },
    done(newNote = note) {
      note = newNote;
      show(true);
    },
  };
}

function drawsBars({ output }: Screen): boolean {
  const off = ["CI", "NO_PROGRESS"].some((name) => Deno.env.get(name));
  return output.terminal && !off;
}
