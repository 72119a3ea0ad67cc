/**
 * Rows made up for tests of studies.
 *
 * @module
 */
import type {
  AccuracyRow,
  Common,
  FsdRow,
  SignChangeRow,
} from "../../lib/study/row.ts";

const common: Common = {
  script: "study",
  commit: "1a2b3c4",
  model: "data/tiny",
  kind: "pfeiffer",
  seed: 1,
};

/** Sign difference of two trained adapters, changed. */
export function fsdRow(
  row: string,
  column: string,
  value: number,
  changes: Partial<FsdRow> = {},
): FsdRow {
  const pair = { metric: "fsd", state: "trained", row, column } as const;
  return { ...common, ...pair, value, count: 100, ...changes };
}

/** Accuracy of a dense average on clean test text, changed. */
export function accuracyRow(
  target: string,
  mixed: string,
  value: number,
  changes: Partial<AccuracyRow> = {},
): AccuracyRow {
  return {
    ...common,
    metric: "accuracy",
    target,
    mixed,
    k: mixed.split("+").length,
    method: "average",
    sparsity: 0,
    scope: "tensor",
    attack: "none",
    split: "test",
    value,
    count: 100,
    low: value,
    high: value,
    ...changes,
  };
}

/** Share of a target's own weights that a mixture turns round. */
export function changeRow(
  target: string,
  mixed: string,
  value: number,
): SignChangeRow {
  const k = mixed.split("+").length;
  const what = { metric: "sign_change", target, mixed, k } as const;
  return { ...common, ...what, value, count: 100 };
}
