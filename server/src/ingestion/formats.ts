import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SourceFormat, SourceKind } from "./connector.js";
import { csv } from "./connectors/csv.js";
import { git } from "./connectors/git.js";
import { json } from "./connectors/json.js";
import { jsonl } from "./connectors/jsonl.js";
import { mail } from "./connectors/mail.js";
import { parquet } from "./connectors/parquet.js";
import { vcard } from "./connectors/vcard.js";
import { xlsx } from "./connectors/xlsx.js";

/** How each kind of source is read. */
export const FORMATS: Readonly<Record<SourceKind, SourceFormat>> = {
  csv,
  jsonl,
  json,
  xlsx,
  parquet,
  vcard: { read: vcard },
  mail: { read: mail },
  git: { read: git },
};

/** Endings of names that tell what a file holds; what no other claims is a table. */
const ENDINGS: readonly (readonly [RegExp, SourceKind])[] = [
  [/\.(jsonl|ndjson)$/i, "jsonl"],
  [/\.json$/i, "json"],
  [/\.(xlsx|xlsm|xls)$/i, "xlsx"],
  [/\.(parquet|pq)$/i, "parquet"],
  [/\.(vcf|vcard)$/i, "vcard"],
  [/\.(mbox|eml)$/i, "mail"],
];

/** What a path holds, where nobody says. A folder that merely lies inside a work tree is no repository. */
export function kindOf(path: string): SourceKind {
  const holds = (name: string) => existsSync(join(path, name));
  if (holds(".git") || (holds("HEAD") && holds("objects"))) return "git";
  const name = path.replace(/\.gz$/i, "");
  return ENDINGS.find(([ending]) => ending.test(name))?.[1] ?? "csv";
}
