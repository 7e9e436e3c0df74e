import { resolve } from "node:path";
import { allowAddresses } from "../accounts/addresses.js";
import type { Engine } from "../engine/engine.js";
import { kindOf } from "../ingestion/formats.js";
import { readColumnMap } from "../ingestion/headers.js";
import { importRecords } from "../ingestion/importRecords.js";
import { isWebAddress } from "../ingestion/webAddress.js";
import type { PrivacyFolder } from "../privacy/privacyFolder.js";
import type { SuppressionList } from "../privacy/suppressionList.js";
import type { ImportJob, ResultOf } from "./job.js";
import { privacyFolderOf } from "./privacyFolderOf.js";
import type { Report } from "./runners.js";

/** What this takes to load, an import without suppressed people need not wait for. */
async function listOf(folder: PrivacyFolder): Promise<SuppressionList> {
  const { SuppressionList } = await import("../privacy/suppressionList.js");
  return new SuppressionList(folder.salt, folder.readList());
}

/** Imports a source into the store. */
export async function runImport(
  engine: Engine,
  { path, source, format, mapFile, mailmap, dataDir, reachable = [] }: ImportJob,
  report: Report,
): Promise<ResultOf["import"]> {
  const map = mapFile === undefined ? new Map() : readColumnMap(mapFile);
  const folder = privacyFolderOf(dataDir);
  const entries = folder.readList();
  const suppressed = entries.length === 0 ? {} : { suppressed: await listOf(folder) };
  const onRead = (done: number) => report({ phase: "reading records", done });
  return await importRecords(engine, {
    path: isWebAddress(path) ? path : resolve(path),
    source,
    kind: format ?? kindOf(path),
    map,
    mailmap,
    dataDir,
    now: new Date(),
    reaches: allowAddresses(reachable),
    ...suppressed,
    onRead,
  });
}
