/**
 * The option that names a model.
 *
 * @module
 */
import { EMBEDDED_MODEL, embeddedFolder } from "../io/embedded_model.ts";
import { type Option, text } from "../io/option.ts";

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
    return model && placeOf(model) === placeOf(embeddedFolder())
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
