import type { Hub } from "./hub.ts";

/** Ends a connection over which nothing has come for a while. */
export class Stall {
  readonly #controller = new AbortController();
  readonly #hub: Pick<Hub, "timeout" | "alarm">;
  #stop: (() => void) | undefined;

  /** @param hub How much silence to bear, and by whose clock. */
  constructor(hub: Pick<Hub, "timeout" | "alarm">) {
    this.#hub = hub;
    this.touch();
  }

  /** Aborted once the silence is too long. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Says that something has come. */
  touch() {
    this.#stop?.();
    const { timeout, alarm } = this.#hub;
    this.#stop = alarm(timeout, () => this.#controller.abort());
  }

  /** Stops watching. */
  [Symbol.dispose]() {
    this.#stop?.();
  }
}
