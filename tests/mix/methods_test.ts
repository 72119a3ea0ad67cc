import {
  deepStrictEqual,
  notDeepStrictEqual,
  rejects,
  strictEqual,
} from "node:assert/strict";
import type { Weights } from "../../lib/io/safetensors.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { readAdapter, writeAdapter } from "../../lib/adapter/file.ts";
import type { Members, MethodOptions } from "../../lib/mix/method.ts";
import { type MethodName, methodNames, mix } from "../../lib/mix/methods.ts";
import { prune } from "../../lib/mix/prune.ts";
import { assertClose } from "../check.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { bitsOf } from "../signed_numbers.ts";
import { sharedGpu } from "../shared_gpu.ts";
import { numbersOf, weightsOf } from "./made_adapter.ts";
import {
  effectOf,
  madeMembers,
  type TriedKind,
  triedKinds,
} from "./made_members.ts";

/** Methods that only LoRAs have. */
const LORA_ONLY: readonly MethodName[] = ["cat", "svd"];

/** Methods whose coefficient times scaling goes to both factors by a root. */
const ROOTS: readonly MethodName[] = [
  "linear",
  "ties",
  "dare_linear",
  "dare_ties",
  "magnitude_prune",
];

/** What each method has to be told so that it removes and draws nothing. */
function told({ adapters }: Members): MethodOptions {
  const each = <T>(of: (weights: Weights) => T) => adapters.map(of);
  const squares = (weights: Weights) =>
    new Map(
      [...weights].map(([name, { shape, data }]) => [
        name,
        { shape, data: data.map((value) => value * value) },
      ]),
    );
  const grams = (weights: Weights) =>
    new Map(
      [...weights].filter(([, { shape }]) => shape.length === 2)
        .map(([name, { shape: [, ins = 0] }]) => {
          const data = new Float32Array(ins * ins);
          for (let i = 0; i < ins; i++) data[i * ins + i] = 1 + i;
          return [name, { shape: [ins, ins], data }];
        }),
    );
  return {
    density: 1,
    fisher: each(squares),
    grams: each(grams),
    judge: (weights) => Promise.resolve(numbersOf(weights)[0]! < 0 ? 0.5 : 0.4),
    nearness: each(() => 0.5),
  };
}

/** Runs a test for each method and each kind that it mixes. */
function forAll(
  what: string,
  test: (gpu: Gpu, method: MethodName, kind: TriedKind) => Promise<void>,
) {
  for (const method of methodNames) {
    Deno.test(`${method} ${what}`, async () => {
      const gpu = await sharedGpu();
      for (const kind of triedKinds) {
        if (kind !== "lora" && LORA_ONLY.includes(method)) continue;
        await test(gpu, method, kind);
      }
    });
  }
}

forAll(
  "of one adapter at weight 1 is that adapter",
  async (gpu, method, kind) => {
    const members = madeMembers(kind, [1]);
    const [weights] = members.adapters as [Weights];
    const mixed = await mix(gpu, members, {
      ...told(members),
      method,
      ...(!method.endsWith("_soup") && { coefficients: [1] }),
    });
    const refactored = kind === "lora" &&
      [...LORA_ONLY, ...ROOTS].includes(method);
    if (refactored) {
      // The scaling has gone into the factors: what they add stays.
      strictEqual((mixed.config as { alpha: number }).alpha, 2);
    } else {
      deepStrictEqual(mixed.config, members.config);
      for (const [name, { data }] of weights) {
        deepStrictEqual(
          bitsOf(mixed.weights.get(name)!.data),
          bitsOf(data),
          name,
        );
      }
    }
    assertClose(
      numbersOf(effectOf(mixed)),
      numbersOf(effectOf({ weights, config: members.config })),
      { tolerance: 1e-6, what: `${kind}'s effect` },
    );
  },
);

/** How often the effect of one of k copies comes back, by definition. */
function timesOfCopies(method: MethodName, kind: TriedKind, k: number): number {
  if (method === "task_arithmetic") return kind === "lora" ? k * k : k;
  if (kind !== "lora") return 1;
  if (method === "svd") return 4; // the scaling once more
  // Roots of 1 / k in each of k terms of both factors.
  const summed = ["linear", "dare_linear", "magnitude_prune"].includes(method);
  return summed ? k : 1;
}

