/**
 * Compiled entry points, and the bind groups made for them, each made once.
 *
 * @module
 */
import { bindEntries, boundBytes } from "./bind_entries.ts";
import type { Failures } from "./failures.ts";
import type { Kernel } from "./kernel.ts";
import type { Slot } from "./params.ts";
import type { Tensor } from "./tensor.ts";

interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly groups: Map<string, GPUBindGroup>;
}

/** Compiles entry points and binds tensors to them by name. */
export class Pipelines {
  #device: GPUDevice;
  #failures: Failures;
  #modules = new Map<Kernel, GPUShaderModule>();
  #compiled = new Map<Kernel, Map<string, Compiled>>();
  #groupCount = 0;

  /**
   * @param device Device to compile for.
   * @param failures Where errors are noted.
   */
  constructor(device: GPUDevice, failures: Failures) {
    this.#device = device;
    this.#failures = failures;
  }

  /** Number of bind groups kept. */
  get groupCount(): number {
    return this.#groupCount;
  }

  /**
   * Finds or makes a pipeline and a bind group.
   *
   * @param kernel The kernel.
   * @param entry Name of the entry point.
   * @param slot Parameter block, for binding 0.
   * @param bind Tensor for each storage variable that the entry point uses.
   * @throws {TypeError} As {@linkcode bindEntries}.
   */
  bind(
    kernel: Kernel,
    entry: string,
    slot: Slot,
    bind: Readonly<Record<string, Tensor>>,
  ): { pipeline: GPUComputePipeline; group: GPUBindGroup } {
    const { pipeline, groups } = this.#compile(kernel, entry);
    let key = `${slot.id}`;
    for (const name in bind) {
      const tensor = bind[name]!;
      const { storage, offset, dtype } = tensor;
      key += ` ${name},${dtype},${storage.id},${offset},${boundBytes(tensor)}`;
    }
    let group = groups.get(key);
    if (!group) {
      const entries = bindEntries(kernel, entry, slot, bind);
      group = this.#failures.watch(
        `${kernel.name}.${entry}`,
        () => {
          const layout = pipeline.getBindGroupLayout(0);
          return this.#device.createBindGroup({ layout, entries });
        },
      );
      groups.set(key, group);
      this.#groupCount++;
    }
    return { pipeline, group };
  }

  /** Forgets all bind groups: there are many, or what they name is destroyed. */
  forgetGroups(): void {
    for (const entries of this.#compiled.values()) {
      for (const { groups } of entries.values()) groups.clear();
    }
    this.#groupCount = 0;
  }

  #compile(kernel: Kernel, entry: string): Compiled {
    let entries = this.#compiled.get(kernel);
    if (!entries) this.#compiled.set(kernel, entries = new Map());
    let compiled = entries.get(entry);
    if (!compiled) {
      const label = `${kernel.name}.${entry}`;
      const pipeline = this.#failures.watch(
        label,
        () =>
          this.#device.createComputePipeline({
            label,
            layout: "auto",
            compute: { module: this.#module(kernel), entryPoint: entry },
          }),
      );
      entries.set(entry, compiled = { pipeline, groups: new Map() });
    }
    return compiled;
  }

  #module(kernel: Kernel): GPUShaderModule {
    let module = this.#modules.get(kernel);
    if (!module) {
      const { name: label, code } = kernel;
      module = this.#device.createShaderModule({ label, code });
      this.#modules.set(kernel, module);
    }
    return module;
  }
}
