import type { Passed } from "../ingestion/folder.js";
import type { FolderImport, FolderSummary } from "../ingestion/importFolder.js";
import type { ImportSummary } from "../ingestion/importRecords.js";
import type { HistoryRead } from "../ingestion/sourceMemory.js";

function historySentence({ commits, read }: HistoryRead): string {
  if (read === "whole") return `${commits} commits were read.`;
  if (read === "news") return `${commits} commits have come since the last import; no others were read.`;
  return `Commits that had been read are gone (rewritten, or of a branch that was deleted): all ${commits} were read again.`;
}

/** An import as it is told to people. */
export function importSentences(source: string, summary: ImportSummary): string[] {
  const { read, accepted, rejected, unchanged, sensitive_columns, rejects_file, history } = summary;
  const { ambiguous_dates = 0, not_modified = 0 } = summary;
  return [
    `${source}: ${read} read = ${accepted} accepted + ${rejected} rejected; ${unchanged} of the accepted were there already.`,
    ...(sensitive_columns === undefined
      ? []
      : [`Left out, because such data is never stored: ${sensitive_columns.slice(0, 20).join(", ")}`]),
    ...(not_modified === 0
      ? []
      : [`${not_modified} pages are as they were at the last import, and were not read again.`]),
    ...(history === undefined ? [] : [historySentence(history)]),
    ...(rejects_file === undefined
      ? []
      : [`What was rejected or left out, with line and reason: ${rejects_file}`]),
    ...(ambiguous_dates === 0
      ? []
      : [
          `${ambiguous_dates} dates could be read with the day or the month first, and were left out. Say which with --map FILE: {"their column": "last_seen dmy"} or "last_seen mdy".`,
        ]),
  ];
}

const WHY: Readonly<Record<Passed["why"], string>> = {
  not_recognised: "nothing that can be read, told by its content",
  unreadable: "could not be read",
  link: "a link; links are not followed",
  being_written: "still being written to; left for the next time",
};

/** Whether a source was read, and not found to be as it was. */
export const wasRead = ({ read, not_modified = 0, history }: FolderImport) =>
  read > 0 || (not_modified === 0 && history?.commits !== 0);

/** Each source of a folder that has news, and each that could not be read. */
export function folderSentences({ sources, failed, passed, gone }: FolderSummary): string[] {
  return [
    ...sources.filter(wasRead).flatMap((one) => importSentences(one.source, one)),
    ...failed.map(
      ({ source, message, hint }) =>
        `${source}: not imported: ${message}${hint === undefined ? "" : ` (${hint})`}`,
    ),
    ...passed.map(({ file, why, detail }) => `${file}: passed over: ${detail ?? WHY[why]}`),
    ...gone.map(
      (source) =>
        `${source}: its file is gone; its records stay. Remove them too: vouch sources remove "${source}"`,
    ),
  ];
}
