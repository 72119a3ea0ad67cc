import {
  deepStrictEqual,
  notDeepStrictEqual,
  rejects,
  strictEqual,
} from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import type { HostTensor, Weights } from "../../lib/io/safetensors.ts";
import { prune } from "../../lib/mix/prune.ts";
import { criteria, criterionNames } from "../../lib/train/criteria.ts";
import { lossGradient } from "../../lib/train/criteria/loss_gradient.ts";
import { pruneBy, type PruneByOptions } from "../../lib/train/prune_by.ts";
import { numbersOf } from "../mix/made_adapter.ts";
import { madeMembers, triedKinds } from "../mix/made_members.ts";
import { loadParityCase } from "../parity.ts";
import { bitsOf } from "../signed_numbers.ts";
import { sharedGpu } from "../shared_gpu.ts";

/** A trained adapter, and the loss of what it was trained on. */
async function opened(kind: string) {
  const gpu = await sharedGpu();
  const { model, adapter, encoded } = await loadParityCase(
    gpu,
    `roberta-${kind}`,
  );
  const { weights, config, head } = adapter;
  const headed = { weights, config: config!, head: head! };
  const gradientAt = lossGradient(model, headed, encoded);
  return { gpu, adapter: headed, gradientAt };
}

/** Asserts that one set of weights is another one with some of them zero. */
function assertPart(part: Weights, whole: Weights) {
  deepStrictEqual([...part.keys()], [...whole.keys()]);
  for (const [name, { data }] of part) {
    const expected = whole.get(name)!.data
      .map((value, i) => data[i] === 0 ? 0 : value);
    deepStrictEqual(bitsOf(data), bitsOf(expected), name);
  }
}

for (const kind of triedKinds) {
  for (const criterion of criterionNames) {
    Deno.test(`pruneBy() ${criterion} of ${kind} removes exact counts, the same ones each time`, async () => {
      const { gpu, adapter, gradientAt } = await opened(kind);
      const at = async (options: Partial<PruneByOptions>) =>
        await pruneBy(gpu, adapter, {
          criterion,
          gradientAt,
          sparsity: 0.8,
          ...options,
        });
      for (const scope of ["tensor", "layer", "global"] as const) {
        const { weights, mask } = await at({ scope });
        assertPart(weights, adapter.weights);
        deepStrictEqual((await at({ scope })).mask, mask);
        if (scope !== "tensor") continue;
        for (const [name, { data }] of mask) {
          const removed = data.filter((kept) => kept === 0).length;
          strictEqual(removed, Math.floor(0.8 * data.length), name);
        }
      }
      deepStrictEqual((await at({ sparsity: 0 })).weights, adapter.weights);
      const none = await at({ sparsity: 1 });
      deepStrictEqual(new Set(numbersOf(none.weights)), new Set([0]));
    });
  }
}

Deno.test("pruneBy() criteria do not agree with each other", async () => {
  const { gpu, adapter, gradientAt } = await opened("houlsby");
  const masks = new Set<string>();
  for (const criterion of criterionNames) {
    const { mask } = await pruneBy(gpu, adapter, {
      criterion,
      gradientAt,
      sparsity: 0.5,
    });
    masks.add(numbersOf(mask).join(""));
  }
  strictEqual(masks.size, criterionNames.length);
});

Deno.test("pruneBy() magnitude is prune()", async () => {
  const gpu = await sharedGpu();
  const { adapters: [weights], config } = madeMembers("houlsby", [1]);
  for (const scope of ["tensor", "layer", "global"] as const) {
    for (const only of ["all", "weights"] as const) {
      const options = { sparsity: 0.7, scope, only };
      const pruned = await pruneBy(gpu, { weights: weights!, config }, {
        criterion: "magnitude",
        ...options,
      });
      const expected = await prune(gpu, weights!, options);
      for (const [name, { data }] of expected) {
        deepStrictEqual(pruned.weights.get(name)!.data, data, name);
      }
    }
  }
});

