/**
 * Writes small pickles instruction by instruction.
 *
 * @module
 */

const utf8 = (text: string) => [...new TextEncoder().encode(text)];

/** A whole number of four bytes, little-endian. */
export function u32(value: number): number[] {
  return [...new Uint8Array(new Uint32Array([value]).buffer)];
}

/** A whole number of two bytes, little-endian. */
export function u16(value: number): number[] {
  return [value & 255, value >> 8];
}

/** Instructions of the pickle machine, each as its bytes. */
export const op = {
  protocol: (version = 2) => [0x80, version],
  stop: [0x2e],
  mark: [0x28],
  none: [0x4e],
  false: [0x89],
  int: (value: number) => [0x4a, ...u32(value)],
  text: (text: string) => [0x58, ...u32(utf8(text).length), ...utf8(text)],
  global: (module: string, name: string) => [
    0x63,
    ...utf8(`${module}\n${name}\n`),
  ],
  emptyTuple: [0x29],
  emptyDict: [0x7d],
  setItem: [0x73],
  setItems: [0x75],
  call: [0x52],
  build: [0x62],
  load: [0x51],
  put: (number: number) => [0x71, number],
  get: (number: number) => [0x68, number],
};

/** A tuple of what these instructions push. */
export function tuple(...items: readonly (readonly number[])[]): number[] {
  return [...op.mark, ...items.flat(), 0x74];
}

/** What the pickle of a tensor says. */
export interface Described {
  key?: string;
  type?: string;
  numbers: number;
  offset?: number;
  shape: readonly number[];
  strides: readonly number[];
}

/** Instructions that push a tensor. */
export function tensor(
  { key = "0", type = "FloatStorage", numbers, offset = 0, shape, strides }:
    Described,
): number[] {
  const storage = [
    ...tuple(
      op.text("storage"),
      op.global("torch", type),
      op.text(key),
      op.text("cpu"),
      op.int(numbers),
    ),
    ...op.load,
  ];
  const hooks = [
    ...op.global("collections", "OrderedDict"),
    ...op.emptyTuple,
    ...op.call,
  ];
  return [
    ...op.global("torch._utils", "_rebuild_tensor_v2"),
    ...tuple(
      storage,
      op.int(offset),
      tuple(...shape.map(op.int)),
      tuple(...strides.map(op.int)),
      op.false,
      hooks,
    ),
    ...op.call,
  ];
}

/** A whole pickle of a dict of what instructions push, by name. */
export function dictPickle(
  items: Readonly<Record<string, readonly number[]>>,
  protocol = 2,
): Uint8Array {
  return Uint8Array.from([
    ...op.protocol(protocol),
    ...op.emptyDict,
    ...op.mark,
    ...Object.entries(items).flatMap(([name, value]) => [
      ...op.text(name),
      ...value,
    ]),
    ...op.setItems,
    ...op.stop,
  ]);
}
