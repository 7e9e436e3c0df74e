import { hash } from "node:crypto";
import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { VouchError } from "../errors.js";
import { isRepository } from "./formats.js";
import { recognise } from "./recognise.js";
import type { SourceKind } from "./sourceKinds.js";

/** A source that a folder holds. */
export interface FolderSource {
  /** Name of the folder's source, and the place in the folder. */
  readonly name: string;
  readonly kind: SourceKind;
  /** The file or repository; the folder of files that are one source. */
  readonly path: string;
  /** Absent where the source is a repository. */
  readonly files?: readonly string[];
}

/** A file that is not read, and why. */
export interface Passed {
  readonly file: string;
  readonly why: "not_recognised" | "unreadable" | "link" | "being_written";
  readonly detail?: string;
}

export interface FolderContent {
  readonly sources: readonly FolderSource[];
  readonly passed: readonly Passed[];
}

const MOST_FILES = 20_000;
/** Files of these kinds that lie in one folder are one source, called so: an address book, a mailbox, a site. */
const TOGETHER: Readonly<Partial<Record<SourceKind, string>>> = {
  vcard: "cards",
  mail: "mail",
  web: "pages",
};
const MAP = ".map.json";
/** What programs leave behind, and what is not complete yet. */
const LEFT_BEHIND =
  /^[.~]|^(Thumbs\.db|desktop\.ini)$|\.(tmp|part|partial|crdownload|download|swp|lock)$|~$/i;

/** Whether a file is none of anybody's, told by its name. */
export const isLeftBehind = (name: string) => LEFT_BEHIND.test(name);

/** Whether a name in a folder is passed over without a word; maps are read with the file beside them. */
const isPassedOver = (name: string) => isLeftBehind(name) || name.endsWith(MAP);

/** A place in a folder, written alike on every system. */
const placeIn = (folder: string, path: string) => relative(folder, path).split(sep).join("/");

interface Found {
  readonly files: string[];
  readonly repositories: string[];
  readonly links: string[];
}

function sort(folder: string, entry: Dirent, found: Found, folders: string[]): void {
  const path = join(folder, entry.name);
  if (entry.isSymbolicLink()) found.links.push(path);
  else if (entry.isFile()) found.files.push(path);
  else if (entry.isDirectory()) (isRepository(path) ? found.repositories : folders).push(path);
}

/** All that lies in a folder, in the order of its names. @throws VouchError file_not_found, too_many_files */
async function walk(root: string): Promise<Found> {
  const found: Found = { files: [], repositories: [], links: [] };
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(folder, { withFileTypes: true }).catch((failure: Error) => {
      throw new VouchError(
        "file_unreadable",
        `${folder} cannot be read: ${failure.message}`,
        "Check its permissions.",
      );
    });
    for (const entry of entries) if (!isPassedOver(entry.name)) sort(folder, entry, found, folders);
    if (found.files.length > MOST_FILES) {
      throw new VouchError(
        "too_many_files",
        `${root} holds more than ${MOST_FILES} files`,
        "Import its folders one by one.",
      );
    }
  }
  return { ...found, files: found.files.sort(), repositories: found.repositories.sort() };
}

/** Recognised files, and those that cannot be. */
async function kindsOf(root: string, files: readonly string[]): Promise<[Map<string, SourceKind>, Passed[]]> {
  const kinds = new Map<string, SourceKind>();
  const passed: Passed[] = [];
  for (const path of files) {
    const file = placeIn(root, path);
    try {
      const kind = await recognise(path);
      if (kind === null) passed.push({ file, why: "not_recognised" });
      else kinds.set(path, kind);
    } catch (failure) {
      if (!(failure instanceof VouchError)) throw failure;
      passed.push({ file, why: "unreadable", detail: failure.message });
    }
  }
  return [kinds, passed];
}

/** Files as sources: those that are read together by the folder that they lie in, others each by itself. */
function sourcesOf(root: string, source: string, kinds: ReadonlyMap<string, SourceKind>): FolderSource[] {
  const sources = new Map<string, FolderSource & { files: string[] }>();
  for (const [path, kind] of kinds) {
    const together = TOGETHER[kind];
    const place = together === undefined ? path : join(dirname(path), together);
    const name = `${source}/${placeIn(root, place)}`;
    const known = sources.get(name);
    if (known !== undefined) known.files.push(path);
    else
      sources.set(name, { name, kind, path: together === undefined ? path : dirname(path), files: [path] });
  }
  return [...sources.values()];
}

/**
 * The sources that a folder and those in it hold, every file recognised by its content.
 * @param source what the folder's source is called; the names of those in it begin with it
 * @param quietMs files written to more lately than this are passed
 * @throws VouchError file_unreadable, too_many_files
 */
export async function sourcesIn(root: string, source: string, quietMs = 0): Promise<FolderContent> {
  const { files, repositories, links } = await walk(root);
  const now = Date.now();
  const [quiet, busy]: [string[], string[]] = [[], []];
  for (const path of files) {
    const age = now - ((await stat(path).catch(() => null))?.mtimeMs ?? 0);
    (Math.abs(age) < quietMs ? busy : quiet).push(path);
  }
  const [kinds, passed] = await kindsOf(root, quiet);
  const note = (paths: readonly string[], why: Passed["why"]): Passed[] =>
    paths.map((path) => ({ file: placeIn(root, path), why }));
  return {
    sources: [
      ...sourcesOf(root, source, kinds),
      ...repositories.map(
        (path): FolderSource => ({ name: `${source}/${placeIn(root, path)}`, kind: "git", path }),
      ),
    ],
    passed: [...passed, ...note(links, "link"), ...note(busy, "being_written")],
  };
}

/** The map that lies beside a file, as a preview of it writes it: contacts.map.json for contacts.csv. */
export const mapBeside = (path: string) => path.replace(/(\.[^./\\]*)?(\.gz)?$/i, MAP);

/**
 * What tells whether files have changed since they were read, without reading them.
 * @param reading all that decides how they are read
 */
export async function fingerprintOf(files: readonly string[], reading: string): Promise<string> {
  const states = await Promise.all(
    files.map(async (path) => {
      const found = await stat(path).catch(() => null);
      return [path, found?.size ?? null, found?.mtimeMs ?? null];
    }),
  );
  return hash("sha256", JSON.stringify([reading, states]), "hex");
}
