/**
 * The option that names a model.
 *
 * @module
 */
import { type Option, text } from "../io/option.ts";
import { EMBEDDED_MODEL } from "./settings.ts";

const named = text(
  EMBEDDED_MODEL,
  "model directory, or owner/name[@revision] of the Hub",
);

/**
 * A model's directory or repository, the embedded model by default.
 *
 * Whatever path leads to the embedded model, its value is {@linkcode EMBEDDED_MODEL},
 * so that settings, rows and reports have one name for it.
 */
export const modelOption: Option<string> = {
  ...named,
  parse(given) {
    const model = named.parse(given);
    return model && placeOf(model) === placeOf(EMBEDDED_MODEL)
      ? EMBEDDED_MODEL
      : model;
  },
};

/** The path without links and detours; the name itself where nothing can be found. */
function placeOf(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path; // the reader says what is wrong with it
  }
}
