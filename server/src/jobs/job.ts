import type { ExportFormat, ExportSummary } from "../fusion/exportFile.js";
import type { PublishSummary } from "../fusion/publish.js";
import type { SourceKind } from "../ingestion/connector.js";
import type { ImportSummary } from "../ingestion/importRecords.js";
import type { Declaration, Source } from "../ingestion/sources.js";
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

/** What is asked of the sources that have been imported. */
export type SourcesAction =
  | { readonly verb: "list" }
  | { readonly verb: "declare"; readonly source: string; readonly declaration: Declaration }
  | { readonly verb: "pause" | "resume" | "remove"; readonly source: string };

export interface SourcesJob extends JobBase {
  readonly kind: "sources";
  readonly action: SourcesAction;
}

export type Job = ImportJob | ResolveJob | ExportRecordsJob | SourcesJob;

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
  /** All sources, as they are afterwards. */
  readonly sources: readonly Source[];
}

/** What the worker says to the process that started it. */
export type WorkerMessage =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "done"; readonly result: ResultOf[keyof ResultOf] }
  | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly hint?: string };
