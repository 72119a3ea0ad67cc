/**
 * Says what the GPU is and checks each kernel against a known answer.
 *
 *   deno task doctor
 *
 * Exits with 1 if a kernel is wrong
 */
import { Failure, Gpu, log, main, readOptions, selfCheck } from "../mod.ts";

await main(async () => {
  readOptions({
    name: "doctor",
    about: "Checks the GPU and every kernel",
    options: {},
  });
  const gpu = await Gpu.open();
  const { name, vendor, profile, features, limits } = gpu.info;
  log(`device    ${name} (${vendor})`);
  log(`profile   ${profile}`);
  log(`features  ${features.join(", ")}`);
  for (const limit of Object.keys(limits).sort()) {
    log(`limit     ${limit.padEnd(42)} ${limits[limit]}`);
  }
  const checks = await selfCheck(gpu);
  for (const { kernel, error, ok } of checks) {
    log(`kernel    ${kernel.padEnd(24)} ${ok ? "right" : "WRONG"} ${error}`);
  }
  log(`memory    ${gpu.memory.peak} bytes at most during the checks`);
  gpu.close();
  const wrong = checks.filter(({ ok }) => !ok).map(({ kernel }) => kernel);
  if (wrong.length > 0) {
    throw new Failure(
      "failure",
      `Cannot trust this device: the kernels ${
        wrong.join(", ")
      } give wrong results, expected none`,
    );
  }
  return { name, vendor, profile, kernels: checks.length };
});
