import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import { readAccountCredits, readBalance } from "./accounts/accounts.js";
import { allowAddresses } from "./accounts/addresses.js";
import { createAuthenticator } from "./accounts/authenticator.js";
import { readCaller } from "./accounts/caller.js";
import { buildApp } from "./api/app.js";
import type { ApiDeps } from "./api/deps.js";
import { recordTypesOf } from "./api/recordTypes.js";
import { forgetJobs } from "./bulk/forget.js";
import { startJobNode } from "./bulk/node.js";
import { findPlace, forgetChanges } from "./changes/changeStore.js";
import { startWatching } from "./changes/matchWatches.js";
import { createChangeReader } from "./changes/readChanges.js";
import { createWatches } from "./changes/watches.js";
import { processClock } from "./clock.js";
import type { Config } from "./config.js";
import { createBilled } from "./credits/billing.js";
import { readLedger, readUsage } from "./credits/ledger.js";
import { forgetQuestions } from "./credits/paidQuestions.js";
import { type AnswerName, forgetAnswers, readAnswers } from "./credits/storedAnswers.js";
import { checkerOf } from "./deliverability/checker.js";
import { codeOf, VouchError } from "./errors.js";
import { forgetOldVersions } from "./fusion/personVersions.js";
import { newRequestId } from "./ids.js";
import { storeJobs } from "./jobs/storeSweep.js";
import { SharedRateLimiter } from "./limits/rateLimiter.js";
import { type ExchangeRates, exchangeOver, RATE_SETTINGS } from "./limits/rateStore.js";
import { createLog, type Log } from "./log.js";
import { createMailer } from "./net/mail.js";
import { createEnricher, createEnrichment, ENRICHER_SETTINGS } from "./people/enrich.js";
import { giveFeedback } from "./people/feedback.js";
import { createFinding } from "./people/finder/find.js";
import { LearnedConfidence } from "./people/learnedConfidence.js";
import { createPersonFetcher } from "./people/personById.js";
import { readReliability } from "./people/reliability.js";
import { createSearcher, ORDERED_SETTINGS } from "./people/search.js";
import { createBatcher } from "./postgres/batcher.js";
import { connectForStatements, type Database } from "./postgres/database.js";
import { isOutage } from "./postgres/outage.js";
import { createIsSuppressed } from "./privacy/askSuppressed.js";
import { PrivacyFolder } from "./privacy/privacyFolder.js";
import { confirmRequest, receiveRequest } from "./privacy/requests.js";
import { startRetention } from "./privacy/retention.js";
import { reapplySuppressions } from "./privacy/sweep.js";
import { startTending } from "./privacy/tending.js";
import { watchCalls } from "./watch.js";
import { startDeliveries } from "./webhooks/deliver.js";
import { forgetEvents } from "./webhooks/deliveries.js";

/** An API server that listens. */
export interface ApiServer {
  /** Where it answers, e.g. http://127.0.0.1:8787. */
  readonly url: string;
  /** Answers the calls in flight, then stops listening. */
  close(): Promise<void>;
}

/** Milliseconds between times at which old answers are forgotten. */
const FORGET_EVERY_MS = 3_600_000;

/** Forgets what was kept long enough, now and then. What fails is done the next time. */
function forgetOld(sql: Sql, { plans, jobsKeptHours }: Config): NodeJS.Timeout {
  const hours = Math.max(...Object.values(plans).map(({ free_repeat_hours }) => free_repeat_hours));
  const forget = () =>
    void Promise.allSettled([
      forgetAnswers(sql),
      forgetQuestions(sql, hours),
      forgetEvents(sql),
      forgetChanges(sql),
      forgetJobs(sql, jobsKeptHours),
      forgetOldVersions(sql),
    ]);
  forget();
  return setInterval(forget, FORGET_EVERY_MS).unref();
}

/** Milliseconds between times at which what labels taught is taken over. What fails is done the next time. */
const REFRESH_EVERY_MS = 30_000;

