import { dirname, join, relative } from "node:path";

/** Makes a link at a path that leads to a target. */
export type Symlink = (target: string, path: string) => Promise<void>;

/**
 * Makes a file of the cache's content visible under its name, by a relative
 * link; by a copy where links cannot be made, as on Windows without the
 * developer mode.
 *
 * @param blob Path of the content.
 * @param path Path of the name; what is there is replaced.
 * @param options `symlink`: makes a link, for tests.
 */
export async function place(
  blob: string,
  path: string,
  { symlink = Deno.symlink }: { symlink?: Symlink } = {},
): Promise<void> {
  const folder = dirname(path);
  await Deno.mkdir(folder, { recursive: true });
  const fresh = join(folder, `.${crypto.randomUUID()}.link`);
  try {
    await symlink(relative(folder, blob), fresh).catch(async (error) => {
      if (error instanceof Deno.errors.NotFound) throw error;
      await Deno.copyFile(blob, fresh);
    });
    await Deno.rename(fresh, path);
  } catch (error) {
    await Deno.remove(fresh).catch(() => {}); // it may not have been made
    throw error;
  }
}
