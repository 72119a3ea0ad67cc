/**
 * What each instruction of a pickle does.
 *
 * @module
 * @see https://github.com/python/cpython, `Lib/pickletools.py`
 */
import type { PickleMachine } from "./pickle.ts";

/** Follows one instruction, whose arguments come next in the pickle. */
export type Instruction = (machine: PickleMachine) => void;

/** An instruction that pushes what it makes. */
function pushing(make: (machine: PickleMachine) => unknown): Instruction {
  return (machine) => machine.stack.push(make(machine));
}

/** An instruction that keeps the last value under a number. */
function keeping(number: (machine: PickleMachine) => number): Instruction {
  return (machine) => machine.memo.set(number(machine), machine.top());
}

/** An instruction that pushes a tuple of the last values. */
function tupleOf(count: number): Instruction {
  return pushing((machine) => {
    const items = Array.from({ length: count }, () => machine.pop());
    return items.reverse();
  });
}

/** Protocols that this reader knows. */
const FIRST_PROTOCOL = 2;
const LAST_PROTOCOL = 5;

const protocol: Instruction = ({ cursor, problem }) => {
  const number = cursor.u8();
  if (number >= FIRST_PROTOCOL && number <= LAST_PROTOCOL) return;
  throw problem(
    `its pickle is of protocol ${number}`,
    `${FIRST_PROTOCOL} to ${LAST_PROTOCOL}`,
  );
};

/** A frame says how many bytes to read ahead, which are here already. */
const frame: Instruction = (machine) => {
  const length = machine.cursor.u64();
  if (length > machine.cursor.left) throw machine.damaged("has a long frame");
};

/** Whole number of some bytes, little-endian, signed. */
function long({ cursor }: PickleMachine): number | bigint {
  const bytes = cursor.take(cursor.u8());
  const hex = Array.from(
    bytes.toReversed(),
    (byte) => byte.toString(16).padStart(2, "0"),
  ).join("");
  const value = BigInt.asIntN(8 * bytes.length, BigInt(`0x${hex || "0"}`));
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Gives an object its attributes, of which an OrderedDict's are not weights. */
const build: Instruction = (machine) => {
  machine.pop();
  if (machine.top() instanceof Map) return;
  throw machine.damaged("gives attributes to what is no dict");
};

const callName = pushing((machine) => {
  const args = machine.pop();
  return machine.call(machine.pop(), args);
});

const findOnStack = pushing((machine) => {
  const name = machine.pop();
  return machine.find(machine.pop(), name);
});

const setItem: Instruction = (machine) => {
  const value = machine.pop();
  const key = machine.pop();
  machine.setItems(machine.top(), [key, value]);
};

const setItems: Instruction = (machine) => {
  const items = machine.popMarked();
  machine.setItems(machine.top(), items);
};

const append: Instruction = (machine) => {
  const item = machine.pop();
  machine.append(machine.top(), [item]);
};

const appends: Instruction = (machine) => {
  const items = machine.popMarked();
  machine.append(machine.top(), items);
};

/** Instructions by their byte; all others are refused. */
export const instructions: Readonly<Record<number, Instruction | "stop">> = {
  0x80: protocol,
  0x95: frame,
  0x2e: "stop",
  0x28: ({ marks, stack }) => marks.push(stack.length),

  0x4e: pushing(() => null),
  0x88: pushing(() => true),
  0x89: pushing(() => false),
  0x4a: pushing(({ cursor }) => cursor.i32()),
  0x4b: pushing(({ cursor }) => cursor.u8()),
  0x4d: pushing(({ cursor }) => cursor.u16()),
  0x8a: pushing(long),
  0x47: pushing(({ cursor }) => cursor.f64()),
  0x58: pushing(({ cursor }) => cursor.text(cursor.u32())),
  0x8c: pushing(({ cursor }) => cursor.text(cursor.u8())),
  0x8d: pushing(({ cursor }) => cursor.text(cursor.u64())),

  0x29: tupleOf(0),
  0x85: tupleOf(1),
  0x86: tupleOf(2),
  0x87: tupleOf(3),
  0x74: pushing((machine) => machine.popMarked()),
  0x5d: pushing(() => []),
  0x61: append,
  0x65: appends,
  0x7d: pushing(() => new Map()),
  0x73: setItem,
  0x75: setItems,

  0x71: keeping(({ cursor }) => cursor.u8()),
  0x72: keeping(({ cursor }) => cursor.u32()),
  0x94: keeping(({ memo }) => memo.size),
  0x68: pushing((machine) => machine.recall(machine.cursor.u8())),
  0x6a: pushing((machine) => machine.recall(machine.cursor.u32())),

  0x63: pushing((machine) =>
    machine.find(machine.cursor.line(), machine.cursor.line())
  ),
  0x93: findOnStack,
  0x52: callName,
  0x62: build,
  0x51: pushing((machine) => machine.load(machine.pop())),
};
