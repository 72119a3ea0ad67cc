import { inputError } from "../io/failure.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { encoderShapes } from "./draw.ts";
import { find } from "./params.ts";

/** How many missing tensors a message names. */
const NAMED = 3;

/**
 * Checks that a checkpoint has all tensors of the encoder that its configuration
 * describes.
 *
 * @param checkpoint The checkpoint.
 * @throws {Failure} If some are missing or one has another shape.
 */
export function expectComplete({ source, config, weights }: Checkpoint) {
  const shapes = encoderShapes(config);
  const missing = [...shapes.keys()].filter((name) => !weights.has(name));
  if (missing.length > 0) {
    const more = missing.length - NAMED;
    throw inputError(
      `Cannot use "${source}": its weights lack ${
        missing.slice(0, NAMED).join(", ")
      }${
        more > 0 ? ` and ${more} more` : ""
      }, expected all tensors of the encoder`,
    );
  }
  for (const [name, shape] of shapes) {
    find(weights, name, shape, `"${source}"`);
  }
}
