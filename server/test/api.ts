import { setTimeout as sleep } from "node:timers/promises";
import { type jobStatusAnswer, plans } from "@vouch/contract";
import type { FastifyInstance } from "fastify";
import postgres, { type Sql } from "postgres";
import type { z } from "zod";
import { readAccountCredits, readBalance } from "../src/accounts/accounts.js";
import { hashApiKey } from "../src/accounts/apiKey.js";
import { createAuthenticator } from "../src/accounts/authenticator.js";
import { readCaller } from "../src/accounts/caller.js";
import { issueKey, type KeyOrder } from "../src/accounts/keys.js";
import { buildApp } from "../src/api/app.js";
import type { ApiDeps } from "../src/api/deps.js";
import { createJobs, type Jobs } from "../src/bulk/jobs.js";
import { createQueue } from "../src/bulk/queue.js";
import { findPlace } from "../src/changes/changeStore.js";
import { createChangeReader } from "../src/changes/readChanges.js";
import { createWatches } from "../src/changes/watches.js";
import { type Clock, processClock } from "../src/clock.js";
import { readLedger, readUsage } from "../src/credits/ledger.js";
import { type AnswerName, readAnswers } from "../src/credits/storedAnswers.js";
import { SharedRateLimiter } from "../src/limits/rateLimiter.js";
import { createEnricher } from "../src/people/enrich.js";
import { giveFeedback } from "../src/people/feedback.js";
import { createPersonFetcher } from "../src/people/personById.js";
import { readReliability } from "../src/people/reliability.js";
import { createSearcher } from "../src/people/search.js";
import { createBatcher } from "../src/postgres/batcher.js";
import { confirmRequest, receiveRequest } from "../src/privacy/requests.js";
import { finderOver, recordTypesOver } from "./finder.js";

export const ENRICH = "/api/v1/people/enrich";

let ids = 0;

/** A limiter that goes by its own count: there is no other node, and the clock is the test's. */
export const aloneLimiter = (clock: Clock) =>
  new SharedRateLimiter(() => Promise.reject(new Error("no store")), clock);

/** How a file is sent. */
interface UploadOptions {
  readonly type?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type JobStatus = z.output<typeof jobStatusAnswer>;

/** Jobs that are taken, and that nobody works on. */
function jobsWithoutWorkers(sql: Sql): Jobs {
  const types = recordTypesOver(sql);
  const [queue, reading] = [createQueue(sql), new Set<string>()];
  const onSubmitted = () => {};
  return createJobs({ sql, queue, node: "test", reading, types, reaches: () => false, onSubmitted });
}

/** The app as it is served, over a test's database; its clock is moved by hand. */
export class TestApi {
  readonly app: FastifyInstance;
  readonly log: Readonly<Record<string, unknown>>[] = [];
  readonly sql: Sql;
  /** Milliseconds. */
  now = 1_800_000_000_000;

  constructor(sql: Sql, verbs: Partial<ApiDeps>) {
    this.sql = sql;
    const clock = () => this.now;
    this.app = buildApp({
      authenticate: createAuthenticator((keyHash) => readCaller(sql, keyHash, plans), clock),
      jobs: jobsWithoutWorkers(sql),
      rateLimiter: aloneLimiter(clock),
      enrich: createEnricher(sql),
      search: createSearcher({ lookups: sql, ordered: sql, charges: sql }),
      fetchPerson: createPersonFetcher(sql),
      readChanges: createChangeReader(sql),
      findChangePlace: (from) => findPlace(sql, from),
      watches: createWatches(sql),
      giveFeedback: (accountId, feedback) => giveFeedback(sql, accountId, feedback),
      readReliability: () => readReliability(sql),
      findEmail: finderOver(sql),
      trustedProxies: [],
      plans,
      recall: createBatcher((names: readonly AnswerName[]) => readAnswers(sql, names), 128),
      readBalance: (accountId) => readBalance(sql, accountId, plans),
      readCredits: (accountId) => readAccountCredits(sql, accountId, plans),
      readLedger: (accountId, order) => readLedger(sql, accountId, order),
      readUsage: (accountId, days) => readUsage(sql, accountId, days),
      receivePrivacyRequest: async (body, requestId) => {
        await receiveRequest(sql, body, requestId, true);
        return { sendsLink: true };
      },
      confirmPrivacyRequest: (token) => confirmRequest(sql, token),
      isReady: async () => true,
      isClosing: () => false,
      clock,
      newRequestId: () => `req_test${++ids}`,
      log: (entry) => this.log.push(entry),
      observers: [],
      ...verbs,
    });
  }

