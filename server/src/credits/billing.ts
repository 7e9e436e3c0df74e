import { createHash } from "node:crypto";
import type { OperationId } from "@vouch/contract";
import type { Sql } from "postgres";
import type { Restrictions } from "../accounts/restrictions.js";
import { type Batcher, createBatcher } from "../postgres/batcher.js";
import { type Charge, charge, type Receipt } from "./charge.js";
import { chargeAmple, type PlainCharge } from "./chargeAmple.js";
import { type AskedQuestion, readPaid } from "./paidQuestions.js";
import type { OnceKey } from "./storedAnswers.js";

/** What a call found, with its price. */
export interface Finding {
  readonly creditsUsed: number;
}

/** How a call ended that nothing was charged for. */
export type Unbilled =
  | { readonly kind: "insufficient_credits"; readonly creditsRemaining: number }
  /** A call that is answered once was answered meanwhile, here or elsewhere. */
  | { readonly kind: "answered_before"; readonly creditsRemaining: number }
  /** Too much waits already: nothing was looked up. */
  | { readonly kind: "overloaded"; readonly retryAfterSeconds: number };

/** How a call that costs credits ended. What is charged is committed. */
export type BilledOutcome<Found extends Finding> = (Found & { readonly creditsRemaining: number }) | Unbilled;

/** A call that is answered once, however often it is asked. */
export interface Once<Found> extends OnceKey {
  /** The answer as it is stored: JSON text. */
  readonly render: (finding: Found) => string;
}

/** On what terms a call is made. */
export interface Terms<Found> {
  readonly once?: Once<Found> | undefined;
  /** Hours in which what was paid for is answered again without a charge; 0 if absent. */
  readonly freeRepeatHours?: number;
  /** What the account may not be told; null or absent: nothing is withheld. */
  readonly restrictions?: Restrictions | null;
  /** Whether the account said of answers that they were about somebody else; false if absent. */
  readonly objects?: boolean;
}

/**
 * A verb that costs credits: looks something up and charges for it, with the answer of a call that is answered once,
 * in one transaction.
 * @param accountId decimal text
 * @param requestId names the call in the ledger
 */
export type Billed<Query, Found extends Finding> = (
  query: Query,
  accountId: string,
  requestId: string,
  terms?: Terms<Found>,
) => Promise<BilledOutcome<Found>>;

/** What was found, before it is charged. */
export interface Unpaid<Found extends Finding> {
  /** At its full price. */
  readonly finding: Found;
  /** What it is called in the ledger: `success`, or an error's word. */
  readonly outcome: string;
  /** Whom it is about. */
  readonly personIds: readonly string[];
  /** How likely that is who was asked for, before labels are heeded; absent where the operation has no such probability. */
  readonly confidence?: number | undefined;
}

/** A verb before money comes into it. */
export interface Service<Query, Found extends Finding> {
  readonly operation: OperationId;
  /** Credits that the call may cost at most. */
  readonly highestPrice: (query: Query) => number;
  /** @param objector the account, where it said of answers that something was wrong in them */
  readonly find: (
    query: Query,
    restrictions: Restrictions | null,
    objector?: string,
  ) => Promise<Unpaid<Found>>;
  /** What is asked, in a form that is the same for the same question. */
  readonly questionOf: (query: Query) => readonly unknown[];
}

/** Names a question with what came of it, for as long as the same costs nothing more: SHA-256, hex. */
export function questionHash<Query>(
  { operation, questionOf }: Pick<Service<Query, Finding>, "operation" | "questionOf">,
  query: Query,
  outcome: string,
): string {
  const asked = JSON.stringify([operation, ...questionOf(query), outcome]);
  return createHash("sha256").update(asked).digest("hex");
}

/**
 * Calls in one batch at most. With 256, the calls of 256 connections gather into one convoy, and server and database
 * take turns instead of working at the same time; with 64, the cost of a batch is shared by too few.
 */
export const BATCH = 128;
/** Calls of an operation that may wait at most: some tenths of a second of work. */
const MOST_UNDER_WAY = 4096;
const OVERLOADED: Unbilled = { kind: "overloaded", retryAfterSeconds: 1 };

const isPlain = ({ store, question }: Charge) => store === undefined && question === undefined;

/** Two ways to charge calls in batches. */
interface Payer {
  /** At once, where the account has enough for all of its calls; undefined where it has not. */
  readonly payAll: Batcher<PlainCharge, Receipt | undefined>;
  /** One after another, each if there is enough left. */
  readonly payInTurn: Batcher<Charge, Receipt>;
}

/**
 * Calls of one highest price go together: what an account cannot pay any more, it cannot pay later in their batch.
 * @returns who charges calls of a highest price
 */
function createPayers(sql: Sql, operation: OperationId): (price: number) => Payer {
  const payers = new Map<number, Payer>();
  const createPayer = (price: number): Payer => ({
    payAll: createBatcher((calls) => chargeAmple(sql, operation, price, calls), BATCH),
    payInTurn: createBatcher((calls) => charge(sql, operation, price, calls), BATCH),
  });
  return (price) => {
    const known = payers.get(price);
    if (known !== undefined) return known;
    const payer = createPayer(price);
    payers.set(price, payer);
    return payer;
  };
}

/**
 * Makes of what is found a verb that is paid for. Charges go in batches. A call's charge is committed and durable
 * before its outcome is told.
 * @param charges a connection with `ENRICHER_SETTINGS`, for charges alone
 * @param lookups another one
 */
export function createBilled<Query, Found extends Finding>(
  { operation, highestPrice, find, questionOf }: Service<Query, Found>,
  charges: Sql,
  lookups: Sql = charges,
): Billed<Query, Found> {
  const payerAt = createPayers(charges, operation);
  const wasPaid = createBatcher((asked: readonly AskedQuestion[]) => readPaid(lookups, asked), BATCH);
  /** The finding at its price, with the question where it is to be remembered as paid. */
  const priced = async (
    query: Query,
    accountId: string,
    { finding, outcome }: Unpaid<Found>,
    hours: number,
  ) => {
    const question = questionHash({ operation, questionOf }, query, outcome);
    const isPaid = await wasPaid({ accountId, question, hours });
    return isPaid ? { finding: { ...finding, creditsUsed: 0 }, question: undefined } : { finding, question };
  };
  let underWay = 0;

  return async (query, accountId, requestId, terms = {}) => {
    const { once, freeRepeatHours = 0, restrictions = null, objects = false } = terms;
    if (underWay >= MOST_UNDER_WAY) return OVERLOADED;
    underWay += 1;
    try {
      const unpaid = await find(query, restrictions, objects ? accountId : undefined);
      const { outcome, personIds, confidence } = unpaid;
      const { finding, question } =
        freeRepeatHours === 0
          ? { finding: unpaid.finding, question: undefined }
          : await priced(query, accountId, unpaid, freeRepeatHours);
      const store = once && { ...once, answer: once.render(finding) };
      const credits = finding.creditsUsed;
      const call = { accountId, requestId, outcome, credits, personIds, confidence, store, question };
      const { payAll, payInTurn } = payerAt(highestPrice(query));
      const { paid, isAnswered, balance } =
        (isPlain(call) ? await payAll(call) : undefined) ?? (await payInTurn(call));
      if (paid) return { ...finding, creditsRemaining: balance };
      return { kind: isAnswered ? "answered_before" : "insufficient_credits", creditsRemaining: balance };
    } finally {
      underWay -= 1;
    }
  };
}
