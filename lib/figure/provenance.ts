import { EMBEDDED_MODEL } from "../io/embedded_model.ts";
import type { Settings } from "../study/ledger.ts";
import { greatest, least } from "./by_size.ts";
import type { StudyRow } from "./rows.ts";

/**
 * First line of a report: which model, which data.
 *
 * @param study Settings of a study, and its rows for what they do not say.
 */
export function provenance(
  { settings, rows }: { settings: Settings; rows: readonly StudyRow[] },
): string {
  const { model, train, data = "thirteen made-up domains" } = settings;
  const tested = `${testExamples(rows)} test examples each`;
  const sizes = train === undefined
    ? tested
    : `${train} training and ${tested}`;
  return model === EMBEDDED_MODEL
    ? `Made from the embedded tiny encoder and ${data}, ${sizes}: it shows the method at work, not how real adapters behave.`
    : `Made from the encoder "${model}" and ${data}, ${sizes}.`;
}

/** How many examples a target has, or from how many to how many. */
function testExamples(rows: readonly StudyRow[]): string {
  const counts = rows.flatMap((row) =>
    row.metric === "accuracy" || row.metric === "comparison" ? [row.count] : []
  );
  if (counts.length === 0) return "no";
  const [low, high] = [least(counts), greatest(counts)];
  return low === high ? `${low}` : `${low} to ${high}`;
}