forAll(
  "of k copies gives the adapter back as often as its definition says",
  async (gpu, method, kind) => {
    for (const k of [2, 3, 13]) {
      const members = madeMembers(kind, Array(k).fill(1));
      const [weights] = members.adapters as [Weights];
      const mixed = await mix(gpu, members, { ...told(members), method });
      const times = timesOfCopies(method, kind, k);
      assertClose(
        numbersOf(effectOf(mixed)),
        numbersOf(effectOf({ weights, config: members.config }))
          .map((value) => times * value),
        { tolerance: 4e-6, what: `${kind}'s effect, ${k} copies` },
      );
    }
  },
);

forAll(
  "does not depend on the adapters' order, but for rounding",
  async (gpu, method, kind) => {
    const members = madeMembers(kind, [1, 2, 3]);
    const reversed = { ...members, adapters: members.adapters.toReversed() };
    const some = method.startsWith("dare") ? {} : { density: 0.5 };
    const of = async (members: Members) => {
      const options = { ...told(members), ...some, method };
      return numbersOf(effectOf(await mix(gpu, members, options)));
    };
    assertClose(await of(reversed), await of(members), {
      tolerance: 1e-6,
      what: `${kind}'s effect`,
    });
  },
);

forAll(
  "takes a weight for each adapter, if it weighs them",
  async (gpu, method, kind) => {
    const members = madeMembers(kind, [1, 2, 3]);
    const weighed = (coefficients: number[]) =>
      mix(gpu, members, { ...told(members), method, coefficients });
    if (method.endsWith("_soup")) {
      await rejects(weighed([0.5, 0.3, 0.2]), {
        name: "Failure",
        message:
          "Cannot mix adapters: weights are given, expected none for a method that chooses adapters and counts them alike",
      });
      return;
    }
    const [one, other] = [
      await weighed([0.5, 0.3, 0.2]),
      await weighed([1, 1, 1]),
    ];
    notDeepStrictEqual(numbersOf(effectOf(one)), numbersOf(effectOf(other)));
    await rejects(weighed([1, 2]), {
      name: "Failure",
      message:
        "Cannot mix adapters: the number of weights is 2, expected 3, one for each adapter",
    });
  },
);

forAll("that is saved and loaded is the same", async (gpu, method, kind) => {
  const members = madeMembers(kind, [1, 2]);
  const mixed = await mix(gpu, members, { ...told(members), method });
  await inTemporaryFolder(async (folder) => {
    const model = { type: "bert", hidden: 12, name: "", class: "" } as const;
    await writeAdapter(
      `${folder}/mixed`,
      { ...mixed, name: "mixed", model, metadata: {} },
      { overwrite: false },
    );
    const { weights, config } = await readAdapter(`${folder}/mixed`);
    deepStrictEqual(config, mixed.config);
    strictEqual(weights.size, mixed.weights.size);
    for (const [name, { shape, data }] of mixed.weights) {
      const read = weights.get(name)!;
      deepStrictEqual([read.shape, read.data], [shape, data], name);
    }
  });
});

forAll("refuses adapters of other tensors", async (gpu, method, kind) => {
  const members = madeMembers(kind, [1]);
  const odd = weightsOf({ "layer.0.up": [1] });
  const both = { ...members, adapters: [...members.adapters, odd] };
  await rejects(mix(gpu, both, { ...told(both), method }), {
    name: "Failure",
    message:
      /^Cannot match adapters: adapter [12] has no tensor ".+", expected one as in adapter [12]$/,
  });
});

for (const method of methodNames) {
  const others: readonly string[] = [
    "fisher",
    "regmean",
    "greedy_soup",
    ...LORA_ONLY,
  ];
  if (others.includes(method)) continue;
  Deno.test(`${method} in delta space gives what one adapter, or copies of it, add to the weights`, async () => {
    const gpu = await sharedGpu();
    for (const k of [1, 3]) {
      const members = madeMembers("lora", Array(k).fill(1));
      const [weights] = members.adapters as [Weights];
      const mixed = await mix(gpu, members, {
        ...told(members),
        method,
        space: "delta",
      });
      deepStrictEqual(mixed.config, members.config);
      const times = method === "task_arithmetic" ? k : 1;
      assertClose(
        numbersOf(effectOf(mixed)),
        numbersOf(effectOf({ weights, config: members.config }))
          .map((value) => times * value),
        { tolerance: 4e-6, what: `effect, ${k} copies` },
      );
    }
  });
}

