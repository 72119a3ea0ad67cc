import { z } from "zod";
import { inputError } from "../io/failure.ts";

/**
 * Reads and checks one of a tokenizer's JSON files.
 *
 * @param path Path of the file.
 * @param schema What it should hold.
 * @throws {Failure} If it is missing, no JSON, or holds something else.
 */
export async function readTokenizerJson<T>(
  path: string,
  schema: z.ZodType<T>,
): Promise<T> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw inputError(
      `Cannot read "${path}": there is no such file, ` +
        "expected a Hugging Face model directory with its tokenizer",
      cause,
    );
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const found = cause instanceof z.ZodError
      ? `its ${cause.issues[0]?.path.join(".")} is not as expected`
      : "it is no valid JSON";
    throw inputError(
      `Cannot read "${path}": ${found}, expected a fast tokenizer of BERT or RoBERTa`,
      cause,
    );
  }
}
