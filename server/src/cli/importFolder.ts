import { statSync } from "node:fs";
import { resolve } from "node:path";
import { VouchError } from "../errors.js";
import type { FolderSummary } from "../ingestion/importFolder.js";
import type { Progress } from "../jobs/job.js";
import { type CommonOptions, configOf, interruption } from "./command.js";
import { folderSentences, wasRead } from "./importText.js";
import { printResult, progressBar } from "./output.js";
import { resolutionResult, resolveRecords } from "./resolve.js";
import { alignedLines } from "./table.js";

export interface FolderImportOptions extends CommonOptions {
  readonly map?: string;
  readonly mailmap?: boolean;
  readonly resolve?: boolean;
}

/** What a round over a folder needs beside its options. */
export interface FolderRound {
  readonly path: string;
  readonly source: string;
  readonly quietMs: number;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** Whether a path is a folder of sources, and no repository. */
export async function isFolder(path: string): Promise<boolean> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  const { isRepository } = await import("../ingestion/formats.js");
  return !isRepository(path);
}

/** Imports what is new in a folder. */
export async function importFolderOnce(
  { path, source, quietMs, onProgress, signal }: FolderRound,
  { map, mailmap = true, ...options }: FolderImportOptions,
): Promise<FolderSummary> {
  const { runJob } = await import("../jobs/runJob.js");
  const { dataDir, memoryLimit, reachable } = configOf(options);
  const mapFile = map === undefined ? {} : { mapFile: resolve(map) };
  return await runJob<"importFolder">(
    {
      kind: "importFolder",
      dataDir,
      memoryLimit,
      path: resolve(path),
      reachable,
      source,
      mailmap,
      quietMs,
      ...mapFile,
    },
    onProgress,
    signal,
  );
}

/** `vouch import DIR`. @throws VouchError some_not_imported, once all is told that was imported */
export async function importFolder(
  path: string,
  source: string,
  options: FolderImportOptions,
): Promise<void> {
  const bar = progressBar(options);
  const round = { path, source, quietMs: 0, onProgress: bar.update, signal: interruption() };
  const summary = await importFolderOnce(round, options).finally(() => bar.stop());
  const { sources, failed, accepted, unchanged } = summary;
  const same = sources.filter((one) => !wasRead(one)).length;
  const resolved = options.resolve === true ? resolutionResult(await resolveRecords(options)) : undefined;
  const isLeft = resolved === undefined && accepted > unchanged;
  const told = resolved === undefined ? summary : { ...summary, resolved: resolved.counts };
  printResult(options.json, told, [
    ...folderSentences(summary),
    ...(same === 0 ? [] : [`${same} sources are as they were at their last import.`]),
    ...(sources.length + failed.length === 0 ? [`${path} holds nothing that can be imported.`] : []),
    ...(resolved?.sentences ?? []),
    ...(isLeft ? ["Next: vouch resolve"] : []),
  ]);
  if (failed.length > 0)
    throw new VouchError(
      "some_not_imported",
      `${failed.length} of ${sources.length + failed.length} sources could not be imported`,
      "The others were. Mend or remove the files, and import the folder again.",
    );
}

/** `vouch import DIR --preview`: what the folder's files were recognised as. */
export async function previewFolder(path: string, options: CommonOptions): Promise<void> {
  const { sourcesIn } = await import("../ingestion/folder.js");
  const { sources, passed } = await sourcesIn(resolve(path), "NAME");
  const rows = sources.map(({ name, kind, files }) => [name, kind, String(files?.length ?? 1)]);
  const told = { sources: sources.map(({ name, kind, files }) => ({ name, kind, files })), passed };
  printResult(options.json, told, [
    ...alignedLines(["SOURCE", "KIND", "FILES"], rows),
    ...folderSentences({ sources: [], failed: [], passed, gone: [], ...NO_RECORDS }),
    "",
    `Next: vouch import ${path} --source NAME`,
  ]);
}

const NO_RECORDS = { read: 0, accepted: 0, rejected: 0, unchanged: 0 };
