import { inputError } from "../io/failure.ts";
import { readLines } from "./lines.ts";
import type { Row } from "./row.ts";

/**
 * Reads the sentences of abstracts in the format of PubMed RCT.
 *
 * An abstract begins with a line `###` and its number, has a line for each
 * sentence, its section and its text with a tab between, and ends with an empty
 * line.
 *
 * @param path File to read.
 * @returns A row a sentence with the cells `label` and `text`.
 * @throws {Failure} If the file cannot be read or a line is none of the three.
 * @see Dernoncourt and Lee 2017, arXiv:1710.06071
 */
export async function* readAbstracts(path: string): AsyncGenerator<Row> {
  for await (const { number, text: line } of readLines(path)) {
    if (line.trim() === "" || line.startsWith("###")) continue;
    const tab = line.indexOf("\t");
    if (tab < 0) {
      throw inputError(
        `Cannot read "${path}": line ${number} has no tab, expected ###, ` +
          "a section and its sentence with a tab between, or nothing",
      );
    }
    const cells = { label: line.slice(0, tab), text: line.slice(tab + 1) };
    yield { place: `line ${number}`, cells };
  }
}
