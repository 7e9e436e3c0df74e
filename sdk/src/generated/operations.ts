// Made from contract/openapi.json by `npx vitest run sdk -u`. Do not edit.
import type { FileBody } from "../files.js";
import type { AccountAnswer, CalibrationAnswer, ChangesAnswer, CreateWatchBody, DryRunAnswer, EnrichPersonAnswer, EnrichPersonBody, FeedbackAnswer, FindEmailAnswer, FindEmailBody, GiveFeedbackBody, JobResultsAnswer, JobStatusAnswer, JobSubmittedAnswer, LedgerAnswer, OpenapiAnswer, PersonAnswer, PrivacyConfirmationAnswer, PrivacyConfirmationBody, PrivacyRequestAnswer, PrivacyRequestBody, SearchPeopleAnswer, SearchPeopleBody, StateAnswer, SubmitJobBody, UsageAnswer, WatchAnswer, WatchRemovedAnswer, WatchesAnswer } from "./types.js";

/** How each operation is asked for. */
export const operations = {
  /** The professional profile of a person, by email address or by name and company domain. */
  enrichPerson: { method: "POST", path: "/api/v1/people/enrich", inPath: [], inQuery: [], isBilled: true, isPaged: false },
  /** The email address of a person at a company: a known one, else the likeliest. */
  findEmail: { method: "POST", path: "/api/v1/email/find", inPath: [], inQuery: [], isBilled: true, isPaged: false },
  /** People by employer, title, seniority, department, location and keywords. */
  searchPeople: { method: "POST", path: "/api/v1/people/search", inPath: [], inQuery: [], isBilled: true, isPaged: true },
  /** One person by id; person_id in the answer is the one that is valid now. */
  getPerson: { method: "GET", path: "/api/v1/people/{person_id}", inPath: ["person_id"], inQuery: [], isBilled: true, isPaged: false },
  /** What changed of published people: job changes and others, oldest first, with before and after. */
  getChanges: { method: "GET", path: "/api/v1/people/changes", inPath: [], inQuery: ["type","since","limit","cursor","dry_run"], isBilled: true, isPaged: true },
  /** Watches a person, a company or whoever a search finds: changes are told to webhooks. */
  createWatch: { method: "POST", path: "/api/v1/watches", inPath: [], inQuery: [], isBilled: false, isPaged: false },
  /** The account's watches, oldest first. */
  listWatches: { method: "GET", path: "/api/v1/watches", inPath: [], inQuery: ["limit","cursor"], isBilled: false, isPaged: true },
  /** Ends a watch; what waits to be told of it is told. */
  deleteWatch: { method: "DELETE", path: "/api/v1/watches/{watch_id}", inPath: ["watch_id"], inQuery: [], isBilled: false, isPaged: false },
  /** Up to 1000 records to be answered in the background, each at the price of the single call. */
  submitJob: { method: "POST", path: "/api/v1/async/enrich", inPath: [], inQuery: [], isBilled: true, isPaged: false },
  /** A CSV or JSONL file of up to a million rows to be answered in the background. */
  submitFileJob: { method: "POST", path: "/api/v1/async/files", inPath: [], inQuery: ["type","webhook_url","dry_run"], isBilled: true, isPaged: false, takes: ["text/csv","application/x-ndjson"] },
  /** How far a job is. */
  getJobStatus: { method: "GET", path: "/api/v1/async/status/{job_id}", inPath: ["job_id"], inQuery: [], isBilled: false, isPaged: false },
  /** How far a job is, as server-sent events until it ends: each a JobStatusAnswer. */
  watchJob: { method: "GET", path: "/api/v1/async/jobs/{job_id}/events", inPath: ["job_id"], inQuery: [], isBilled: false, isPaged: false, gives: "events" },
  /** The results of a job of records, in their order. */
  getJobResults: { method: "GET", path: "/api/v1/async/results/{job_id}", inPath: ["job_id"], inQuery: [], isBilled: false, isPaged: false },
  /** The result file of a job: its rows in their order and format, with the answer's columns appended. */
  getJobFile: { method: "GET", path: "/api/v1/async/jobs/{job_id}/file", inPath: ["job_id"], inQuery: [], isBilled: false, isPaged: false, gives: "file" },
  /** Ends a job where it is; what was answered stays, and nothing more is charged. */
  cancelJob: { method: "DELETE", path: "/api/v1/async/jobs/{job_id}", inPath: ["job_id"], inQuery: [], isBilled: false, isPaged: false },
  /** Says of an answer that it was right, about another person, or wrong in a value. */
  giveFeedback: { method: "POST", path: "/api/v1/feedback", inPath: [], inQuery: [], isBilled: false, isPaged: false },
  /** Whether confidence holds: the current reliability table. */
  getCalibration: { method: "GET", path: "/api/v1/calibration", inPath: [], inQuery: [], isBilled: false, isPaged: false },
  /** The account behind the key: plan, limits, balance. */
  getAccount: { method: "GET", path: "/api/v1/account", inPath: [], inQuery: [], isBilled: false, isPaged: false },
  /** Calls that were charged and what they cost, by day, operation and outcome. */
  getUsage: { method: "GET", path: "/api/v1/account/usage", inPath: [], inQuery: ["from","to"], isBilled: false, isPaged: false },
  /** The account's grants, charges and expiries, newest first. */
  getLedger: { method: "GET", path: "/api/v1/account/ledger", inPath: [], inQuery: ["limit","cursor"], isBilled: false, isPaged: true },
  /** For the people that data is about: opt-out, erasure, access, correction. */
  createPrivacyRequest: { method: "POST", path: "/privacy/requests", inPath: [], inQuery: [], isBilled: false, isPaged: false },
  /** Proves control of the address of a privacy request, by the token that was sent there. */
  confirmPrivacyRequest: { method: "POST", path: "/privacy/confirmations", inPath: [], inQuery: [], isBilled: false, isPaged: false },
  /** Whether the process is alive. */
  getHealth: { method: "GET", path: "/healthz", inPath: [], inQuery: [], isBilled: false, isPaged: false },
  /** Whether calls can be answered: the database is reached. */
  getReadiness: { method: "GET", path: "/readyz", inPath: [], inQuery: [], isBilled: false, isPaged: false },
  /** This contract, as OpenAPI 3.1. */
  getOpenapi: { method: "GET", path: "/openapi.json", inPath: [], inQuery: [], isBilled: false, isPaged: false },
} as const;

