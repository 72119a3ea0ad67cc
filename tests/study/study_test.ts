import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readRows } from "../../lib/io/rows.ts";
import type { Dataset, Example } from "../../lib/text/dataset.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { readAdapter } from "../../lib/adapter/file.ts";
import { kinds } from "../../lib/adapter/kinds.ts";
import type { Model } from "../../lib/model/loaded.ts";
import type { Plan } from "../../lib/study/bench.ts";
import { Ledger } from "../../lib/study/ledger.ts";
import type {
  AccuracyRow,
  CancellationRow,
  FsdRow,
  Initialisation,
  SignChangeRow,
  StudyRow,
} from "../../lib/study/row.ts";
import { runStudy } from "../../lib/study/study.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { tinySettings, tinyTask } from "../train/tiny_task.ts";

/** Two words that stand for the classes of a domain. */
const WORDS = [["bad", "good"], ["loss", "gain"], ["slow", "fast"]] as const;

const datasets = WORDS.map((words, i): Dataset => {
  const examples = (count: number) =>
    Array.from({ length: count }, (_, j): Example => ({
      text: `film ${words[j % 2]} ${["king", "wine", "team"][j % 3]}`,
      label: j % 2,
    }));
  return {
    name: `domain${i}`,
    labels: ["no", "yes"],
    train: examples(12),
    validation: [],
    test: examples(9),
  };
});

/** A study of the three domains in a folder. */
async function planIn(
  folder: string,
  model: Model,
  signal: AbortSignal,
  initialisation: Initialisation = "shared",
) {
  const common = {
    script: "study",
    commit: "1a2b3c4",
    model: "tiny",
    kind: "pfeiffer",
    seed: 7,
  } as const;
  return {
    model,
    datasets,
    mixed: datasets.map(({ name }) => name),
    config: kinds.pfeiffer({ hidden: 32, width: 4 }),
    settings: { ...tinySettings, epochs: 2 },
    adapterSeed: 1,
    initialisation,
    greedy: ["row-mean", "incremental"],
    maxLength: 16,
    out: folder,
    ledger: await Ledger.open(folder, { seed: 7 }, common),
    signal,
  } satisfies Plan;
}

const model = async (gpu: Gpu) => (await tinyTask(gpu, { dropout: 0.1 })).model;

/** What a study leaves: its rows, and its adapters' bytes and starting points. */
async function resultsIn(folder: string) {
  const rows = await readRows<StudyRow>(`${folder}/rows.jsonl`);
  const names = namesIn(`${folder}/adapters`);
  const adapters: Uint8Array[] = [];
  const starts: (string | undefined)[] = [];
  for (const name of names) {
    const path = `${folder}/adapters/${name}`;
    adapters.push(await Deno.readFile(`${path}/adapter.safetensors`));
    starts.push((await readAdapter(path)).metadata.initial_weights);
  }
  return { rows, names, adapters, starts };
}

let known: ReturnType<typeof resultsIn> | undefined;

/** Runs the study to its end without a stop, the first time that it is asked. */
function whole(): ReturnType<typeof resultsIn> {
  return known ??= (async () => {
    const folder = await Deno.makeTempDir();
    const gpu = await Gpu.open();
    const signal = new AbortController().signal;
    await runStudy(await planIn(folder, await model(gpu), signal));
    gpu.close();
    const results = await resultsIn(folder);
    await Deno.remove(folder, { recursive: true });
    return results;
  })();
}

/** Runs a study until it wrote so often; tells whether it came to its end. */
async function stoppedAfter(writes: number, folder: string, model: Model) {
  const stop = new AbortController();
  const plan = await planIn(folder, model, stop.signal);
  const { ledger } = plan;
  const add = ledger.add.bind(ledger);
  let done = 0;
  ledger.add = async (rows) => {
    const before = ledger.size;
    await add(rows);
    if (ledger.size > before && ++done === writes) stop.abort();
  };
  try {
    await runStudy(plan);
    return true;
  } catch (error) {
    if (error === stop.signal.reason) return false;
    throw error;
  }
}

