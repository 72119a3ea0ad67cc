/**
 * The model that comes with the toolkit: its name, and where it is.
 *
 * @module
 */
import { join } from "node:path";

/** The embedded model, as options, rows and files name it. */
export const EMBEDDED_MODEL = "data/tiny";

/**
 * Folder of the embedded model: that of its name if it is there, else the one beside
 * the toolkit's code, so that commands work in any folder.
 */
export function embeddedFolder(): string {
  const { dirname } = import.meta;
  // Code that was loaded from the web has no folder beside it.
  if (dirname === undefined || isFolder(EMBEDDED_MODEL)) return EMBEDDED_MODEL;
  return join(dirname, "..", "..", EMBEDDED_MODEL);
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