Deno.test("methods that trim give the trimmed adapter back for copies of it", async () => {
  const gpu = await sharedGpu();
  const members = madeMembers("pfeiffer", [1, 1, 1]);
  const [weights] = members.adapters as [Weights];
  const pruned = await prune(gpu, weights, { sparsity: 0.5 });
  for (const method of ["sparse", "ties", "magnitude_prune"] as const) {
    const mixed = await mix(gpu, members, { method, density: 0.5 });
    assertClose(numbersOf(mixed.weights), numbersOf(pruned), {
      tolerance: 1e-6,
      what: method,
    });
  }
  const mixed = await mix(gpu, members, {
    method: "ties_global",
    density: 0.5,
  });
  const before = numbersOf(weights);
  const sorted = before.map(Math.abs).sort((a, b) => a - b);
  const least = sorted[sorted.length / 2 - 1]!; // half of them, and one more
  assertClose(
    numbersOf(mixed.weights),
    before.map((value) => Math.abs(value) >= least ? value : 0),
    { tolerance: 1e-6, what: "ties_global" },
  );
});

Deno.test("average with weights of other proportions is another mixture", async () => {
  const gpu = await sharedGpu();
  const adapters = [weightsOf({ up: [1] }), weightsOf({ up: [3] })];
  const { config } = madeMembers("pfeiffer", []);
  const of = async (method: MethodName, coefficients: number[]) => {
    const { weights } = await mix(gpu, { adapters, config }, {
      method,
      coefficients,
    });
    return numbersOf(weights);
  };
  deepStrictEqual(await of("average", [3, 1]), [1.5]);
  deepStrictEqual(await of("average", [6, 2]), [1.5]);
  deepStrictEqual(await of("linear", [3, 1]), [6]);
  deepStrictEqual(await of("task_arithmetic", [3, 1]), [6]);
});

Deno.test("mix() says which adapters a soup is made of, and no others", async () => {
  const gpu = await sharedGpu();
  const { config } = madeMembers("pfeiffer", []);
  const adapters = [50, 3, 1].map((value) => weightsOf({ up: [value] }));
  const of = async (options: MethodOptions & { method: MethodName }) => {
    const mixed = await mix(gpu, { adapters, config }, options);
    return [mixed.members, numbersOf(mixed.weights)];
  };
  const judge = (weights: Weights) =>
    Promise.resolve(1 - Math.abs(numbersOf(weights)[0]! - 1.9) / 100);
  deepStrictEqual(await of({ method: "greedy_soup", judge }), [[2, 1], [2]]);
  const nearness = [0.1, 0.2, 0.9];
  deepStrictEqual(await of({ method: "adapter_soup", nearness }), [
    [2, 1],
    [2],
  ]);
  const [members] = await of({ method: "average" });
  strictEqual(members, undefined);
});

Deno.test("adapter_soup in delta space leaves out what it does not choose", async () => {
  const gpu = await sharedGpu();
  const { adapters: [a, b], config } = madeMembers("lora", [1, 2]);
  const adapters = [a!, b!];
  const told = { space: "delta", nearness: [0.1, 0.9] } as const;
  const how = { ...told, method: "adapter_soup" } as const;
  const mixed = await mix(gpu, { adapters, config }, how);
  deepStrictEqual(mixed.members, [1]);
  assertClose(
    numbersOf(effectOf(mixed)),
    numbersOf(effectOf({ weights: b!, config })),
    { tolerance: 4e-6, what: "effect" },
  );
});

Deno.test("mix() refuses a mixture whose weights are too large", async () => {
  const gpu = await Gpu.open();
  const { config } = madeMembers("pfeiffer", []);
  const adapters = [weightsOf({ a: [1, 2] }), weightsOf({ a: [3, -4] })];
  const how = { method: "task_arithmetic", lambda: 1e38 } as const;
  await rejects(mix(gpu, { adapters, config }, how), {
    name: "Failure",
    message:
      'Cannot mix adapters by task_arithmetic: a weight in "a" comes out as Infinity, expected finite numbers',
  });
  gpu.close();
});
