import type { Plan, PrivacyRequestBody } from "@vouch/contract";
import type { Authenticate } from "../accounts/authenticator.js";
import type { Jobs } from "../bulk/jobs.js";
import type { ChangePlace, ChangeQuery } from "../changes/changeStore.js";
import type { ReadChanges } from "../changes/readChanges.js";
import type { Watches } from "../changes/watches.js";
import type { Clock } from "../clock.js";
import type { Credits } from "../credits/credits.js";
import type { Days, LedgerPage, PageOrder, UsageLine } from "../credits/ledger.js";
import type { AnswerName, StoredAnswer } from "../credits/storedAnswers.js";
import type { RateLimiter } from "../limits/rateLimiter.js";
import type { Log } from "../log.js";
import type { Observe } from "../observe.js";
import type { Enrich } from "../people/enrichment.js";
import type { Feedback, HeardFeedback } from "../people/feedback.js";
import type { Find } from "../people/finder/finding.js";
import type { FetchPerson } from "../people/personById.js";
import type { Reliability } from "../people/reliability.js";
import type { Search } from "../people/searching.js";

/** What the app is made of: verbs of the domain folders, the clock, the source of ids. */
export interface ApiDeps {
  readonly authenticate: Authenticate;
  readonly rateLimiter: RateLimiter;
  /** Addresses and ranges of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** The configured plans by name; `free` is always there. */
  readonly plans: Readonly<Record<string, Plan>>;
  readonly enrich: Enrich;
  readonly findEmail: Find;
  readonly search: Search;
  readonly fetchPerson: FetchPerson;
  readonly readChanges: ReadChanges;
  /** Finds where to read changes on. */
  readonly findChangePlace: (from: Pick<ChangeQuery, "cursor" | "since">) => Promise<ChangePlace>;
  readonly watches: Watches;
  readonly jobs: Jobs;
  /** Keeps what an account says of an answer. */
  readonly giveFeedback: (accountId: string, feedback: Feedback) => Promise<HeardFeedback>;
  /** Whether confidence holds. */
  readonly readReliability: () => Promise<Reliability>;
  /** What was answered to an Idempotency-Key before. */
  readonly recall: (name: AnswerName) => Promise<StoredAnswer | undefined>;
  /** The balance of an account in credits. */
  readonly readBalance: (accountId: string) => Promise<number>;
  /** What an account has to spend. */
  readonly readCredits: (accountId: string) => Promise<Credits>;
  /** A page of an account's ledger. */
  readonly readLedger: (accountId: string, order: PageOrder) => Promise<LedgerPage>;
  /** What an account's calls cost. */
  readonly readUsage: (accountId: string, days: Days) => Promise<readonly UsageLine[]>;
  /** Keeps what a person asks about their own data. @returns whether a link is sent to their address */
  readonly receivePrivacyRequest: (
    body: PrivacyRequestBody,
    requestId: string,
  ) => Promise<{ readonly sendsLink: boolean }>;
  /** Takes an address for proven. @returns whether there is such a token */
  readonly confirmPrivacyRequest: (token: string) => Promise<boolean>;
  /** Whether the server is about to end: streams end, too. */
  readonly isClosing: () => boolean;
  /** Whether calls can be answered. */
  readonly isReady: () => Promise<boolean>;
  readonly clock: Clock;
  readonly newRequestId: () => string;
  readonly log: Log;
  /** Hear of every call that was answered. */
  readonly observers: readonly Observe[];
}
