/**
 * Measures speed beside what the device can do and beside other programs.
 *
 *   deno task bench                 everything
 *   deno task bench matmul fsd      some of it
 *
 * Reads   the embedded model, for step_overhead
 * Prints  a line of JSON a measurement, and a table of each benchmark on stderr
 */
import {
  Gpu,
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
import { table } from "../bench/table.ts";
import type { Measurement } from "../bench/workbench.ts";

await main(async () => {
  const names = Object.keys(benches);
  const options = readOptions({
    name: "bench",
    about: `Measures speed: ${names.join(", ")}, or all`,
    positional: { name: "benchmarks", about: "what to measure, all if absent" },
    options: {
      rounds: integer(6, "turns of every candidate", { min: 1 }),
      seconds: number(0.3, "length of a turn", { min: 0.01 }),
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
  const gpu = await Gpu.open();
  const peers = new Peers({ python, wanted: options.peers });
  const effort = { rounds, seconds };
  for (const name of chosen.length > 0 ? chosen : names) {
    const rows: Measurement[] = [];
    for await (const row of benches[name]!({ gpu, effort, peers })) {
      console.log(JSON.stringify(row));
      rows.push(row);
    }
    log(`\n${name} on ${gpu.info.name}\n${table(rows)}\n`);
  }
  await peers.close();
  gpu.close();
});
