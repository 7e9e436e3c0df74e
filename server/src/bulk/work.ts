import type { Sql } from "postgres";
import { hasObjected } from "../accounts/caller.js";
import { type Plans, planNamed } from "../accounts/plans.js";
import { type Charge, charge, type Receipt } from "../credits/charge.js";
import { readPaid } from "../credits/paidQuestions.js";
import { codeOf } from "../errors.js";
import type { Log } from "../log.js";
import { isOutage } from "../postgres/outage.js";
import { lockChunk, nextChunk, type Tally, writeAnswers } from "./chunkStore.js";
import { recordsOf } from "./fileRows.js";
import { type Chunk, hasEnded, type Job } from "./job.js";
import { readJob } from "./jobStore.js";
import { mapBounded } from "./mapBounded.js";
import type { RecordType, RecordTypes } from "./recordType.js";
import { tellEnd } from "./tellEnd.js";

/** Records of a job that are looked up at once: a batch of lookups has room for callers beside them. */
const AT_ONCE = 32;

/** What working on jobs needs. */
export interface WorkDeps {
  readonly sql: Sql;
  readonly types: RecordTypes;
  readonly log: Log;
  /** The balance of an account in credits, as of now. */
  readonly readBalance: (accountId: string) => Promise<number>;
  readonly plans: Plans;
}

/** How far work on a job came. */
export type Worked = "ended" | "unfinished" | "lacks_credits";

/** The answer to a record, before it is paid. */
interface Draft {
  readonly word: string;
  readonly credits: number;
  readonly personIds: readonly string[];
  readonly confidence?: number | undefined;
  /** What stands in the answer beside word and credits: `,"name":value…`. */
  readonly fieldsJson: string;
  /** Names what is asked, where it was asked and is to be paid for. */
  readonly question: string | undefined;
}

const UNASKED = { credits: 0, personIds: [], question: undefined } as const;

/** Why a record is not asked about. */
interface Refused {
  readonly word: string;
  readonly param?: string;
  readonly detail?: string;
}

function draftOfProblem({ word, param, detail }: Refused): Draft {
  const fields = JSON.stringify({ param, detail }).slice(1, -1);
  return { ...UNASKED, word, fieldsJson: fields === "" ? "" : `,${fields}` };
}

/** @param objector as of `AskedRecord` */
async function draft(
  record: unknown,
  job: Job,
  type: RecordType,
  log: Log,
  objector: string | undefined,
): Promise<Draft> {
  try {
    const asked = type.read(record);
    if ("problem" in asked) return draftOfProblem(asked.problem);
    if (job.mode === "test") {
      const { outcome: word, fieldsJson } = asked.askPersona();
      return { ...UNASKED, word, fieldsJson };
    }
    const { outcome: word, ...found } = await asked.find(job.restrictions, objector);
    return { ...found, word };
  } catch (failure) {
    if (isOutage(failure)) throw failure;
    log({ level: "error", error: "a record of a job failed", job_id: job.jobId, code: codeOf(failure) });
    return { ...UNASKED, word: "internal_error", fieldsJson: "" };
  }
}

/** Takes the price off what was paid for before, or is asked twice here. */
async function withoutRepeats(
  sql: Sql,
  job: Job,
  drafts: readonly Draft[],
  hours: number,
): Promise<readonly Draft[]> {
  const asked = drafts.flatMap(({ question }) => question ?? []);
  if (hours === 0 || asked.length === 0) return drafts;
  const { accountId } = job;
  const isPaid = await readPaid(
    sql,
    asked.map((question) => ({ accountId, question, hours })),
  );
  const paid = new Set(asked.filter((_, at) => isPaid[at]));
  return drafts.map((one) => {
    if (one.question === undefined) return one;
    const isFree = paid.has(one.question);
    paid.add(one.question);
    return isFree ? { ...one, credits: 0 } : one;
  });
}

const answerText = ({ word, credits, personIds, fieldsJson }: Draft) => {
  const ids = personIds.length === 0 ? "" : `,"person_ids":${JSON.stringify(personIds)}`;
  return `{"word":${JSON.stringify(word)},"credits":${credits}${ids}${fieldsJson}}`;
};

const tallyOf = (drafts: readonly Draft[]): Tally => ({
  done: drafts.length,
  success: drafts.filter(({ word }) => word === "success").length,
  notFound: drafts.filter(({ word }) => word === "not_found").length,
  credits: drafts.reduce((sum, { credits }) => sum + credits, 0),
});

