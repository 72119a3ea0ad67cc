import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { type Question, Tuning } from "../../lib/gpu/tuning.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { step } from "./affine.ts";

/** Seconds that each candidate takes at a time. */
const SECONDS: Readonly<Record<string, number>> = { a: 3, b: 1, c: 2 };

/** A question about a, b and c, which notes what is run. */
function question(key: string): Question & { runs: string[] } {
  const runs: string[] = [];
  const run = (candidate: string) => void runs.push(candidate);
  return { key, candidates: ["a", "b", "c"], run, runs };
}

/** Measures a question by the table. */
function watch({ runs }: { runs: readonly string[] }) {
  return (work: () => void) => {
    const before = runs.length;
    work();
    const taken = runs.slice(before).map((name) => SECONDS[name]!);
    return Promise.resolve(taken.reduce((a, b) => a + b, 0));
  };
}

Deno.test("Tuning takes the first candidate until the fastest is known", async () => {
  const saved: unknown[] = [];
  const tuning = new Tuning(new Map([["old", "x"]]), (choices) => {
    saved.push([...choices]);
    return Promise.resolve();
  });
  const asked = question("new");
  strictEqual(tuning.due, false);
  strictEqual(tuning.choose(asked), "a");
  strictEqual(tuning.due, true);
  await tuning.settle(watch(asked));
  strictEqual(tuning.choose(asked), "b");
  strictEqual(tuning.due, false);
  deepStrictEqual(asked.runs.slice(0, 5), ["a", "a", "a", "a", "a"]);
  deepStrictEqual(saved, [[["old", "x"], ["new", "b"]]]);
});

Deno.test("Tuning makes no trial of what is known or has no alternative", () => {
  const tuning = new Tuning(new Map([["known", "c"]]));
  strictEqual(tuning.choose(question("known")), "c");
  strictEqual(
    tuning.choose({ ...question("single"), candidates: ["a"] }),
    "a",
  );
  strictEqual(tuning.due, false);
});

Deno.test("Tuning asks again if the choice is no candidate any more", () => {
  const tuning = new Tuning(new Map([["known", "gone"]]));
  strictEqual(tuning.choose(question("known")), "a");
  strictEqual(tuning.due, true);
});

Deno.test("Tuning stops when its time is over, and leaves the rest to later runs", async () => {
  let saves = 0;
  const tuning = new Tuning(new Map(), () => {
    saves++;
    return Promise.resolve();
  }, 0.01);
  const asked = question("slow");
  tuning.choose(asked);
  await tuning.settle(async () => {
    await new Promise((wake) => setTimeout(wake, 20));
    return 1;
  });
  strictEqual(tuning.due, false);
  strictEqual(tuning.choose(asked), "a");
  strictEqual(saves, 0);
});

Deno.test("Tuning keeps no choice from a time that could not be measured", async () => {
  let saves = 0;
  const tuning = new Tuning(new Map(), () => {
    saves++;
    return Promise.resolve();
  });
  const asked = question("unmeasured");
  tuning.choose(asked);
  const measured = watch(asked);
  await tuning.settle(async (work) => {
    const seconds = await measured(work);
    return asked.runs.at(-1) === "b" ? NaN : seconds;
  });
  strictEqual(saves, 0);
  strictEqual(tuning.due, true); // it is tried again
  await tuning.settle(measured);
  strictEqual(tuning.choose(asked), "b");
});

/** Opens a device with a cache directory of its own. */
async function openWithCache(folder: string, tune: boolean): Promise<Gpu> {
  const usual = Deno.env.get("XDG_CACHE_HOME");
  Deno.env.set("XDG_CACHE_HOME", folder);
  try {
    return await Gpu.open({ tune });
  } finally {
    if (usual === undefined) Deno.env.delete("XDG_CACHE_HOME");
    else Deno.env.set("XDG_CACHE_HOME", usual);
  }
}

/** Asks a device once and reads; says which candidates were tried, and the answer. */
async function ask(gpu: Gpu): Promise<[tried: number, answer: string]> {
  const x = gpu.zeros([64]);
  const tried = new Set<string>();
  const asked = {
    key: "a test",
    candidates: ["a", "b"],
    run(candidate: string) {
      tried.add(candidate);
      step(gpu, x, 2, 1);
    },
  };
  gpu.choose(asked);
  await gpu.time(async () => void await gpu.read(x));
  strictEqual(tried.size, 0); // trials would have been measured as well
  await gpu.read(x);
  const answer = gpu.choose(asked);
  gpu.close();
  return [tried.size, answer];
}

Deno.test("a Gpu makes trials when it is read from, and keeps the answers", async () => {
  await inTemporaryFolder(async (folder) => {
    const [tried, answer] = await ask(await openWithCache(folder, true));
    strictEqual(tried, 2);
    deepStrictEqual(await ask(await openWithCache(folder, true)), [0, answer]);
  });
});

Deno.test("a Gpu makes no trials unless it is to be tuned", async () => {
  await inTemporaryFolder(async (folder) => {
    deepStrictEqual(await ask(await openWithCache(folder, false)), [0, "a"]);
    ok(!namesIn(folder).includes("mixology"));
  });
});
