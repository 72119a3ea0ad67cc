/**
 * Opens a WebGPU device with all that its adapter offers.
 *
 * @module
 */
import { Failure } from "../io/failure.ts";
import { type Profile, profileFor } from "./profile.ts";

/** What the device is and what it offers. */
export interface DeviceInfo {
  /** Name of the adapter. */
  readonly name: string;
  readonly vendor: string;
  readonly profile: Profile;
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

/** Limits that the kernels make use of where a device offers more. */
const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
] as const;

/**
 * What the kernels cannot do without. WebGPU promises as much of every device, but
 * some drivers have less. Of tensors to bind no more are asked for even where a
 * device offers more, so that a kernel that binds too many fails on each of them.
 *
 * @see WebGPU, section "Limits"
 */
const NEEDED = {
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 16384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
} as const;

/** Features that the kernels make use of where a device has them. */
const FEATURES = ["timestamp-query", "shader-f16"] as const;

/**
 * Features to ask an adapter for.
 *
 * Deno does not list subgroups and yet grants them. They are asked for where
 * kernels count on them: in software Vulkan with subgroups of 8 lanes.
 */
function wantedFeatures(adapter: GPUAdapter): GPUFeatureName[] {
  const listed = FEATURES.filter((name) => adapter.features.has(name));
  const { info } = adapter;
  const eight = info.subgroupMinSize === 8 && info.subgroupMaxSize === 8;
  const hidden = "subgroups" as GPUFeatureName;
  return profileFor(info) === "cpu" && eight ? [...listed, hidden] : listed;
}

/**
 * Opens the device of the adapter that is the fastest by its kind: a GPU of its own
 * before one within a processor, and software last.
 *
 * @returns The device and what it is.
 * @throws {Failure} If the machine has no WebGPU adapter, or only one on which the
 * kernels cannot run.
 */
export async function openDevice(): Promise<
  { device: GPUDevice; info: DeviceInfo }
> {
  // With Mesa's GL back end also loaded, processes sometimes die at exit
  // with a damaged heap; Vulkan alone does not.
  if (Deno.build.os === "linux" && !Deno.env.get("DENO_WEBGPU_BACKEND")) {
    Deno.env.set("DENO_WEBGPU_BACKEND", "vulkan");
  }
  // Vulkan's window-system layer complains on stderr without this folder.
  if (Deno.build.os === "linux" && !Deno.env.get("XDG_RUNTIME_DIR")) {
    Deno.env.set("XDG_RUNTIME_DIR", "/tmp");
  }
  // Without a preference Deno takes whichever adapter a driver lists first.
  const adapter = await navigator.gpu?.requestAdapter({
    powerPreference: "high-performance",
  });
  if (!adapter) {
    throw new Failure(
      "noGpu",
      "Cannot open a GPU: found no WebGPU adapter, expected a Vulkan, Metal or DirectX 12 driver (Debian: apt-get install mesa-vulkan-drivers)",
    );
  }
  expectLimits(adapter);
  const device = await adapter.requestDevice({
    requiredLimits: {
      ...NEEDED,
      ...Object.fromEntries(
        LIMITS.map((name) => [name, adapter.limits[name]]),
      ),
    },
    requiredFeatures: wantedFeatures(adapter),
  });
  return { device, info: describe(device, adapter.info) };
}

function expectLimits({ limits, info }: GPUAdapter): void {
  for (const [name, least] of Object.entries(NEEDED)) {
    const has = limits[name as keyof typeof NEEDED];
    if (has >= least) continue;
    throw new Failure(
      "noGpu",
      `Cannot use the GPU "${
        nameOf(info)
      }": its ${name} is ${has}, expected ${least} or more`,
    );
  }
}

function nameOf({ description, device }: GPUAdapterInfo): string {
  return description || device || "unnamed";
}

function describe(device: GPUDevice, info: GPUAdapterInfo): DeviceInfo {
  const limits: Record<string, number> = {};
  for (const name in device.limits) {
    limits[name] = device.limits[name as keyof GPUSupportedLimits] as number;
  }
  return {
    name: nameOf(info),
    vendor: info.vendor,
    profile: profileFor(info),
    features: [...device.features].sort(),
    limits,
  };
}

/**
 * Bytes of the largest tensor: it takes one buffer and one binding, and is bound in
 * whole vectors of four numbers.
 *
 * @param info What the device is.
 * @returns A multiple of 16.
 */
export function largestTensor({ limits }: Pick<DeviceInfo, "limits">): number {
  const { maxBufferSize, maxStorageBufferBindingSize } = limits;
  const most = Math.min(maxBufferSize!, maxStorageBufferBindingSize!);
  return 16 * Math.floor(most / 16);
}
