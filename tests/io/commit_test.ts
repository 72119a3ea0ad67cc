import { strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { commit } from "../../lib/io/commit.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What git prints, or nothing where there is no git or no checkout. */
async function git(...args: string[]): Promise<string | undefined> {
  const command = new Deno.Command("git", { args, cwd: ROOT, stderr: "null" });
  const { success, stdout } = await command.output()
    .catch(() => ({ success: false, stdout: new Uint8Array() }));
  return success ? new TextDecoder().decode(stdout).trim() : undefined;
}

Deno.test("commit() is the checkout's short hash, marked if files were changed", async () => {
  const hash = await git("rev-parse", "--short", "HEAD") ?? "unknown";
  const changed = await git("status", "--porcelain", "--untracked-files=no");
  strictEqual(await commit(), changed ? `${hash}+` : hash);
});
