import { createHash } from "node:crypto";
import { operations } from "@vouch/contract";
import type { Sql } from "postgres";
import { type Charge, charge } from "../credits/charge.js";
import { type AskedQuestion, readPaid } from "../credits/paidQuestions.js";
import type { AnswerToStore } from "../credits/storedAnswers.js";
import { parseDomain } from "../normalization/domains.js";
import { foldName, parseName } from "../normalization/names.js";
import { createBatcher } from "../postgres/batcher.js";
import { addressKeys } from "./addressFit.js";
import { type Choice, chooseByEmail, chooseByName, type Subject } from "./candidates.js";
import type { Enrich, EnrichFinding, EnrichOnce, EnrichOutcome, EnrichQuery } from "./enrichment.js";
import { type LookedUp, lookUp } from "./lookup.js";
import { emailKey, type FoldedName, nameKeys } from "./lookupKeys.js";
import { sectionsOf } from "./sections.js";
import { readVouched, type VouchedProfile } from "./vouched.js";

const { id: OPERATION, price } = operations.enrichPerson;

/**
 * Calls in one batch at most. With 256, the calls of 256 connections gather into one convoy, and server and database
 * take turns instead of working at the same time; with 64, the cost of a batch is shared by too few.
 */
const BATCH = 128;
/** Calls that may wait at most: some tenths of a second of work. */
const MOST_UNDER_WAY = 4096;
const OVERLOADED: EnrichOutcome = { kind: "overloaded", retryAfterSeconds: 1 };

/** Settings of the connections that `createEnricher` works on: plans that fit a full database, whatever it holds now. */
export const ENRICHER_SETTINGS = {
  plan_cache_mode: "force_generic_plan",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  enable_seqscan: "off",
  jit: "off",
} as const;

function readFullName(full_name: string): FoldedName | undefined {
  const { given_name, family_name } = parseName({ full_name });
  return given_name === null || family_name === null ? undefined : { given_name, family_name };
}

/** The employer's domain: the one asked for, else that of an address at a host that is not everyone's. */
function employerDomain({ domain, email }: EnrichQuery): string | undefined {
  if (domain !== undefined) return domain.registrable;
  return email === undefined || email.free ? undefined : parseDomain(email.domain)?.registrable;
}

function readSubject(query: EnrichQuery): Subject {
  const { email, first_name, last_name } = query;
  const name =
    first_name === undefined || last_name === undefined ? undefined : foldName(first_name, last_name);
  return { email, name, domain: employerDomain(query) };
}

function keysByName({ email, name, domain }: Subject): string[] {
  if (domain === undefined) return [];
  if (name !== undefined) return nameKeys(name, domain);
  return email === undefined ? [] : addressKeys(email.local, domain);
}

function passes({ profile, confidence }: Choice, { minConfidence, required }: EnrichQuery): boolean {
  if (confidence <= minConfidence) return false;
  if (required.length === 0) return true;
  const values: Readonly<Record<string, unknown>> = { ...JSON.parse(profile), confidence };
  return required.every((field) => values[field] !== null && values[field] !== undefined);
}

const PRECISION = 1000;

/** The profile with its confidence; the text from the database is not parsed. */
function dataOf({ profile, confidence }: Choice): string {
  return `${profile.slice(0, -1)},"confidence":${Math.round(confidence * PRECISION) / PRECISION}}`;
}

/** Somebody who was found, with what stands beside the data of the answer. */
interface Found extends Choice {
  readonly sectionsJson: string;
}

const outcomeOf = (found: Found | undefined) => (found === undefined ? "not_found" : "success");

/** @param isPaid whether it was paid for before, and costs nothing now */
function findingOf(found: Found | undefined, isPaid: boolean): EnrichFinding {
  if (found === undefined) return { kind: "not_found", creditsUsed: isPaid ? 0 : price.not_found };
  const { sectionsJson } = found;
  return { kind: "found", dataJson: dataOf(found), sectionsJson, creditsUsed: isPaid ? 0 : price.success };
}

/** Names who is asked for, and what came of it, for as long as the same costs nothing more: SHA-256, hex. */
function questionOf({ email, first_name, last_name, domain }: EnrichQuery, outcome: string): string {
  const name = [first_name, last_name].map((part) => part?.trim().toLowerCase());
  const question = [OPERATION, email?.canonical, ...name, domain?.registrable, outcome];
  return createHash("sha256").update(JSON.stringify(question)).digest("hex");
}