/** What labels taught of confidence, taken over now and then. */
async function heedLabels(sql: Sql) {
  const learned = new LearnedConfidence(sql);
  await learned.refresh();
  const refreshing = setInterval(() => void learned.refresh().catch(() => {}), REFRESH_EVERY_MS).unref();
  return {
    heed: (confidence: number) => learned.apply(confidence),
    close: () => clearInterval(refreshing),
  };
}

/** Answers that are read at once at most. */
const MOST_RECALLED = 128;

/** Searches that PostgreSQL works on at once, at most: more would keep it from what is answered sooner. */
const SEARCHES_AT_ONCE = 2;

function listenFailure(failure: unknown, { host, port }: Config): unknown {
  const code = failure instanceof Error && "code" in failure ? failure.code : null;
  if (code === "EADDRINUSE")
    return new VouchError(
      "port_in_use",
      `Port ${port} is in use by another program`,
      "Give another one with --port; --port 0 takes a free one.",
    );
  if (code === "EACCES")
    return new VouchError(
      "port_forbidden",
      `Port ${port} may not be used by this user`,
      "Give one above 1023 with --port.",
    );
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new VouchError(
      "no_such_host",
      `This machine has no address ${host}`,
      "Give one of its own with --host.",
    );
  return failure;
}

/** Milliseconds between two looks for leases that have ended. */
const RATES_INTERVAL = 500;

/** A limiter that shares its counts with the other nodes on the database. */
function shareRates(url: string, log: Log): { readonly limiter: SharedRateLimiter; close(): Promise<void> } {
  const pool = connectForStatements(url, 1, RATE_SETTINGS);
  const exchange = exchangeOver(pool);
  // The limiter goes on without an answer; what is no outage is a defect that somebody must hear of.
  const logged: ExchangeRates = async (exchanges) => {
    try {
      return await exchange(exchanges);
    } catch (failure) {
      if (!isOutage(failure)) log({ level: "error", error: "rates are not shared", code: codeOf(failure) });
      throw failure;
    }
  };
  const limiter = new SharedRateLimiter(logged, processClock);
  const tending = setInterval(() => limiter.tend(), RATES_INTERVAL);
  const close = async () => {
    clearInterval(tending);
    await Promise.race([limiter.tend(true), sleep(RATES_INTERVAL)]);
    await pool.end({ timeout: 1 });
  };
  return { limiter, close };
}

/** Serves the rights of people in the background: what touches the analytic store is a job of its own. */
function tendRights(
  config: Config,
  { sql, url }: Database,
  folder: PrivacyFolder,
  log: Log,
): { close(): void } {
  const { mail: settings } = config;
  const ending = new AbortController();
  const mail = settings && { settings, send: createMailer(settings) };
  const store = () => storeJobs(config, url, ending.signal);
  const tending = startTending({ sql, folder, log, mail, store });
  const retention = startRetention({ sql, folder, log, store });
  return {
    close: () => {
      tending.close();
      retention.close();
      ending.abort();
    },
  };
}

/** What `findEmail` finds, before money comes into it. */
function findingOf(config: Config, folder: PrivacyFolder, lookups: Sql) {
  return createFinding({
    lookups,
    checkDeliverability: checkerOf(config, processClock),
    inference: config.inference,
    isSuppressed: createIsSuppressed(lookups, folder),
  });
}

/** The finder's kinds of lookups, which shall not wait for one another. */
const FINDS_AT_ONCE = 4;

/** The connections that calls are answered on. */
function connectPools(url: string) {
  const pools = {
    lookups: connectForStatements(url, 1, ENRICHER_SETTINGS),
    charges: connectForStatements(url, 1, ENRICHER_SETTINGS),
    recalls: connectForStatements(url, 1, ENRICHER_SETTINGS),
    evidence: connectForStatements(url, 1, ENRICHER_SETTINGS),
    finds: connectForStatements(url, FINDS_AT_ONCE, ENRICHER_SETTINGS),
    searches: connectForStatements(url, SEARCHES_AT_ONCE, ENRICHER_SETTINGS),
    ordered: connectForStatements(url, SEARCHES_AT_ONCE, ORDERED_SETTINGS),
  };
  return { ...pools, end: () => Promise.all(Object.values(pools).map((pool) => pool.end({ timeout: 5 }))) };
}