Deno.test("pruneBy() random draws by its seed", async () => {
  const gpu = await sharedGpu();
  const { adapters: [weights], config } = madeMembers("lora", [1]);
  const drawn = async (seed?: number) =>
    (await pruneBy(gpu, { weights: weights!, config }, {
      criterion: "random",
      sparsity: 0.5,
      ...(seed !== undefined && { seed }),
    })).mask;
  deepStrictEqual(await drawn(), await drawn(42));
  notDeepStrictEqual(await drawn(43), await drawn(42));
});

Deno.test("pruneBy() by weights only leaves biases out of the mask and as they are", async () => {
  const gpu = await sharedGpu();
  const { adapters: [weights], config } = madeMembers("pfeiffer", [1]);
  const pruned = await pruneBy(gpu, { weights: weights!, config }, {
    criterion: "synflow",
    sparsity: 1,
    only: "weights",
  });
  const matrices = [...weights!].filter(([, { shape }]) => shape.length > 1);
  deepStrictEqual(
    [...pruned.mask.keys()].sort(),
    matrices.map(([name]) => name).sort(),
  );
  for (const [name, { shape, data }] of weights!) {
    const expected = shape.length > 1 ? data.map(() => 0) : data;
    deepStrictEqual(pruned.weights.get(name)!.data, expected, name);
  }
});

Deno.test("pruneBy() with Erdos-Renyi densities keeps more of biases than of matrices", async () => {
  const gpu = await sharedGpu();
  const { adapters: [weights], config } = madeMembers("pfeiffer", [1]);
  const { mask } = await pruneBy(gpu, { weights: weights!, config }, {
    criterion: "magnitude",
    densities: "erdos-renyi",
    sparsity: 0.5,
  });
  // Of each of two blocks' [2, 12], [2], [12, 2] and [12], as 14, 2, 14 and 12 parts
  // of 42, half of 62 stay: 10.3, 1.5, 10.3 and 8.9.
  const counts = [...weights!].map(([name]) =>
    mask.get(name)!.data.filter((one) => one === 1).length
  );
  deepStrictEqual(counts, [10, 2, 10, 9, 10, 2, 10, 9]);
});

Deno.test("pruneBy() refuses what does not go together, or tells nothing apart", async () => {
  const gpu = await sharedGpu();
  const { adapters: [weights], config } = madeMembers("lora", [1]);
  const adapter = { weights: weights!, config };
  await rejects(
    pruneBy(gpu, adapter, {
      criterion: "magnitude",
      sparsity: 0.5,
      scope: "global",
      densities: "erdos-renyi",
    }),
    inputError(
      "Cannot prune an adapter: densities are erdos-renyi and the scope is global, expected scope tensor, as each tensor has a density of its own",
    ),
  );
  await rejects(pruneBy(gpu, adapter, { criterion: "snip", sparsity: 0.5 }), {
    name: "TypeError",
    message:
      "Cannot prune by what data say: there is no gradient, expected gradientAt",
  });
  const idle: Weights = new Map(
    [...weights!].map(([name, tensor]): [string, HostTensor] => {
      const zero = { ...tensor, data: tensor.data.map(() => 0) };
      return [name, name.endsWith("lora_B") ? zero : tensor];
    }),
  );
  const synflow = { criterion: "synflow", sparsity: 0.5 } as const;
  const refused = (where: string) =>
    inputError(
      `Cannot prune by synflow: every score in ${where} is 0, as before training where a second map is 0, expected another criterion, such as random`,
    );
  const untrained = { weights: idle, config };
  const [first] = idle.keys();
  await rejects(
    pruneBy(gpu, untrained, synflow),
    refused(`tensor "${first}"`),
  );
  await rejects(
    pruneBy(gpu, untrained, { ...synflow, scope: "layer" }),
    refused("block 0"),
  );
  await rejects(
    pruneBy(gpu, untrained, { ...synflow, scope: "global" }),
    refused("all tensors"),
  );
});

Deno.test("criteria say which of them look at data, and which draw", () => {
  const named = (key: "needsData" | "draws") =>
    criterionNames.filter((name) => key in criteria[name]);
  deepStrictEqual(named("needsData"), ["snip", "grasp"]);
  deepStrictEqual(named("draws"), ["random"]);
});
