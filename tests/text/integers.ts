/**
 * Reads a matrix of 32- or 64-bit whole numbers from a safetensors file.
 *
 * @param path File to read.
 * @param name Name of the tensor.
 * @returns The rows.
 */
export async function readIntegers(
  path: string,
  name: string,
): Promise<number[][]> {
  const { buffer } = await Deno.readFile(path);
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const header = JSON.parse(
    new TextDecoder().decode(new Uint8Array(buffer, 8, length)),
  );
  const { dtype, shape: [rows, cols], data_offsets: [start, end] } =
    header[name];
  const bytes = buffer.slice(8 + length + start, 8 + length + end);
  const values = dtype === "I64"
    ? Array.from(new BigInt64Array(bytes), Number)
    : Array.from(new Int32Array(bytes));
  return Array.from(
    { length: rows },
    (_, row) => values.slice(row * cols, (row + 1) * cols),
  );
}

/**
 * Reads the metadata of a safetensors file.
 *
 * @param path File to read.
 * @returns The metadata, all of it text.
 */
export async function readMetadata(
  path: string,
): Promise<Record<string, string>> {
  const { buffer } = await Deno.readFile(path);
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const text = new TextDecoder().decode(new Uint8Array(buffer, 8, length));
  return JSON.parse(text).__metadata__;
}
