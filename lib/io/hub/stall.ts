/** Ends a connection over which nothing has come for a while. */
export class Stall {
  readonly #controller = new AbortController();
  readonly #timeout: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param timeout Milliseconds of silence to bear. */
  constructor(timeout: number) {
    this.#timeout = timeout;
    this.touch();
  }

  /** Aborted once the silence is too long. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Says that something has come. */
  touch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(), this.#timeout);
  }

  /** Stops watching. */
  [Symbol.dispose]() {
    clearTimeout(this.#timer);
  }
}
