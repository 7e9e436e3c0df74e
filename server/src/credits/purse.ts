import type { Plan } from "@vouch/contract";
import { monthOf, monthsBetween, nextMonth } from "./months.js";

/** Credits that were given at once. Times are milliseconds since the epoch. */
export interface Grant {
  /** Decimal text; null until it is stored. */
  readonly grantId: string | null;
  readonly credits: number;
  /** Not burnt and not expired. */
  readonly remaining: number;
  /** From then on nothing of it is left; Infinity: never. */
  readonly expiresAt: number;
  /** The beginning of the month that it is the plan's grant of; null: granted by hand. */
  readonly month: number | null;
}

/** What an account has. */
export interface Purse {
  /** Grants with something left, and those of the current month. */
  readonly grants: readonly Grant[];
  /** What is left of them less what was charged since they were last burnt. */
  readonly balance: number;
  /** When a grant expires or a month begins next: until then balance and grants hold. */
  readonly settleAt: number;
}

/** What happened to a purse beside charges: a line of the ledger. */
export interface PurseEntry {
  readonly kind: "grant" | "expiry";
  readonly credits: number;
  readonly at: number;
  /** Of a monthly grant, its month. */
  readonly month: number | null;
}

/** A purse after something happened to it, with what that was. */
export interface Settlement {
  readonly purse: Purse;
  readonly entries: readonly PurseEntry[];
}

/** What a plan gives. */
export type MonthlyTerms = Pick<Plan, "monthly_credits" | "unused_credits">;

const sumOf = (grants: readonly Grant[]) => grants.reduce((sum, { remaining }) => sum + remaining, 0);

/** Soonest to expire first; of those that expire together, in the order in which they were given. */
function inBurnOrder(grants: readonly Grant[]): Grant[] {
  return [...grants].sort((one, other) =>
    one.expiresAt === other.expiresAt ? 0 : one.expiresAt - other.expiresAt,
  );
}

/**
 * Burns what was charged since the grants were last burnt: soonest to expire first.
 * @returns the grants in burn order; what is left of them is the balance
 */
export function burn({ grants, balance }: Purse): Grant[] {
  let charged = sumOf(grants) - balance;
  if (charged < 0 || balance < 0)
    throw new Error("the balance is more than its grants, or less than nothing");
  return inBurnOrder(grants).map((grant) => {
    const burnt = Math.min(grant.remaining, charged);
    charged -= burnt;
    return burnt === 0 ? grant : { ...grant, remaining: grant.remaining - burnt };
  });
}

interface Books {
  readonly grants: readonly Grant[];
  readonly entries: readonly PurseEntry[];
}

/** Takes away what is left of the grants that have expired by a time. */
function expire({ grants, entries }: Books, by: number): Books {
  const expired = grants.filter(({ remaining, expiresAt }) => remaining > 0 && expiresAt <= by);
  if (expired.length === 0) return { grants, entries };
  const lost = expired.map(({ remaining: credits, expiresAt: at }): PurseEntry => {
    return { kind: "expiry", credits, at, month: null };
  });
  return {
    grants: grants.map((grant) => (expired.includes(grant) ? { ...grant, remaining: 0 } : grant)),
    entries: [...entries, ...lost],
  };
}

/** Gives what a month's grant still lacks: all of it once, and the rest where the plan has come to give more. */
function giveMonthly({ grants, entries }: Books, terms: MonthlyTerms, month: number, at: number): Books {
  const given = grants
    .filter((grant) => grant.month === month)
    .reduce((sum, { credits }) => sum + credits, 0);
  const credits = terms.monthly_credits - given;
  if (credits <= 0) return { grants, entries };
  const expiresAt = terms.unused_credits === "expire" ? nextMonth(month) : Number.POSITIVE_INFINITY;
  return {
    grants: [...grants, { grantId: null, credits, remaining: credits, expiresAt, month }],
    entries: [...entries, { kind: "grant", credits, at, month }],
  };
}

function settlementOf({ grants, entries }: Books, settleAt: number): Settlement {
  const expiries = grants.filter(({ remaining }) => remaining > 0).map(({ expiresAt }) => expiresAt);
  return {
    purse: { grants, balance: sumOf(grants), settleAt: Math.min(settleAt, ...expiries) },
    entries,
  };
}

/**
 * Brings a purse to a time: burns what was charged, then lets grants expire and gives the plan's grant of each month
 * that began, in the order in which these happened. Settling twice, or later, comes to the same.
 */
export function settle(purse: Purse, terms: MonthlyTerms, now: number): Settlement {
  let books: Books = { grants: burn(purse), entries: [] };
  for (const month of monthsBetween(purse.settleAt, now))
    books = giveMonthly(expire(books, month), terms, month, month);
  books = giveMonthly(expire(books, now), terms, monthOf(now), now);
  return settlementOf(books, nextMonth(now));
}

/**
 * Adds a grant by hand. What was charged before burns the grants there were before.
 * @param expiresAt after `now`; Infinity: never
 */
export function addGrant(purse: Purse, credits: number, expiresAt: number, now: number): Settlement {
  const added: Grant = { grantId: null, credits, remaining: credits, expiresAt, month: null };
  const entries: PurseEntry[] = [{ kind: "grant", credits, at: now, month: null }];
  return settlementOf({ grants: [...burn(purse), added], entries }, purse.settleAt);
}
