/**
 * Which memory goes back to the pool when a stretch of work ends.
 *
 * @module
 */
import type { Pool, Storage } from "./pool.ts";
import type { Tensor } from "./tensor.ts";

/** A stretch of work, for `using`: what is made within is freed at its end. */
export interface Scope extends Disposable {
  /** Hands a tensor to the scope around this one, or to the caller if none is. */
  keep(tensor: Tensor): Tensor;
  /** Hands all tensors made so far to the scope around this one. */
  keepAll(): void;
}

/** The open scopes, outermost first. */
export class Scopes {
  #pool: Pool;
  #open: Set<Storage>[] = [];

  /** @param pool Where memory goes back to. */
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Makes the innermost scope, if any, the owner of new memory. */
  add(storage: Storage): void {
    this.#open.at(-1)?.add(storage);
  }

  /** Frees memory at once, whichever scope owns it. */
  free(storage: Storage): void {
    for (const scope of this.#open) scope.delete(storage);
    this.#pool.give(storage);
  }

  /** Runs a function outside of all scopes: what it makes stays. */
  outside<T>(make: () => T): T {
    const open = this.#open;
    this.#open = [];
    try {
      return make();
    } finally {
      this.#open = open;
    }
  }

  /** Opens a scope inside of the innermost one. */
  open(): Scope {
    const mine = new Set<Storage>();
    this.#open.push(mine);
    return {
      // By memory, not by object: a tensor may be kept through a view or a
      // copy of it that is tracked.
      keep: (tensor) => {
        if (mine.delete(tensor.storage)) {
          this.#open[this.#open.indexOf(mine) - 1]?.add(tensor.storage);
        }
        return tensor;
      },
      keepAll: () => {
        const outer = this.#open[this.#open.indexOf(mine) - 1];
        for (const storage of mine) outer?.add(storage);
        mine.clear();
      },
      [Symbol.dispose]: () => {
        this.#open = this.#open.filter((scope) => scope !== mine);
        for (const storage of mine) this.#pool.give(storage);
        mine.clear();
      },
    };
  }
}