Deno.test("runStudy() measures everything once", async () => {
  const { rows, names } = await whole();
  const count = (metric: string) =>
    rows.filter((row) => row.metric === metric).length;
  deepStrictEqual(names, ["domain0", "domain1", "domain2"]);
  strictEqual(count("majority"), 3);
  strictEqual(count("loss"), 3 * 4);
  // Four states of all weights, and two blocks and three kinds of trained ones.
  strictEqual(count("fsd"), (4 + 2 + 3) * 9);
  strictEqual(count("fsd_nonzero"), 4 * 9);
  strictEqual(count("fsd_magnitude"), 9);
  // One set for all, and one for each of three targets; sizes by orders.
  strictEqual(count("greedy"), (1 + 3) * 3 * 2);
  strictEqual(count("sign_change"), 12);
  // Seven subsets: trained, learned, and at two sparsities.
  strictEqual(count("cancellation"), 7 * 4);
  const accuracies = rows.filter((row): row is AccuracyRow =>
    row.metric === "accuracy"
  );
  const at = (wanted: Partial<AccuracyRow>) =>
    accuracies.filter((row) =>
      Object.entries(wanted).every(([name, value]) =>
        row[name as keyof AccuracyRow] === value
      )
    ).length;
  // Each subset on its members, and each greedy set on all three domains.
  ok(at({ sparsity: 0 }) >= 12 && at({ sparsity: 0 }) <= 21);
  strictEqual(at({ sparsity: 0.4 }), 3 * 3);
  // Pruned in both blocks, and in the one of most conflicts alone.
  for (const sparsity of [0.8, 0.9]) {
    strictEqual(at({ sparsity, scope: "tensor" }), 12 + 12);
    strictEqual(at({ sparsity, scope: "layer" }), 3);
    strictEqual(at({ sparsity, layers: 1 }), 12);
  }
  strictEqual(at({ sparsity: 1 }), 3 * 3);
  for (const { value, low, high, count } of accuracies) {
    ok(low <= value && value <= high && count === 9);
    strictEqual(Math.round(9 * value), 9 * value);
  }
});

Deno.test("runStudy() starts all adapters from the same weights", async () => {
  const { rows: all, starts } = await whole();
  strictEqual(new Set(starts).size, 1);
  strictEqual(starts[0]?.length, 64);
  const rows = all.filter((row): row is FsdRow => row.metric === "fsd");
  const values = (state: FsdRow["state"]) =>
    rows.filter((row) => row.state === state && row.row !== row.column)
      .map(({ value }) => value);
  ok(values("untrained").every((value) => value === 0));
  ok(values("untrained-independent").every((value) => value > 0.3));
  ok(values("trained").every((value) => value > 0 && value < 0.5));
});

Deno.test("runStudy() finds no changed sign in an adapter alone, and some in mixtures", async () => {
  const { rows: all } = await whole();
  const rows = all.filter((row): row is SignChangeRow =>
    row.metric === "sign_change"
  );
  const compared = all.find(({ metric }) => metric === "fsd") as FsdRow;
  for (const { k, value, count } of rows) {
    ok(k === 1 ? value === 0 : value > 0 && value < 0.5);
    strictEqual(count, compared.count);
  }
});

Deno.test("runStudy() finds that averages cancel what was learned more than all of the weights", async () => {
  const { rows: all } = await whole();
  const rows = all.filter((row): row is CancellationRow =>
    row.metric === "cancellation"
  );
  const shares = (wanted: Partial<CancellationRow>) =>
    rows.filter(({ state, sparsity, k }) =>
      state === wanted.state && sparsity === wanted.sparsity && k === wanted.k
    ).map(({ value }) => value);
  for (const sparsity of [0, 0.8, 0.9]) {
    deepStrictEqual(shares({ state: "trained", sparsity, k: 1 }), [0, 0, 0]);
  }
  const trained = shares({ state: "trained", sparsity: 0, k: 2 });
  const learned = shares({ state: "learned", sparsity: 0, k: 2 });
  strictEqual(learned.length, 3);
  ok(trained.every((share, i) => 0 < share && share < learned[i]!));
  ok(learned.every((share) => share < 1));
});

Deno.test("runStudy() with independent initial weights starts each adapter on its own", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await Gpu.open();
    const { signal } = new AbortController();
    const plan = await planIn(folder, await model(gpu), signal, "independent");
    await runStudy({ ...plan, greedy: [] });
    gpu.close();
    const { rows, starts } = await resultsIn(folder);
    strictEqual(new Set(starts).size, 3);
    const trained = rows.filter((row): row is FsdRow =>
      row.metric === "fsd" && row.state === "trained" && !row.part &&
      row.row !== row.column
    );
    ok(trained.every(({ value }) => value > 0.3));
  });
});

Deno.test("runStudy() that is stopped again and again leaves the same results", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await Gpu.open();
    const loaded = await model(gpu);
    let stops = 0;
    while (!await stoppedAfter(1 + stops % 8, folder, loaded)) stops++;
    gpu.close();
    ok(stops > 8, `${stops}`);
    deepStrictEqual(await resultsIn(folder), await whole());
  });
});

Deno.test("runStudy() in f16 trains the same adapters, and says so in what it measures", async () => {
  const gpu = await Gpu.open();
  await inTemporaryFolder(async (folder) => {
    const { signal } = new AbortController();
    const plan = await planIn(folder, await model(gpu), signal);
    await runStudy({ ...plan, dtype: "f16" });
    const { rows, adapters } = await resultsIn(folder);
    const full = await whole();
    deepStrictEqual(adapters, full.adapters);
    strictEqual(rows.length, full.rows.length);
    for (const row of rows) {
      const measured = row.metric === "accuracy";
      strictEqual("dtype" in row && row.dtype === "f16", measured);
      strictEqual("agreement" in row && row.agreement === 1, measured);
    }
  });
  gpu.close();
});
