import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SourceFormat } from "./connector.js";
import { isDatabaseAddress } from "./databaseAddress.js";
import type { SourceKind } from "./sourceKinds.js";
import { oneAfterTheOther } from "./together.js";
import { isWebAddress } from "./webAddress.js";

/** How each kind of source is read. What reads the others is not loaded: it takes longer than a small file. */
const FORMATS: Readonly<Record<SourceKind, () => Promise<SourceFormat>>> = {
  csv: async () => (await import("./connectors/csv.js")).csv,
  jsonl: async () => (await import("./connectors/jsonl.js")).jsonl,
  json: async () => (await import("./connectors/json.js")).json,
  xlsx: async () => (await import("./connectors/xlsx.js")).xlsx,
  parquet: async () => (await import("./connectors/parquet.js")).parquet,
  vcard: async () => {
    const { vcard } = await import("./connectors/vcard.js");
    return { read: vcard, readTogether: oneAfterTheOther(vcard) };
  },
  mail: async () => {
    const { mail, mailTogether } = await import("./connectors/mail.js");
    return { read: mail, readTogether: mailTogether };
  },
  sql: async () => (await import("./connectors/sql.js")).sql,
  git: async () => ({ read: (await import("./connectors/git.js")).git }),
  web: async () => {
    const { web } = await import("./connectors/web.js");
    return { read: web, readTogether: oneAfterTheOther(web) };
  },
};

/** How a kind of source is read. */
export const formatOf = (kind: SourceKind): Promise<SourceFormat> => FORMATS[kind]();

/** Endings of names that tell what a file holds; what no other claims is a table. */
const ENDINGS: readonly (readonly [RegExp, SourceKind])[] = [
  [/\.(jsonl|ndjson)$/i, "jsonl"],
  [/\.json$/i, "json"],
  [/\.(xlsx|xlsm|xls)$/i, "xlsx"],
  [/\.(parquet|pq)$/i, "parquet"],
  [/\.(vcf|vcard)$/i, "vcard"],
  [/\.(mbox|eml)$/i, "mail"],
  [/\.x?html?$/i, "web"],
];

/** A folder that merely lies inside a work tree is no repository. */
export function isRepository(path: string): boolean {
  const holds = (name: string) => existsSync(join(path, name));
  return holds(".git") || (holds("HEAD") && holds("objects"));
}

/** What a path holds, where nobody says. */
export function kindOf(path: string): SourceKind {
  if (isWebAddress(path)) return "web";
  if (isDatabaseAddress(path)) return "sql";
  if (isRepository(path)) return "git";
  const name = path.replace(/\.gz$/i, "");
  return ENDINGS.find(([ending]) => ending.test(name))?.[1] ?? "csv";
}
