import { resolve } from "node:path";
import { allowAddresses } from "../accounts/addresses.js";
import type { Engine } from "../engine/engine.js";
import { isAddress } from "../ingestion/addresses.js";
import { readColumnMap } from "../ingestion/headers.js";
import { type FolderOptions, importFolder } from "../ingestion/importFolder.js";
import { importRecords } from "../ingestion/importRecords.js";
import { kindAt } from "../ingestion/recognise.js";
import type { PrivacyFolder } from "../privacy/privacyFolder.js";
import type { SuppressionList } from "../privacy/suppressionList.js";
import type { ImportFolderJob, ImportJob, ResultOf } from "./job.js";
import { privacyFolderOf } from "./privacyFolderOf.js";
import type { Report } from "./runners.js";

/** What this takes to load, an import without suppressed people need not wait for. */
async function listOf(folder: PrivacyFolder): Promise<SuppressionList> {
  const { SuppressionList } = await import("../privacy/suppressionList.js");
  return new SuppressionList(folder.salt, folder.readList());
}

/** What imports of a source and of a folder have in common. */
async function optionsOf(
  { path, source, mapFile, mailmap, dataDir, reachable = [] }: ImportJob | ImportFolderJob,
  report: Report,
): Promise<FolderOptions> {
  const folder = privacyFolderOf(dataDir);
  const entries = folder.readList();
  return {
    path: isAddress(path) ? path : resolve(path),
    source,
    map: mapFile === undefined ? new Map() : readColumnMap(mapFile),
    mailmap,
    dataDir,
    now: new Date(),
    reaches: allowAddresses(reachable),
    ...(entries.length === 0 ? {} : { suppressed: await listOf(folder) }),
    onRead: (done, total) =>
      report({ phase: "reading records", done, ...(total === undefined ? {} : { total }) }),
  };
}

/** Imports a source into the store. */
export async function runImport(engine: Engine, job: ImportJob, report: Report): Promise<ResultOf["import"]> {
  const kind = job.format ?? (await kindAt(job.path));
  const query = job.query === undefined ? {} : { query: job.query };
  return await importRecords(engine, { ...(await optionsOf(job, report)), kind, ...query });
}

/** Imports all that a folder holds into the store. */
export async function runImportFolder(
  engine: Engine,
  job: ImportFolderJob,
  report: Report,
): Promise<ResultOf["importFolder"]> {
  return await importFolder(engine, { ...(await optionsOf(job, report)), quietMs: job.quietMs });
}
