/**
 * Reads a pickle without running it.
 *
 * A pickle is a program for a small stack machine, which in Python may call
 * anything by name. This machine knows the instructions that state dicts use,
 * and of the names only those in {@linkcode names}. Tuples and lists become
 * arrays, dicts become maps.
 *
 * @module
 * @see https://github.com/python/cpython, `Lib/pickletools.py`; PEP 307, PEP 3154
 */
import type { Problem } from "../byte_file.ts";
import type { ByteCursor } from "./byte_cursor.ts";
import { names } from "./names.ts";
import { instructions } from "./pickle_instructions.ts";

/** Longest part of a file's name or text that a message repeats. */
const EXCERPT = 80;

/** What the instructions work on. */
export class PickleMachine {
  /** Values that were pushed, oldest first. */
  readonly stack: unknown[] = [];
  /** Length of the stack at each mark that is open. */
  readonly marks: number[] = [];
  /** Values that can be pushed again, by number. */
  readonly memo = new Map<number, unknown>();

  /**
   * @param cursor The pickle.
   * @param problem Words a failure.
   * @param load Makes a value of a persistent id.
   */
  constructor(
    readonly cursor: ByteCursor,
    readonly problem: Problem,
    readonly load: (id: unknown) => unknown,
  ) {}

  /**
   * Takes the last value off the stack.
   *
   * @throws {Failure} If there is none above the last mark; so do all below.
   */
  pop(): unknown {
    this.top();
    return this.stack.pop();
  }

  /** The last value, which stays. */
  top(): unknown {
    if (this.stack.length > (this.marks.at(-1) ?? 0)) return this.stack.at(-1);
    throw this.damaged("takes a value where there is none");
  }

  /** Takes the values above the last mark, and the mark. */
  popMarked(): unknown[] {
    const mark = this.marks.pop();
    if (mark !== undefined) return this.stack.splice(mark);
    throw this.damaged("takes values where there is no mark");
  }

  /** The value of a number in the memo. */
  recall(number: number): unknown {
    if (this.memo.has(number)) return this.memo.get(number);
    throw this.damaged(`recalls value ${number}, which it did not keep`);
  }

  /** What a name stands for; any name that is not allowed is refused. */
  find(module: unknown, name: unknown): unknown {
    const whole = `${excerpt(module)}.${excerpt(name)}`;
    const found = names.get(whole);
    if (found) return found;
    throw this.problem(
      `its pickle asks for ${JSON.stringify(whole)}`,
      "only tensors and what they are made of",
    );
  }

  /** Puts values into a dict, each key before its value. */
  setItems(dict: unknown, items: readonly unknown[]) {
    if (!(dict instanceof Map) || items.length % 2 !== 0) {
      throw this.damaged("sets items of what is no dict");
    }
    for (let i = 0; i < items.length; i += 2) {
      if (dict.has(items[i])) {
        throw this.damaged(`sets ${JSON.stringify(excerpt(items[i]))} twice`);
      }
      dict.set(items[i], items[i + 1]);
    }
  }

  /** Puts values at the end of a list. */
  append(list: unknown, items: readonly unknown[]) {
    if (!Array.isArray(list)) throw this.damaged("appends to what is no list");
    for (const item of items) list.push(item);
  }

  /** Calls what a name stands for. */
  call(callee: unknown, args: unknown): unknown {
    if (typeof callee === "function" && Array.isArray(args)) {
      return callee(args, this.problem);
    }
    throw this.damaged("calls what cannot be called");
  }

  /** Words a failure at the instruction that is being followed. */
  damaged(found: string) {
    return this.problem(
      `its pickle ${found}, before byte ${this.cursor.at}`,
      "a state dict as PyTorch writes it",
    );
  }
}

/**
 * Reads one pickle.
 *
 * @param cursor Its bytes; afterwards at the byte that follows it.
 * @param problem Words a failure.
 * @param load Makes a value of a persistent id, by which a pickle refers to what
 * is stored beside it.
 * @returns The value that it describes.
 * @throws {Failure} If it is damaged, has an instruction that state dicts do
 * not have, or asks for a name that they do not use.
 */
export function readPickle(
  cursor: ByteCursor,
  problem: Problem,
  load: (id: unknown) => unknown = () => {
    throw problem("its pickle refers to a storage", "none here");
  },
): unknown {
  const machine = new PickleMachine(cursor, problem, load);
  while (true) {
    const code = cursor.u8();
    const instruction = instructions[code];
    if (!instruction) {
      throw machine.damaged(`has instruction 0x${code.toString(16)}`);
    }
    if (instruction === "stop") return machine.pop();
    instruction(machine);
  }
}

/** The start of a text of the file, or the kind of what is no text. */
function excerpt(text: unknown): string {
  return typeof text === "string" ? text.slice(0, EXCERPT) : `(${typeof text})`;
}
