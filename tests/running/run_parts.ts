/**
 * Several runs of Deno at once, shown as if one followed the other.
 *
 * @module
 */

/** How a run of Deno ended. */
export interface Ended {
  /** Its arguments. */
  readonly args: readonly string[];
  /** Whether its exit code is 0. */
  readonly ok: boolean;
  /** All that it printed. */
  readonly text: string;
}

/** A run that has started. */
interface Run {
  readonly printed: Uint8Array[];
  ended: boolean;
}

/**
 * Runs Deno with each list of arguments.
 *
 * What the first run that has not ended prints is shown at once; what the
 * others print meanwhile, when their turn comes.
 *
 * @param parts Arguments, in the order in which the runs start and are shown.
 * @param options How many may run at the same time, and what shows their output.
 * @returns How they ended, in the order of their arguments.
 */
export async function runParts(
  parts: readonly (readonly string[])[],
  { atOnce, show }: {
    atOnce: number;
    show: (bytes: Uint8Array) => Promise<void>;
  },
): Promise<Ended[]> {
  const runs: Run[] = parts.map(() => ({ printed: [], ended: false }));
  let [next, shown] = [0, 0];
  let showing = Promise.resolve();
  const showWhatIsDue = async () => {
    for (let run = runs[shown]; run; run = runs[++shown]) {
      for (let bytes; (bytes = run.printed.shift());) await show(bytes);
      if (!run.ended) return;
    }
  };
  const changed = () => showing = showing.then(showWhatIsDue);
  const results: Ended[] = [];
  const runInTurn = async () => {
    for (let i = next++; i < parts.length; i = next++) {
      const run = runs[i]!;
      results[i] = await runDeno(parts[i]!, (bytes) => {
        run.printed.push(bytes);
        changed();
      });
      run.ended = true;
      changed();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runInTurn));
  await showing;
  return results;
}

/** Runs Deno once and hands on what it prints, on either stream. */
async function runDeno(
  args: readonly string[],
  print: (bytes: Uint8Array) => void,
): Promise<Ended> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    // Servers of tests are on this machine, behind no proxy.
    env: { NO_PROXY: "127.0.0.1,localhost" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let text = "";
  const listen = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      text += decoder.decode(bytes, { stream: true });
      print(bytes);
    }
  };
  await Promise.all([listen(child.stdout), listen(child.stderr)]);
  return { args, ok: (await child.status).success, text };
}
