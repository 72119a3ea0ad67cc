/**
 * Progress of a task as a line of text.
 *
 * @module
 */

/** How far a task is. */
export interface Progress {
  /** What is done, e.g. "train sentiment". */
  readonly label: string;
  /** Units done so far. */
  readonly done: number;
  /** Units of these that were done before the start. */
  readonly before: number;
  /** Units in all. */
  readonly total: number;
  /** What is counted, in the plural, e.g. "steps"; "" for plain numbers. */
  readonly unit: string;
  /** Seconds since the start. */
  readonly seconds: number;
  /** What else to say, e.g. "loss 0.31"; "" for nothing. */
  readonly note: string;
}

/** Letters of the widest bar, brackets left out. */
const BAR = 24;

/** Letters of the shortest bar that says anything. */
const SHORTEST = 6;

/**
 * A line with a bar, to be redrawn in place.
 *
 * @param progress How far the task is.
 * @param columns Letters that fit in a line; the note gives way to the bar, and
 * the bar to the other words.
 * @returns The line; longer than the columns if its words alone are.
 */
export function barLine(progress: Progress, columns: number): string {
  const words = plainLine(progress);
  const { label, note } = progress;
  const size = Math.min(BAR, columns - words.length - 4);
  if (size < SHORTEST) {
    return note === "" ? words : barLine({ ...progress, note: "" }, columns);
  }
  const filled = Math.floor(share(progress) * size);
  const bar = "#".repeat(filled).padEnd(size, "-");
  return `${label} [${bar}]${words.slice(label.length)}`;
}

/**
 * A line without a bar, to be written below others.
 *
 * @param progress How far the task is.
 * @returns The line.
 */
export function plainLine(progress: Progress): string {
  const { label, done, before, total, unit, seconds, note } = progress;
  const percent = `${Math.floor(100 * share(progress))} %`.padStart(5);
  const count = `${done}/${total} ${unit}`.trimEnd();
  const parts = [`${label} ${percent}`, count];
  const rate = (done - before) / seconds;
  if (rate > 0 && seconds > 0) {
    parts.push(`${spellRate(rate)} ${unit}`.trimEnd() + "/s");
    parts.push(
      done < total
        ? `${spellTime((total - done) / rate)} left`
        : `took ${spellTime(seconds)}`,
    );
  }
  if (note !== "") parts.push(note);
  return parts.join("  ");
}

function share({ done, total }: Progress): number {
  return total > 0 ? Math.min(1, done / total) : 1;
}

function spellRate(rate: number): string {
  return rate >= 100 ? rate.toFixed(0) : rate.toPrecision(3);
}

/** Hours, minutes and seconds, e.g. "1:02:03" or "0:45". */
function spellTime(time: number): string {
  const whole = Math.round(time);
  const pad = (n: number) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60)];
  return hours > 0
    ? `${hours}:${pad(minutes % 60)}:${pad(whole % 60)}`
    : `${minutes}:${pad(whole % 60)}`;
}
