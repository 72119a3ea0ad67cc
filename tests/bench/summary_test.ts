import { strictEqual } from "node:assert/strict";
import { summary } from "../../bench/summary.ts";

const device = { device: "x", profile: "gpu" };

Deno.test("summary() has a line a measurement, and the others' figures from the ratios", () => {
  const rows = [
    { bench: "roofs", ...device, roof: "copy", unit: "GB/s", rate: 3.5 },
    {
      bench: "matmul",
      ...device,
      ...{ m: 2, n: 3, k: 4 },
      gflops: 30,
      share_of_roof: 0.25,
      ratio: { tfjs: 6, torch: 0.25 },
    },
    { bench: "fsd", ...device, ms: 200, ratio: { numpy: 0.5 } },
    { bench: "step_overhead", ...device, ms: 20, share_in_kernels: 0.9 },
  ];
  strictEqual(
    summary(rows),
    [
      "name           of                  ours  unit                        roof  others",
      "roofs          gpu, roof copy       3.5  GB/s",
      "matmul         gpu, m 2, n 3, k 4    30  GFLOP/s                     0.25  tfjs 5.00 (x6.0), torch 120 (x0.25)",
      "fsd            gpu                  200  ms                                numpy 100 (x0.50)",
      "step_overhead  gpu                  0.9  of the step within kernels",
    ].join("\n"),
  );
});
