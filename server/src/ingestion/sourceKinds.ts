export const SOURCE_KINDS = [
  "csv",
  "jsonl",
  "json",
  "xlsx",
  "parquet",
  "vcard",
  "mail",
  "git",
  "web",
  "sql",
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
