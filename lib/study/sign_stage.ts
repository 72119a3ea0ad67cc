/**
 * Stages of a study on signs: how many a mixture turns round, and what that costs.
 *
 * @module
 */
import { mixtureFlips } from "../mix/mixture_flips.ts";
import type { Bench } from "./bench.ts";
import { allCells } from "./choose_cells.ts";
import { correlationRows } from "./correlation.ts";
import type { Own, SignChangeRow } from "./row.ts";

/**
 * Writes, for every mixture, the share of each member's weights that change sign.
 *
 * @param bench The study.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figures 5, 6, 14 and 15
 */
export async function signChangeStage(bench: Bench): Promise<void> {
  const { mixed, adapters, model, ledger } = bench;
  const cells = allCells(mixed);
  const metric = "sign_change" as const;
  const k = (names: string) => names.split("+").length;
  const cellRow = (cell: typeof cells[number]) => ({
    metric,
    ...cell,
    k: k(cell.mixed),
  });
  if (cells.every((cell) => ledger.has(cellRow(cell)))) return;
  const mixtures = [...new Set(cells.map((cell) => cell.mixed))];
  const { size, flips } = await mixtureFlips(
    model.gpu,
    mixed.map((name) => adapters.get(name)!.weights),
    mixtures.map((names) =>
      names.split("+").map((name) => mixed.indexOf(name))
    ),
  );
  const found = new Map(mixtures.map((names, i) => [names, flips[i]!]));
  await ledger.add(cells.map((cell): Own<SignChangeRow> => ({
    ...cellRow(cell),
    value: found.get(cell.mixed)![mixed.indexOf(cell.target)]! / size,
    count: size,
  })));
}

/**
 * Writes how far accuracy goes with sign conflicts.
 *
 * @param bench The study, all of whose mixtures are measured.
 * @see Nguyen and Le 2024, arXiv:2402.10639, section 5.3
 */
export async function correlationStage(
  { ledger, settings }: Pick<Bench, "ledger" | "settings">,
): Promise<void> {
  await ledger.add(correlationRows(await ledger.rows(), settings));
}
