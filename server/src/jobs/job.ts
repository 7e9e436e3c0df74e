import type { ExportFormat, ExportSummary } from "../fusion/exportFile.js";
import type { PublishSummary } from "../fusion/publish.js";
import type { SourceKind } from "../ingestion/connector.js";
import type { ImportSummary } from "../ingestion/importRecords.js";
import type { ResolutionSummary } from "../resolution/resolve.js";

interface JobBase {
  readonly dataDir: string;
  /** Memory of the analytic engine before it spills, e.g. "1.5GB". */
  readonly memoryLimit: string;
}

export interface ImportJob extends JobBase {
  readonly kind: "import";
  readonly path: string;
  readonly source: string;
  readonly format?: SourceKind;
  /** A file that says what columns mean. */
  readonly mapFile?: string;
  readonly mailmap: boolean;
}

export interface ResolveJob extends JobBase {
  readonly kind: "resolve";
  readonly databaseUrl: string;
}

export interface ExportRecordsJob extends JobBase {
  readonly kind: "exportRecords";
  readonly format: ExportFormat;
  /** Standard output where absent. */
  readonly output?: string;
}

export type Job = ImportJob | ResolveJob | ExportRecordsJob;

/** How far a job is. */
export interface Progress {
  /** Short words for people: "reading records". */
  readonly phase: string;
  readonly done: number;
  /** Absent where it cannot be known yet. */
  readonly total?: number;
}

export interface ResolveResult extends ResolutionSummary {
  readonly publish: PublishSummary;
  readonly seconds: number;
  readonly peak_rss_mb: number;
}

export interface ResultOf {
  readonly import: ImportSummary;
  readonly resolve: ResolveResult;
  readonly exportRecords: ExportSummary;
}

/** What the worker says to the process that started it. */
export type WorkerMessage =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "done"; readonly result: ResultOf[keyof ResultOf] }
  | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly hint?: string };