/**
 * Adds the sections. The profile is read once more with them, so that all of an answer is of one moment.
 * @returns undefined where the person went meanwhile
 */
async function withSections(
  choice: Choice,
  include: EnrichQuery["include"],
  vouchFor: (personId: string) => Promise<VouchedProfile | undefined>,
): Promise<Found | undefined> {
  const person = await vouchFor(choice.person_id);
  if (person === undefined) return undefined;
  const json = JSON.stringify(sectionsOf(include, person, choice));
  return { ...choice, profile: person.profileJson, sectionsJson: `,${json.slice(1, -1)}` };
}

function answerToStore(
  { keyHash, fingerprint, render }: EnrichOnce,
  finding: EnrichFinding,
  found: Found | undefined,
): AnswerToStore {
  return { keyHash, fingerprint, answer: render(finding), personId: found?.person_id ?? null };
}

/** Looks people up for one question: by the address, and where nobody has it, by the name. */
async function find(
  query: EnrichQuery,
  ask: (keys: readonly string[]) => Promise<LookedUp>,
): Promise<Choice | undefined> {
  const subject = readSubject(query);
  if (subject.email !== undefined) {
    const { candidates } = await ask([emailKey(subject.email.canonical)]);
    if (candidates.length > 0) return chooseByEmail(candidates, subject, readFullName);
  }
  const keys = keysByName(subject);
  if (keys.length === 0) return undefined;
  const { candidates, truncated } = await ask(keys);
  return chooseByName(candidates, truncated, subject);
}

/**
 * Makes the verb behind `enrichPerson`. Lookups and charges go in batches, each on a connection of its own, so that
 * the next calls are looked up while charges wait for the disk. A call's charge is committed and durable before its
 * outcome is told.
 * @param lookups a connection with `ENRICHER_SETTINGS`
 * @param charges another one
 * @param evidence another one, for answers with sections
 */
export function createEnricher(lookups: Sql, charges: Sql = lookups, evidence: Sql = lookups): Enrich {
  const ask = createBatcher((questions: readonly (readonly string[])[]) => lookUp(lookups, questions), BATCH);
  const pay = createBatcher(
    (calls: readonly Charge[]) => charge(charges, OPERATION, price.success, calls),
    BATCH,
  );
  const wasPaid = createBatcher((asked: readonly AskedQuestion[]) => readPaid(lookups, asked), BATCH);
  const vouchFor = createBatcher((ids: readonly string[]) => readVouched(evidence, ids), BATCH);
  const answerFor = async (query: EnrichQuery): Promise<Found | undefined> => {
    const choice = await find(query, ask);
    if (choice === undefined || !passes(choice, query)) return undefined;
    if (query.include.length > 0) return await withSections(choice, query.include, vouchFor);
    return { ...choice, sectionsJson: "" };
  };
  /** The finding at its price, with the question where it is to be remembered as paid. */
  const priced = async (query: EnrichQuery, accountId: string, found: Found | undefined, hours: number) => {
    const question = questionOf(query, outcomeOf(found));
    const isPaid = await wasPaid({ accountId, question, hours });
    return { finding: findingOf(found, isPaid), question: isPaid ? undefined : question };
  };
  let underWay = 0;

  return async (query, accountId, requestId, { once, freeRepeatHours: hours = 0 } = {}) => {
    if (underWay >= MOST_UNDER_WAY) return OVERLOADED;
    underWay += 1;
    try {
      const found = await answerFor(query);
      const { finding, question } =
        hours === 0
          ? { finding: findingOf(found, false), question: undefined }
          : await priced(query, accountId, found, hours);
      const { creditsUsed: credits } = finding;
      const store = once === undefined ? undefined : answerToStore(once, finding, found);
      const personIds = found === undefined ? [] : [found.person_id];
      const outcome = outcomeOf(found);
      const call: Charge = { accountId, requestId, outcome, credits, personIds, store, question };
      const { paid, isAnswered, balance } = await pay(call);
      if (paid) return { ...finding, creditsRemaining: balance };
      return { kind: isAnswered ? "answered_before" : "insufficient_credits", creditsRemaining: balance };
    } finally {
      underWay -= 1;
    }
  };
}