/** Drafts up to the first that could not be paid. */
function payable(drafts: readonly Draft[], receipts: readonly Receipt[]): readonly Draft[] {
  let at = 0;
  const unpaid = drafts.findIndex(({ question }) => question !== undefined && receipts[at++]?.paid !== true);
  return unpaid === -1 ? drafts : drafts.slice(0, unpaid);
}

function chargesOf(job: Job, position: number, drafts: readonly Draft[], hours: number): Charge[] {
  return drafts.flatMap(({ word, credits, personIds, confidence, question }, at) => {
    if (question === undefined) return [];
    const remembered = hours > 0 && credits > 0 ? { question } : {};
    const requestId = `${job.jobId}-${position + at}`;
    return [
      { accountId: job.accountId, requestId, outcome: word, credits, personIds, confidence, ...remembered },
    ];
  });
}

/** A job was cancelled while a chunk of it was being charged. */
class EndedMeanwhile extends Error {}

/**
 * Charges drafts and stores them as answers, in one transaction, if nobody did meanwhile. Locks are taken in this
 * order: chunk, account, job.
 * @returns undefined where somebody did, or the job was cancelled; else how many of the drafts are answered now, and
 *   whether the job is completed
 */
async function settle(
  { sql }: WorkDeps,
  job: Job,
  type: RecordType,
  chunk: Chunk,
  drafts: readonly Draft[],
  hours: number,
): Promise<{ readonly answered: number; readonly completed: boolean } | undefined> {
  const settled = sql.begin(async (tx) => {
    if ((await lockChunk(tx, chunk)) !== chunk.done) return undefined;
    const charges = chargesOf(job, chunk.first + chunk.done, drafts, hours);
    const receipts = charges.length === 0 ? [] : await charge(tx, type.operation, type.highestPrice, charges);
    const paid = payable(drafts, receipts);
    const before = chunk.answers.map((answer) => JSON.stringify(answer));
    const answers = `[${[...before, ...paid.map(answerText)].join(",\n")}]`;
    const known = chunk.answers.flatMap(({ person_ids = [] }) => person_ids);
    const personIds = new Set([...known, ...paid.flatMap((one) => one.personIds)]);
    const completed = await writeAnswers(tx, chunk, answers, [...personIds], tallyOf(paid));
    if (completed === undefined) throw new EndedMeanwhile();
    if (completed) await tellEnd(tx, job.jobId);
    return { answered: paid.length, completed };
  });
  return settled.catch((failure: unknown) => {
    if (failure instanceof EndedMeanwhile) return undefined;
    throw failure;
  });
}

async function workOnChunk(
  deps: WorkDeps,
  job: Job,
  type: RecordType,
  chunk: Chunk,
  hours: number,
): Promise<Worked> {
  const records = recordsOf(job, chunk.records.slice(chunk.done));
  const objector = (await hasObjected(deps.sql, job.accountId)) ? job.accountId : undefined;
  const drafts = await mapBounded(records, AT_ONCE, (record) =>
    "problem" in record
      ? Promise.resolve(draftOfProblem(record.problem))
      : draft(record.body, job, type, deps.log, objector),
  );
  const priced = await withoutRepeats(deps.sql, job, drafts, hours);
  const settled = await settle(deps, job, type, chunk, priced, hours);
  if (settled === undefined) return "ended";
  if (settled.answered < drafts.length) return "lacks_credits";
  return settled.completed ? "ended" : "unfinished";
}

/**
 * Works on a job that was claimed: chunk by chunk, each charged and stored in one transaction.
 * @param isEnough asked between chunks; true: others have their turn
 * @returns how far it came
 * @throws what an outage of the database throws; whatever was not stored was not charged
 */
export async function workOn(deps: WorkDeps, job: Job, isEnough: () => boolean): Promise<Worked> {
  const type = deps.types[job.type];
  if (type === undefined) throw new Error(`jobs of type ${job.type} are not served`);
  const isPaidFor = job.mode === "live";
  const hours = isPaidFor ? planNamed(deps.plans, job.plan).free_repeat_hours : 0;
  if (isPaidFor && (await deps.readBalance(job.accountId)) < type.highestPrice) return "lacks_credits";
  for (;;) {
    const chunk = await nextChunk(deps.sql, job.jobId);
    if (chunk === undefined) return "ended";
    const worked = await workOnChunk(deps, job, type, chunk, hours);
    if (worked === "ended") return (await isOver(deps, job)) ? "ended" : "unfinished";
    if (worked === "lacks_credits" || isEnough()) return worked;
  }
}

/** Whether there is nothing left to do: where a chunk was somebody else's, there may be. */
async function isOver({ sql }: WorkDeps, { accountId, jobId }: Job): Promise<boolean> {
  const now = await readJob(sql, accountId, jobId);
  return now === undefined || hasEnded(now);
}
