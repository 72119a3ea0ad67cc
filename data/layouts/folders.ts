import { basename, dirname } from "node:path";
import { inputError } from "../../lib/io/failure.ts";
import type { Example } from "../../lib/text/dataset.ts";
import { readWholeText } from "../../lib/text/whole_text.ts";
import type { Layout } from "../source.ts";
import { filesLayout, type PartFiles } from "./files.ts";

/**
 * A layout with a file for each text, in a folder named after its class.
 *
 * @param parts Patterns of each part's files.
 * @param classes Names of the folders, in the order of the classes.
 */
export function foldersLayout(
  parts: PartFiles,
  classes: readonly string[],
): Layout {
  return filesLayout(parts, async function* (path): AsyncGenerator<Example> {
    const folder = basename(dirname(path));
    const label = classes.indexOf(folder);
    if (label < 0) {
      throw inputError(
        `Cannot read "${path}": its folder is ${folder}, expected one of ${
          classes.join(", ")
        }`,
      );
    }
    yield { text: await readWholeText(path), label };
  });
}