/** What each operation takes and answers. */
export interface Calls {
  enrichPerson: { input: EnrichPersonBody; answer: EnrichPersonAnswer | DryRunAnswer };
  findEmail: { input: FindEmailBody; answer: FindEmailAnswer | DryRunAnswer };
  searchPeople: { input: SearchPeopleBody; answer: SearchPeopleAnswer | DryRunAnswer };
  getPerson: { input: { person_id: string | number }; answer: PersonAnswer };
  getChanges: { input: { type?: string | number; since?: string | number; limit?: string | number; cursor?: string | number; dry_run?: boolean }; answer: ChangesAnswer | DryRunAnswer };
  createWatch: { input: CreateWatchBody; answer: WatchAnswer };
  listWatches: { input: { limit?: string | number; cursor?: string | number }; answer: WatchesAnswer };
  deleteWatch: { input: { watch_id: string | number }; answer: WatchRemovedAnswer };
  submitJob: { input: SubmitJobBody; answer: JobSubmittedAnswer | DryRunAnswer };
  submitFileJob: { input: { file: FileBody; media_type?: "text/csv" | "application/x-ndjson" } & { type?: "people" | "email"; webhook_url?: string | number; dry_run?: boolean }; answer: JobSubmittedAnswer | DryRunAnswer };
  getJobStatus: { input: { job_id: string | number }; answer: JobStatusAnswer };
  watchJob: { input: { job_id: string | number }; event: JobStatusAnswer };
  getJobResults: { input: { job_id: string | number }; answer: JobResultsAnswer };
  getJobFile: { input: { job_id: string | number }; answer: ReadableStream<Uint8Array> };
  cancelJob: { input: { job_id: string | number }; answer: JobStatusAnswer };
  giveFeedback: { input: GiveFeedbackBody; answer: FeedbackAnswer };
  getCalibration: { input: Record<string, never>; answer: CalibrationAnswer };
  getAccount: { input: Record<string, never>; answer: AccountAnswer };
  getUsage: { input: { from?: string | number; to?: string | number }; answer: UsageAnswer };
  getLedger: { input: { limit?: string | number; cursor?: string | number }; answer: LedgerAnswer };
  createPrivacyRequest: { input: PrivacyRequestBody; answer: PrivacyRequestAnswer };
  confirmPrivacyRequest: { input: PrivacyConfirmationBody; answer: PrivacyConfirmationAnswer };
  getHealth: { input: Record<string, never>; answer: StateAnswer };
  getReadiness: { input: Record<string, never>; answer: StateAnswer };
  getOpenapi: { input: Record<string, never>; answer: OpenapiAnswer };
}
