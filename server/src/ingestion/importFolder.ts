import { existsSync } from "node:fs";
import type { Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";
import type { ColumnSample } from "./connector.js";
import {
  type FolderContent,
  type FolderSource,
  fingerprintOf,
  mapBeside,
  type Passed,
  sourcesIn,
} from "./folder.js";
import { formatOf } from "./formats.js";
import { type ColumnMap, readColumnMap } from "./headers.js";
import { type ImportOptions, type ImportSummary, importRecords } from "./importRecords.js";
import { listSources, type Source } from "./sources.js";

/** As for one source; `path` is the folder, and `source` what the names of those in it begin with. */
export interface FolderOptions extends Omit<ImportOptions, "kind" | "files" | "fingerprint"> {
  /** Files written to more lately than this, in milliseconds, are left for the next time. */
  readonly quietMs?: number;
}

/** A source of a folder that was read. */
export interface FolderImport extends ImportSummary {
  readonly source: string;
  readonly kind: string;
  readonly files: number;
}

/** A source of a folder that could not be read; the store holds of it what it held before. */
export interface FolderFailure {
  readonly source: string;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** The four numbers are those of all sources together. */
export interface FolderSummary extends Pick<ImportSummary, "read" | "accepted" | "rejected" | "unchanged"> {
  readonly sources: readonly FolderImport[];
  readonly failed: readonly FolderFailure[];
  readonly passed: readonly Passed[];
  /** Sources that were read from this folder once and are not there any more; their records stay. */
  readonly gone: readonly string[];
}

/** Raised where files are read otherwise than before, so that they are read again. */
const READING = 1;

/** Of a map that is for a whole folder, what is said of a file's own columns. */
function among(map: ColumnMap, { columns }: ColumnSample): ColumnMap {
  return new Map([...map].filter(([column]) => columns.includes(column)));
}

/** The map that lies beside a file, else what the folder's map says of its columns. */
async function mapFor({ kind, files, path }: FolderSource, map: ColumnMap): Promise<ColumnMap> {
  const beside = mapBeside(path);
  if (files?.length === 1 && existsSync(beside)) return readColumnMap(beside);
  const { sample } = await formatOf(kind);
  return map.size === 0 || sample === undefined ? map : among(map, await sample(path, new Map()));
}

type Known = ReadonlyMap<string, Source>;

/** What decides how a source is read, beside its files. */
const readingOf = ({ name, kind }: FolderSource, map: ColumnMap, known: Known) =>
  JSON.stringify([READING, kind, [...map], known.get(name)?.observed_on ?? null]);

async function importSource(
  engine: Engine,
  source: FolderSource,
  options: FolderOptions,
  known: Known,
): Promise<FolderImport> {
  const { name, kind, path, files } = source;
  const map = await mapFor(source, options.map);
  const reading = readingOf(source, map, known);
  const summary = await importRecords(engine, {
    ...options,
    path,
    kind,
    map,
    source: name,
    ...(files === undefined ? {} : { files, fingerprint: () => fingerprintOf(files, reading) }),
  });
  return { source: name, kind, files: files?.length ?? 1, ...summary };
}

function failureOf(source: string, failure: unknown): FolderFailure {
  if (!(failure instanceof VouchError)) throw failure;
  const { code, message, hint } = failure;
  return { source, code, message, ...(hint === undefined ? {} : { hint }) };
}

/** Sources that the store knows of a folder which does not hold them; told when nothing is on its way any more. */
function goneFrom(source: string, { sources, passed }: FolderContent, known: Known): string[] {
  if (passed.some(({ why }) => why === "being_written")) return [];
  const there = [...sources.map(({ name }) => name), ...passed.map(({ file }) => `${source}/${file}`)];
  return [...known.keys()].filter((name) => name.startsWith(`${source}/`) && !there.includes(name));
}

const total = (sources: readonly FolderImport[], of: "read" | "accepted" | "rejected" | "unchanged") =>
  sources.reduce((sum, source) => sum + source[of], 0);

/**
 * Imports all that a folder holds, each source whole or not at all. What cannot be read is told beside what can, and a
 * source whose files are as they were at its last import is not read again.
 * @throws VouchError where the folder itself cannot be read
 */
export async function importFolder(engine: Engine, options: FolderOptions): Promise<FolderSummary> {
  const content = await sourcesIn(options.path, options.source, options.quietMs);
  const known: Known = new Map((await listSources(engine)).map((source) => [source.name, source]));
  const sources: FolderImport[] = [];
  const failed: FolderFailure[] = [];
  let before = 0;
  for (const source of content.sources) {
    const onRead = (records: number) => options.onRead(before + records);
    await importSource(engine, source, { ...options, onRead }, known).then(
      (done) => sources.push(done),
      (failure) => failed.push(failureOf(source.name, failure)),
    );
    before = total(sources, "read");
  }
  return {
    read: total(sources, "read"),
    accepted: total(sources, "accepted"),
    rejected: total(sources, "rejected"),
    unchanged: total(sources, "unchanged"),
    sources,
    failed,
    passed: content.passed,
    gone: goneFrom(options.source, content, known),
  };
}
