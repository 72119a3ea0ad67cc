import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { judged, parity, shortRun } from "./fixture.ts";
import { expectRefusals } from "./refusals.ts";

const CASE = "bert-pfeiffer";
const ADAPTER = `${parity(CASE)}/adapter`;

/** Environment in which Vulkan's loader finds no driver. */
const NO_DRIVER = {
  VK_DRIVER_FILES: "/no/such/driver.json",
  VK_ICD_FILENAMES: "/no/such/driver.json",
  DENO_WEBGPU_BACKEND: "vulkan",
};

Deno.test("without a GPU every command that needs one ends with 4", async () => {
  await inTemporaryFolder(async (folder) => {
    const sentence =
      "Cannot open a GPU: found no WebGPU adapter, expected a Vulkan, Metal or DirectX 12 driver (Debian: apt-get install mesa-vulkan-drivers)";
    const out = ["--out", `${folder}/out`];
    await expectRefusals(folder, [
      ["train", [...shortRun(CASE), ...out], sentence],
      ["evaluate", judged(CASE, ADAPTER), sentence],
      ["mix", [...out, ADAPTER], sentence],
      ["prune", ["--sparsity", 0.5, ...out, ADAPTER], sentence],
      ["fsd_heatmap", [...out, ADAPTER, ADAPTER], sentence],
      ["pretrain", ["--texts", 10, ...out], sentence],
      ["study", out, sentence],
      ["doctor", [], sentence],
    ], { code: 4, env: NO_DRIVER });
  });
});
