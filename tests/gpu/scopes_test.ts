import {
  deepStrictEqual,
  notStrictEqual,
  strictEqual,
  throws,
} from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import type { Storage } from "../../lib/gpu/pool.ts";
import { normals } from "../check.ts";

/** Whether the memory is free: the next tensor of its size gets it. */
function isFree(gpu: Gpu, storage: Storage): boolean {
  const next = gpu.empty([storage.bytes / 4]);
  gpu.free(next);
  return next.storage === storage;
}

Deno.test("a scope frees what was made in it, and nothing else", async () => {
  const gpu = await Gpu.open();
  const before = gpu.zeros([64]);
  let inside: Storage;
  {
    using _ = gpu.scope();
    inside = gpu.zeros([64]).storage;
    strictEqual(inside.idle, false);
  }
  strictEqual(inside.idle, true);
  strictEqual(before.storage.idle, false);
  strictEqual(isFree(gpu, inside), true);
  gpu.close();
});

Deno.test("an inner scope frees its own tensors only", async () => {
  const gpu = await Gpu.open();
  using _ = gpu.scope();
  const outer = gpu.zeros([64]);
  let inner: Storage;
  {
    using _ = gpu.scope();
    inner = gpu.zeros([64]).storage;
  }
  const after = gpu.zeros([100]);
  deepStrictEqual(
    [outer.storage.idle, inner.idle, after.storage.idle],
    [false, true, false],
  );
  gpu.close();
});

Deno.test("keep() hands a tensor to the outer scope", async () => {
  const gpu = await Gpu.open();
  let kept: Storage;
  {
    using _ = gpu.scope();
    {
      using inner = gpu.scope();
      kept = inner.keep(gpu.tensor([3], normals(3, 1))).storage;
    }
    strictEqual(kept.idle, false);
  }
  strictEqual(kept.idle, true);
  gpu.close();
});

Deno.test("keep() by an outer scope works while an inner one is open", async () => {
  const gpu = await Gpu.open();
  let kept: Storage;
  {
    using outer = gpu.scope();
    const tensor = gpu.zeros([3]);
    using _ = gpu.scope();
    kept = outer.keep(tensor).storage;
  }
  strictEqual(kept.idle, false); // the caller's now
  gpu.close();
});

Deno.test("keep() takes tracked copies and views for the tensor itself", async () => {
  const gpu = await Gpu.open();
  const kept: Storage[] = [];
  {
    using scope = gpu.scope();
    kept.push(scope.keep({ ...gpu.zeros([3]), tracked: true }).storage);
    kept.push(scope.keep(gpu.view(gpu.zeros([128]), [64], 64)).storage);
  }
  deepStrictEqual(kept.map(({ idle }) => idle), [false, false]);
  gpu.close();
});

Deno.test("keepAll() hands over what was made so far", async () => {
  const gpu = await Gpu.open();
  let made: Storage[];
  {
    using _ = gpu.scope();
    {
      using inner = gpu.scope();
      made = [gpu.zeros([3]).storage, gpu.zeros([3]).storage];
      inner.keepAll();
      made.push(gpu.zeros([3]).storage);
    }
    deepStrictEqual(made.map(({ idle }) => idle), [false, false, true]);
  }
  deepStrictEqual(made.map(({ idle }) => idle), [true, true, true]);
  gpu.close();
});

Deno.test("a scope frees its tensors when an error leaves it", async () => {
  const gpu = await Gpu.open();
  let inside: Storage | undefined;
  throws(() => {
    using _ = gpu.scope();
    inside = gpu.zeros([3]).storage;
    throw new RangeError("out");
  }, new RangeError("out"));
  strictEqual(inside?.idle, true);
  gpu.close();
});

Deno.test("free() takes a tensor out of its scope", async () => {
  const gpu = await Gpu.open();
  {
    using _ = gpu.scope();
    gpu.free({ ...gpu.zeros([64]), tracked: true });
  } // would throw if it freed the memory again
  const [a, b] = [gpu.empty([64]), gpu.empty([64])];
  notStrictEqual(a.storage, b.storage);
  gpu.close();
});

Deno.test("free() throws if the memory is free already", async () => {
  const gpu = await Gpu.open();
  const tensor = gpu.zeros([3]);
  gpu.free(tensor);
  throws(
    () => gpu.free(tensor),
    new RangeError(
      "Cannot free a tensor: its memory is free already, expected memory that is held",
    ),
  );
  gpu.close();
});
