import source from "../../kernels/embedding.wgsl" with { type: "text" };
import type { Gpu } from "../gpu/gpu.ts";
import { expectShape } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { elementForms } from "./elements.ts";
import type { Param, Result } from "./op.ts";

const formOf = elementForms<"ADD">("embedding", source);

/** A table, and the row of it that each token takes. */
export interface Lookup {
  /** The table, [height, cols], in parts that each fit one binding. */
  table: readonly Param[];
  /** Row of each token. */
  ids: Uint32Array<ArrayBuffer>;
}

/**
 * Looks rows up in one or several tables and adds them, token by token.
 *
 * @param gpu Device to work on.
 * @param lookups Tables of the same width, each with a row for every token.
 * @param options Whether a gradient at the output is wanted in any case.
 * @returns Sum of the rows, [tokens, cols], and its pullback, which adds to the
 * tables' gradients and returns nothing: there is no tensor below.
 * @throws {RangeError} If an id is not a row of its table, or if the tables
 * differ in width or the lookups in length.
 */
export function embedding(
  gpu: Gpu,
  lookups: readonly Lookup[],
  options: { tracked?: boolean } = {},
): Result {
  const tokens = lookups[0]?.ids.length ?? 0;
  const one = lookups[0]?.table[0]?.value;
  const [width, dtype] = [one?.shape[1] ?? 0, one?.dtype ?? "f32"];
  const trained = lookups.some(({ table }) => table.some(({ grad }) => grad));
  const { cols, wgsl } = formOf(width);
  const out = gpu.empty([tokens, width], {
    dtype,
    tracked: trained || options.tracked === true,
  });
  let filled = false;
  for (const { table, ids: hostIds } of lookups) {
    checkSizes(hostIds, table, tokens, width);
    checkIds(hostIds, table);
    const ids = gpu.tensor([tokens], hostIds);
    forEachPart(table, ({ value }, first, height) => {
      gpu.run(wgsl({ ADD: filled ? 1 : 0 }, dtype), "forward", {
        params: { cols, tokens, first, height, distinct: 0 },
        bind: { ids, table: value, out },
        threads: tokens * cols,
      });
      filled = true;
    });
  }

  return [out, (dout) => {
    for (const lookup of lookups) addTableGradients(lookup, dout);
    return undefined;
  }];
}

function addTableGradients({ table, ids }: Lookup, dout: Tensor): void {
  if (!table.some(({ grad }) => grad)) return;
  const { gpu, shape: [tokens = 0, width = 0] } = dout;
  const { cols, wgsl } = formOf(width);
  const { rows, starts, order } = occurrences(ids);
  const distinct = rows.length;
  const places = {
    rows: gpu.tensor([distinct], rows),
    starts: gpu.tensor([distinct + 1], starts),
    order: gpu.tensor([tokens], order),
  };
  forEachPart(table, ({ grad }, first, height) => {
    if (!grad) return;
    gpu.run(wgsl({ ADD: 0 }), "backward", {
      params: { cols, tokens, first, height, distinct },
      bind: { ...places, dout, dtable: grad },
      threads: distinct * cols,
    });
  });
}

/** Groups the tokens by their row: the rows, and where each one's tokens are. */
function occurrences(ids: Uint32Array<ArrayBuffer>) {
  const order = Uint32Array.from(ids.keys())
    .sort((a, b) => ids[a]! - ids[b]! || a - b);
  const firsts = [...order.keys()]
    .filter((at) => at === 0 || ids[order[at]!] !== ids[order[at - 1]!]);
  return {
    rows: Uint32Array.from(firsts, (at) => ids[order[at]!]!),
    starts: Uint32Array.from([...firsts, ids.length]),
    order,
  };
}

function forEachPart(
  table: readonly Param[],
  visit: (part: Param, first: number, height: number) => void,
): void {
  let first = 0;
  for (const part of table) {
    const height = part.value.shape[0] ?? 0;
    visit(part, first, height);
    first += height;
  }
}

function checkSizes(
  ids: Uint32Array,
  table: readonly Param[],
  tokens: number,
  cols: number,
): void {
  if (ids.length !== tokens) {
    throw new RangeError(
      `Cannot look up ${ids.length} rows: the first table is asked for ${tokens}, expected as many`,
    );
  }
  for (const { value } of table) {
    expectShape("embedding table", value, [value.shape[0] ?? 0, cols]);
  }
}

function checkIds(ids: Uint32Array, table: readonly Param[]): void {
  let height = 0;
  forEachPart(table, (_, first, own) => height = first + own);
  const wrong = ids.find((id) => id >= height);
  if (wrong !== undefined) {
    throw new RangeError(
      `Cannot look up row ${wrong}: the table has ${height} rows, expected a number below that`,
    );
  }
}
