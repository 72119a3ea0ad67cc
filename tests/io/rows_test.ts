import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { appendRows, readRows, writeRows } from "../../lib/io/rows.ts";
import { inTemporaryFolder, namesIn } from "./temporary_folder.ts";

Deno.test("appendRows() adds rows that readRows() reads in order", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/deep/rows.jsonl`;
    await appendRows(path, [{ k: 1, name: "a\nb" }, { k: 2 }]);
    await appendRows(path, [{ k: 3 }]);
    deepStrictEqual(await readRows(path), [
      { k: 1, name: "a\nb" },
      { k: 2 },
      { k: 3 },
    ]);
    strictEqual(
      await Deno.readTextFile(path),
      '{"k":1,"name":"a\\nb"}\n{"k":2}\n{"k":3}\n',
    );
  }));

Deno.test("writeRows() replaces a file, or leaves it as it is", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/rows.jsonl`;
    await writeRows(path, [{ k: 1 }, { k: 2 }]);
    await writeRows(path, [{ k: 3 }]);
    await rejects(writeRows(path, [{ k: 4 }, { k: NaN }]), RangeError);
    deepStrictEqual(await readRows(path), [{ k: 3 }]);
    deepStrictEqual(namesIn(folder), ["rows.jsonl"]);
  }));

Deno.test("readRows() of a missing file is empty", () =>
  inTemporaryFolder(async (folder) => {
    deepStrictEqual(await readRows(`${folder}/none.jsonl`), []);
  }));

Deno.test("appendRows() of no rows makes no file", () =>
  inTemporaryFolder(async (folder) => {
    await appendRows(`${folder}/rows.jsonl`, []);
    deepStrictEqual([...Deno.readDirSync(folder)], []);
  }));

Deno.test("a torn last line is not read, and cut by the next rows", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/rows.jsonl`;
    // The third is longer than the piece of a file that is looked at once.
    for (const torn of ['{"k":', '{"k":2}', `{"k":"${"ü".repeat(70_000)}`]) {
      await Deno.writeTextFile(path, '{"k":1}\n' + torn);
      deepStrictEqual(await readRows(path), [{ k: 1 }]);
      await appendRows(path, [{ k: 3 }]);
      deepStrictEqual(await readRows(path), [{ k: 1 }, { k: 3 }]);
    }
  }));

Deno.test("a file that is one torn line starts anew", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/rows.jsonl`;
    await Deno.writeTextFile(path, '{"k"');
    await appendRows(path, [{ k: 1 }]);
    strictEqual(await Deno.readTextFile(path), '{"k":1}\n');
  }));

Deno.test("readRows() refuses a line that is no row", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/rows.jsonl`;
    const cases = [
      ['{"k":', "line 2 is not JSON"],
      ["", "line 2 is not JSON"],
      ["[1]", "line 2 is [1]"],
      ["null", "line 2 is null"],
    ];
    for (const [line, problem] of cases) {
      await Deno.writeTextFile(path, `{"k":1}\n${line}\n{"k":2}\n`);
      await rejects(readRows(path), {
        name: "Failure",
        kind: "input",
        message:
          `Cannot read "${path}": ${problem}, expected a JSON object a line`,
      });
    }
  }));

Deno.test("appendRows() refuses a number that JSON cannot hold", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/rows.jsonl`;
    await appendRows(path, [{ k: 1 }]);
    await rejects(
      appendRows(path, [{ k: 2 }, { value: NaN }]),
      new RangeError(
        `Cannot write a row to "${path}": its "value" is NaN, expected a finite number`,
      ),
    );
    deepStrictEqual(await readRows(path), [{ k: 1 }]);
  }));
