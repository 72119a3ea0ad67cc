/**
 * The storages that a pickle refers to.
 *
 * @module
 */
import type { Problem } from "../byte_file.ts";
import { StorageClass } from "./names.ts";
import { Storage } from "./tensor_view.ts";

/** Longest name of a storage; PyTorch numbers them. */
const MAX_KEY = 64;

/** Remembers the storages that persistent ids name, each once. */
export class Storages {
  readonly #byKey = new Map<string, Storage>();

  /** @param problem Words a failure. */
  constructor(private readonly problem: Problem) {}

  /**
   * The storage of a persistent id: the word "storage", its class, its name,
   * its device, its length and, in old files, what it is a view of.
   *
   * @throws {Failure} If the id is another, or the name was one of a storage of
   * another class or length before.
   */
  readonly load = (id: unknown): Storage => {
    const [word, type, key, , length, view = null] = Array.isArray(id)
      ? id
      : [];
    if (
      word !== "storage" || !(type instanceof StorageClass) ||
      typeof key !== "string" || key.length > MAX_KEY ||
      !Number.isSafeInteger(length) || length < 0 || view !== null
    ) {
      throw this.problem(
        "its pickle refers to something else than a storage",
        "a class, a name and a length",
      );
    }
    const storage = this.get(key) ?? new Storage(key, type.dtype, length);
    if (storage.dtype !== type.dtype || storage.length !== length) {
      throw this.problem(
        `its storage ${
          JSON.stringify(key)
        } is both ${storage.dtype} of length ${storage.length} and ${type.dtype} of length ${length}`,
        "one of them",
      );
    }
    this.#byKey.set(key, storage);
    return storage;
  };

  /** The storage of a name, if there is one. */
  get(key: string): Storage | undefined {
    return this.#byKey.get(key);
  }

  /** Names of all storages. */
  get keys(): string[] {
    return [...this.#byKey.keys()];
  }
}