/** Verbs that ask the store and nothing else. */
function storeVerbs({ plans, mail }: Config, sql: Sql) {
  return {
    readCredits: (accountId) => readAccountCredits(sql, accountId, plans),
    readLedger: (accountId, order) => readLedger(sql, accountId, order),
    readUsage: (accountId, days) => readUsage(sql, accountId, days),
    giveFeedback: (accountId, feedback) => giveFeedback(sql, accountId, feedback),
    readReliability: () => readReliability(sql),
    findChangePlace: (from) => findPlace(sql, from),
    watches: createWatches(sql),
    receivePrivacyRequest: async (body, requestId) => {
      const sendsLink = mail !== undefined;
      await receiveRequest(sql, body, requestId, sendsLink);
      return { sendsLink };
    },
    confirmPrivacyRequest: (token) => confirmRequest(sql, token),
    isReady: () =>
      sql`SELECT 1`.then(
        () => true,
        () => false,
      ),
  } satisfies Partial<ApiDeps>;
}

/**
 * Puts the API together over a database and listens: the composition root of what is served.
 * @throws VouchError port_in_use, port_forbidden, no_such_host
 */
export async function serve(config: Config, { sql, url }: Database): Promise<ApiServer> {
  const log = createLog((line) => process.stderr.write(line));
  const folder = new PrivacyFolder(config);
  await reapplySuppressions(sql, folder);
  const watch = await watchCalls(config, log);
  const pools = connectPools(url);
  const { lookups, charges, recalls, evidence, finds, searches, ordered } = pools;
  const rates = shareRates(url, log);
  const readBalanceOf = (accountId: string) => readBalance(sql, accountId, config.plans);
  const reaches = allowAddresses(config.reachable);
  const labels = await heedLabels(sql);
  const enrichment = createEnrichment(lookups, evidence, labels.heed);
  const finding = findingOf(config, folder, finds);
  const types = recordTypesOf({ enrichPerson: enrichment, findEmail: finding });
  const { plans } = config;
  const jobNode = startJobNode({ url, types, plans, reaches, readBalance: readBalanceOf, log });
  let isClosing = false;
  const app = buildApp({
    authenticate: createAuthenticator((keyHash) => readCaller(sql, keyHash, config.plans), processClock),
    rateLimiter: rates.limiter,
    trustedProxies: config.trustedProxies,
    plans: config.plans,
    search: createSearcher({ lookups: searches, ordered, charges }),
    fetchPerson: createPersonFetcher(lookups, charges),
    readChanges: createChangeReader(searches, charges),
    enrich: createEnricher(lookups, charges, enrichment),
    findEmail: createBilled(finding, charges, lookups),
    jobs: jobNode.jobs,
    recall: createBatcher((names: readonly AnswerName[]) => readAnswers(recalls, names), MOST_RECALLED),
    readBalance: readBalanceOf,
    ...storeVerbs(config, sql),
    isClosing: () => isClosing,
    clock: processClock,
    newRequestId,
    log,
    observers: watch.observers,
  });
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (failure) {
    labels.close();
    await jobNode.close();
    await Promise.all([watch.close(), rates.close(), pools.end()]);
    throw listenFailure(failure, config);
  }
  const forgetting = forgetOld(sql, config);
  const tending = tendRights(config, { sql, url }, folder, log);
  const watching = startWatching({ sql, log });
  const deliveries = startDeliveries({ sql, log, reaches });
  const close = async () => {
    clearInterval(forgetting);
    labels.close();
    tending.close();
    isClosing = true;
    await Promise.all([app.close(), watching.close(), deliveries.close()]);
    await jobNode.close();
    await Promise.all([watch.close(), rates.close(), pools.end()]);
  };
  return { url: urlOf(app.server.address(), config.host), close };
}

function urlOf(address: AddressInfo | string | null, host: string): string {
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