  /** A key of a new account. */
  async newKey(order: Omit<Partial<KeyOrder>, "account"> = {}): Promise<string> {
    const account = `account ${++ids}`;
    const { key } = await issueKey(this.sql, { account, plan: "unlimited", ...order }, plans, "req_test");
    return key;
  }

  /** Posts a body to enrichPerson. */
  async enrich(key: string | undefined, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    return await this.post(ENRICH, key, body, headers);
  }

  /** Posts a body: a value as JSON, a string or bytes as they are. */
  async post(
    url: string,
    key: string | undefined,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) {
    const response = await this.app.inject({
      method: "POST",
      url,
      headers: {
        "content-type": "application/json",
        ...(key === undefined ? {} : { "x-api-key": key }),
        ...headers,
      },
      payload: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
    const { statusCode: status, headers: heard, body: text } = response;
    return { status, headers: heard, text, body: JSON.parse(text) };
  }

  /** Gets what is at a path. */
  async get(url: string, key: string) {
    const { statusCode: status, body } = await this.app.inject({ url, headers: { "x-api-key": key } });
    return { status, body: JSON.parse(body) };
  }

  /** Submits records as a job. */
  async submit(key: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    return this.#post("/api/v1/async/enrich", "application/json", key, JSON.stringify(body), headers);
  }

  /** Submits a file as a job. */
  async upload(
    key: string,
    text: string,
    { type = "text/csv", query = "", headers = {} }: UploadOptions = {},
  ) {
    return this.#post(`/api/v1/async/files${query}`, type, key, text, headers);
  }

  async #post(
    url: string,
    type: string,
    key: string,
    payload: string,
    headers: Readonly<Record<string, string>>,
  ) {
    const response = await this.app.inject({
      method: "POST",
      url,
      headers: { "content-type": type, "x-api-key": key, ...headers },
      payload,
    });
    return { status: response.statusCode, headers: response.headers, body: JSON.parse(response.body) };
  }

  /** Waits until a job stands as it is to. @returns the last answer */
  async untilJob(key: string, jobId: string, isSo: (status: JobStatus) => boolean): Promise<JobStatus> {
    for (;;) {
      const { body } = await this.get(`/api/v1/async/status/${jobId}`, key);
      if (isSo(body)) return body;
      await sleep(20);
    }
  }

  /** An account's ledger entries behind a key, oldest first, without its first grant. */
  async charges(key: string): Promise<{ credits: number; outcome: string; request_id: string }[]> {
    const caller = await readCaller(this.sql, hashApiKey(key), plans);
    return this.sql`
      SELECT credits::int AS credits, outcome, request_id FROM ledger
      WHERE account_id = ${caller?.accountId ?? "0"} AND kind = 'charge' ORDER BY entry_id`;
  }
}

/** The app with verbs that say nothing but what a test gives: for operations that need no database. */
export function withoutDatabase(verbs: Partial<ApiDeps> = {}): { readonly app: FastifyInstance } {
  const app = buildApp({
    authenticate: () => undefined,
    rateLimiter: aloneLimiter(processClock),
    trustedProxies: [],
    plans,
    enrich: () => Promise.reject(new Error("no database")),
    findEmail: () => Promise.reject(new Error("no database")),
    search: () => Promise.reject(new Error("no database")),
    fetchPerson: () => Promise.reject(new Error("no database")),
    readChanges: () => Promise.reject(new Error("no database")),
    findChangePlace: () => Promise.reject(new Error("no database")),
    watches: createWatches(postgres({ max: 0 })),
    jobs: jobsWithoutWorkers(postgres({ max: 0 })),
    giveFeedback: () => Promise.reject(new Error("no database")),
    readReliability: () => Promise.reject(new Error("no database")),
    recall: () => Promise.reject(new Error("no database")),
    readBalance: () => Promise.reject(new Error("no database")),
    readCredits: () => Promise.reject(new Error("no database")),
    readLedger: () => Promise.reject(new Error("no database")),
    readUsage: () => Promise.reject(new Error("no database")),
    receivePrivacyRequest: () => Promise.reject(new Error("no database")),
    confirmPrivacyRequest: () => Promise.reject(new Error("no database")),
    isReady: async () => true,
    isClosing: () => false,
    clock: processClock,
    newRequestId: () => `req_test${++ids}`,
    log: () => {},
    observers: [],
    ...verbs,
  });
  return { app };
}
