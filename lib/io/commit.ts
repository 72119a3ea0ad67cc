/**
 * Commit of the toolkit, for rows and files that it writes.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/**
 * The short hash of the checkout's commit, with `+` if files were changed.
 *
 * @returns The hash, or "unknown" outside of a checkout or without git.
 */
export async function commit(): Promise<string> {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const git = async (...args: string[]) => {
    const command = new Deno.Command("git", { args, cwd, stderr: "null" });
    const { success, stdout } = await command.output();
    if (!success) throw new Error("git failed");
    return new TextDecoder().decode(stdout).trim();
  };
  try {
    const hash = await git("rev-parse", "--short", "HEAD");
    const changed = await git("status", "--porcelain", "--untracked-files=no");
    return changed ? `${hash}+` : hash;
  } catch {
    return "unknown"; // no git, or no checkout
  }
}
