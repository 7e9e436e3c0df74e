import type { ExportFormat, ExportSummary } from "../fusion/exportFile.js";
import type { PublishSummary } from "../fusion/publish.js";
import type { FolderSummary } from "../ingestion/importFolder.js";
import type { ImportSummary } from "../ingestion/importRecords.js";
import type { SourceKind } from "../ingestion/sourceKinds.js";

import type { Declaration, Source } from "../ingestion/sources.js";
import type { SubjectRecord } from "../privacy/subjectRecords.js";
import type { SubjectFields } from "../privacy/suppressionKeys.js";
import type { Swept } from "../privacy/sweep.js";
import type { DomainAlias } from "../resolution/companyDomains.js";
import type { PairExplanation } from "../resolution/explainPairs.js";
import type { PersonExplanation } from "../resolution/explainPerson.js";
import type { Judgement, NewJudgement } from "../resolution/judging.js";
import type { PersonHistory } from "../resolution/personHistory.js";

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
  /** What a database is asked. */
  readonly query?: string;
  /** A file that says what columns mean. */
  readonly mapFile?: string;
  /** Private addresses and ranges that may be called; none where absent. */
  readonly reachable?: readonly string[];
  readonly mailmap: boolean;
}

export interface ImportFolderJob extends Omit<ImportJob, "kind" | "format"> {
  readonly kind: "importFolder";
  /** Files written to more lately than this, in milliseconds, are left for the next time. */
  readonly quietMs: number;
}

export interface ResolveJob extends JobBase {
  readonly kind: "resolve";
  readonly databaseUrl: string;
}

/** An import of which the people are published at once, by one worker. */
export interface ImportAndResolveJob extends JobBase {
  readonly kind: "importAndResolve";
  readonly imported: ImportJob;
  readonly databaseUrl: string;
}

export interface SweepJob extends JobBase {
  readonly kind: "sweep";
  readonly databaseUrl: string;
}

export interface CountExpiredJob extends JobBase {
  readonly kind: "countExpired";
}

export interface SubjectRecordsJob extends JobBase {
  readonly kind: "subjectRecords";
  readonly subject: SubjectFields;
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

export interface HistoryJob extends JobBase {
  readonly kind: "history";
  readonly person: string;
}

/** Of all companies, or of that of a domain. */
export interface CompaniesJob extends JobBase {
  readonly kind: "companies";
  readonly domain?: string;
}

/** Of one person, or of two records. */
export interface ExplainJob extends JobBase {
  readonly kind: "explain";
  readonly of: readonly [person: string] | readonly [left: string, right: string];
}

export interface JudgeJob extends JobBase {
  readonly kind: "judge";
  readonly judgement: NewJudgement;
}

export interface WithdrawJudgementJob extends JobBase {
  readonly kind: "withdrawJudgement";
  readonly judgement_id: number;
  readonly by: string;
  readonly why: string;
}

export interface JudgementsJob extends JobBase {
  readonly kind: "judgements";
}

export interface ReviewJob extends JobBase {
  readonly kind: "review";
  readonly most: number;
}

export type Job =
  | ImportJob
  | ImportFolderJob
  | ResolveJob
  | ImportAndResolveJob
  | SweepJob
  | CountExpiredJob
  | SubjectRecordsJob
  | ExportRecordsJob
  | HistoryJob
  | CompaniesJob
  | ExplainJob
  | JudgeJob
  | WithdrawJudgementJob
  | JudgementsJob
  | ReviewJob
  | SourcesJob;

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
  readonly importFolder: FolderSummary;
  readonly resolve: ResolveResult;
  readonly importAndResolve: { readonly imported: ImportSummary; readonly resolved: ResolveResult };
  readonly sweep: Swept;
  /** Records that their source may not keep any longer. */
  readonly countExpired: number;
  readonly subjectRecords: readonly SubjectRecord[];
  readonly exportRecords: ExportSummary;
  /** All sources, as they are afterwards. */
  readonly sources: readonly Source[];
  readonly history: PersonHistory;
  readonly companies: readonly DomainAlias[];
  readonly explain: PersonExplanation | PairExplanation;
  readonly judge: Judgement;
  readonly withdrawJudgement: Judgement;
  readonly judgements: readonly Judgement[];
  readonly review: readonly PairExplanation[];
}

/** What the worker says to the process that started it. */
export type WorkerMessage =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "done"; readonly result: ResultOf[keyof ResultOf] }
  | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly hint?: string };
