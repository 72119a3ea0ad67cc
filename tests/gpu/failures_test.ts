import { match, rejects, strictEqual, throws } from "node:assert/strict";
import { Failures } from "../../lib/gpu/failures.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { kernel } from "../../lib/gpu/kernel.ts";
import { Failure } from "../../lib/io/failure.ts";
import { affine } from "./affine.ts";

const params = { count: 3, factor: 1, shift: 0 };

/** A device that fails when a test says so. */
function frailDevice() {
  const { promise: lost, resolve: lose } = Promise.withResolvers<
    { message: string }
  >();
  const device = Object.assign(new EventTarget(), { lost });
  const err = (message: string) =>
    device.dispatchEvent(
      Object.assign(new Event("uncapturederror"), { error: { message } }),
    );
  return { failures: new Failures(device as unknown as GPUDevice), err, lose };
}

Deno.test("a shader that does not compile fails with the kernel's name", async () => {
  const gpu = await Gpu.open();
  const broken = kernel(
    "broken",
    affine.code.replace("values[i] * params.factor", "nonsense[i]"),
  );
  const values = gpu.zeros([3]);
  gpu.run(broken, "step", { params, bind: { values } });
  await rejects(gpu.read(values), (error: Failure) => {
    strictEqual(error.kind, "failure");
    match(
      error.message,
      /^Cannot run "broken\.step": Shader 'broken' .*: `nonsense`/,
    );
    match(error.message, /wgsl:16:17/);
    return true;
  });
  throws(() => gpu.run(affine, "step", { params, bind: { values } }), Failure);
  gpu.close();
});

Deno.test("a tensor that is missing fails with the kernel's name", async () => {
  const gpu = await Gpu.open();
  gpu.run(affine, "step", { params, bind: {} });
  await rejects(
    gpu.read(gpu.zeros([3])),
    /^Failure: Cannot run "affine\.step": Number of bindings .* does not match/,
  );
  gpu.close();
});

Deno.test("a tensor too many fails with the kernel's name", async () => {
  const gpu = await Gpu.open();
  const bind = { values: gpu.zeros([3]), a: gpu.zeros([3]) };
  gpu.run(affine, "step", { params, bind });
  await rejects(
    gpu.read(gpu.zeros([3])),
    /^Failure: Cannot run "affine\.step": Number of bindings .* does not match/,
  );
  gpu.close();
});

Deno.test("what WebGPU refuses elsewhere fails at the next read", async () => {
  const gpu = await Gpu.open();
  const whole = gpu.zeros([128]);
  gpu.copy(gpu.view(whole, [64]), gpu.view(whole, [64], 64));
  await rejects(
    gpu.read(whole),
    /^Failure: Cannot trust the GPU's results: Source and destination/,
  );
  gpu.close();
});

Deno.test("check() throws the first error, again and again", () => {
  const { failures, err } = frailDevice();
  failures.check();
  err("the first");
  err("the second");
  const first = new Failure(
    "failure",
    "Cannot trust the GPU's results: the first",
  );
  throws(() => failures.check(), first);
  throws(() => failures.check(), first);
});

Deno.test("check() throws a loss of the device with its own exit code", async () => {
  const { failures, lose } = frailDevice();
  lose({ message: "unplugged" });
  await Promise.resolve();
  throws(
    () => failures.check(),
    new Failure(
      "deviceLost",
      "Cannot go on: the GPU device was lost (unplugged)",
    ),
  );
});

Deno.test("check() takes the loss of a closed device for no error", async () => {
  const { failures, lose } = frailDevice();
  failures.close();
  lose({ message: "destroyed" });
  await Promise.resolve();
  failures.check();
});
