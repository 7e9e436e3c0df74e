import { join, relative, sep } from "node:path";
import { watch } from "chokidar";
import { isLeftBehind } from "./folder.js";
import { isRepository } from "./formats.js";

/** What of a repository changes with its commits. */
const OF_COMMITS = /^(\.git\/)?(HEAD|packed-refs|refs(\/.*)?)$|^\.git$/;

/** Says which paths under a folder are none of a source's: what programs leave behind, and the work of repositories. */
function ignoring(root: string): (path: string) => boolean {
  const repositories = new Map<string, boolean>();
  const isKnown = (folder: string) => {
    const known = repositories.get(folder) ?? isRepository(folder);
    repositories.set(folder, known);
    return known;
  };
  return (path) => {
    const parts = relative(root, path).split(sep);
    for (let depth = 1; depth < parts.length; depth += 1) {
      if (!isKnown(join(root, ...parts.slice(0, depth)))) continue;
      return !OF_COMMITS.test(parts.slice(depth).join("/"));
    }
    return parts.some(isLeftBehind);
  };
}

/**
 * Watches a folder and those in it.
 * @param onChange called when a file has come, changed or gone, and its size has been the same for `quietMs`
 * @returns how to end it
 * @throws whatever the system says where a folder cannot be watched
 */
export async function watchFolder(
  root: string,
  quietMs: number,
  onChange: () => void,
): Promise<() => Promise<void>> {
  const watcher = watch(root, {
    ignored: ignoring(root),
    ignoreInitial: true,
    followSymlinks: false,
    awaitWriteFinish: { stabilityThreshold: quietMs, pollInterval: Math.min(200, quietMs) },
  });
  watcher.on("all", onChange);
  await new Promise<void>((resolve, reject) => {
    watcher.once("ready", resolve);
    watcher.once("error", reject);
  });
  watcher.on("error", onChange);
  return () => watcher.close();
}
