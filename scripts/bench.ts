/**
 * Measures speed beside what the device can do and beside other programs.
 *
 *   deno task bench                 everything
 *   deno task bench matmul fsd      some of it
 *
 * Reads   the embedded model, for step_overhead
 * Prints  a line of JSON a measurement; on stderr a table of each benchmark, and
 *         at the end one of all
 */
import {
  Failure,
  Gpu,
  gpuOptions,
  inputError,
  integer,
  log,
  main,
  number,
  readOptions,
  text,
  toggle,
} from "../mod.ts";
import { benches } from "../bench/benches.ts";
import { Peers } from "../bench/peers.ts";
import { summary } from "../bench/summary.ts";
import { table } from "../bench/table.ts";
import type { Measurement, Workbench } from "../bench/workbench.ts";

await main(async () => {
  const names = Object.keys(benches);
  const options = readOptions({
    name: "bench",
    about: `Measures speed: ${names.join(", ")}, or all`,
    positional: { name: "benchmarks", about: "what to measure, all if absent" },
    options: {
      ...gpuOptions,
      rounds: integer(6, "turns of every candidate", { min: 1 }),
      seconds: number(0.3, "length of a turn", { min: 0.01 }),
      layers: integer(0, "blocks of the large model, 0 for what is apt", {
        min: 0,
      }),
      peers: toggle("measure without the other programs", true),
      python: text(
        Deno.env.get("BENCH_PYTHON") ?? "python3",
        "Python with numpy, and with torch to compare with it",
      ),
    },
  });
  const { rounds, seconds, python } = options;
  const chosen = options.positional.filter((name) => name !== "all");
  for (const name of chosen) {
    if (names.includes(name)) continue;
    throw inputError(
      `Cannot run bench: there is no benchmark "${name}", expected one of ${
        names.join(", ")
      }, or all`,
    );
  }
  const gpu = await Gpu.open(options);
  const peers = new Peers({ python, wanted: options.peers });
  const { rows, failed } = await measure(chosen.length > 0 ? chosen : names, {
    gpu,
    peers,
    effort: { rounds, seconds },
    layers: options.layers || undefined,
  });
  log(`All on ${gpu.info.name} (${gpu.info.profile})\n${summary(rows)}\n`);
  await peers.close();
  gpu.close();
  if (failed.length > 0) {
    throw new Failure(
      "failure",
      `Cannot vouch for all benchmarks: ${
        failed.join(", ")
      } failed, expected none to`,
    );
  }
});

/** Runs benchmarks one after another; one that fails does not stop the others. */
async function measure(names: readonly string[], workbench: Workbench) {
  const all: Measurement[] = [];
  const failed: string[] = [];
  for (const name of names) {
    const rows: Measurement[] = [];
    try {
      for await (const row of benches[name]!(workbench)) {
        console.log(JSON.stringify(row));
        rows.push(row);
      }
      log(`\n${name} on ${workbench.gpu.info.name}\n${table(rows)}\n`);
    } catch (error) {
      failed.push(name);
      log(`\n${name} failed: ${(error as Error).message}\n`);
    }
    all.push(...rows);
  }
  return { rows: all, failed };
}
