import { operations } from "@vouch/contract";
import type { Sql } from "postgres";
import type { Restrictions } from "../accounts/restrictions.js";
import { BATCH, createBilled, type Service, type Unpaid } from "../credits/billing.js";
import { parseDomain } from "../normalization/domains.js";
import { foldName, parseName } from "../normalization/names.js";
import { createBatcher } from "../postgres/batcher.js";
import { addressKeys } from "./addressFit.js";
import { questionHash, questionOf } from "./askedQuestion.js";
import { type Choice, chooseByEmail, chooseByName, type Subject } from "./candidates.js";
import type { Enrich, EnrichFinding, EnrichQuery } from "./enrichment.js";
import { type AccountQuestion, readWrongPeople } from "./feedback.js";
import { type LookedUp, lookUp, without } from "./lookup.js";
import { emailKey, type FoldedName, nameKeys } from "./lookupKeys.js";
import { createObjections, objectedBy } from "./objections.js";
import { personThen } from "./past.js";
import { profileJson } from "./profileJson.js";
import { restrictedTo } from "./restricted.js";
import { sectionsText } from "./sectionsText.js";
import { readVouched, type VouchedProfile } from "./vouched.js";

const { id: OPERATION, price } = operations.enrichPerson;

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

function readSubject({ email, first_name, last_name }: EnrichQuery): Subject {
  const name =
    first_name === undefined || last_name === undefined ? undefined : foldName(first_name, last_name);
  return { email, name };
}

function keysByName({ email, name }: Subject, domain: string | undefined): string[] {
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

const NOBODY: Unpaid<EnrichFinding> = {
  finding: { kind: "not_found", creditsUsed: price.not_found },
  outcome: "not_found",
  personIds: [],
};

/**
 * Somebody who was found, at the price.
 * @param sectionsJson what stands beside the data of the answer
 */
function unpaid(choice: Choice, sectionsJson: string): Unpaid<EnrichFinding> {
  const dataJson = profileJson(choice.profile, choice.confidence);
  return {
    finding: { kind: "found", dataJson, sectionsJson, creditsUsed: price.success },
    outcome: "success",
    personIds: [choice.person_id],
    confidence: choice.unheeded ?? choice.confidence,
  };
}

/**
 * Adds the sections. The profile is read once more with them, so that all of an answer is of one moment.
 * @returns nobody where the person went meanwhile
 */
async function withSections(
  choice: Choice,
  include: EnrichQuery["include"],
  vouchFor: (personId: string) => Promise<VouchedProfile | undefined>,
): Promise<Unpaid<EnrichFinding>> {
  const person = await vouchFor(choice.person_id);
  if (person === undefined) return NOBODY;
  const sections = sectionsText(include, person, choice);
  return unpaid({ ...choice, profile: person.profileJson }, `,${sections}`);
}

/**
 * Answers with another person than the one that is served: what is left of them where not everything may be told, or how
 * they were.
 * @returns nobody where there is none, or what is left is not what was asked for
 */
function inPlace(
  choice: Choice,
  query: EnrichQuery,
  person: VouchedProfile | undefined,
): Unpaid<EnrichFinding> {
  if (person === undefined) return NOBODY;
  const left = { ...choice, profile: person.profileJson };
  if (!passes(left, query)) return NOBODY;
  if (query.include.length === 0) return unpaid(left, "");
  return unpaid(left, `,${sectionsText(query.include, person, choice)}`);
}

const isOfThePast = ({ asOf, knownAt }: EnrichQuery) => asOf !== undefined || knownAt !== undefined;

/** What is asked, for as long as the same costs nothing more. */
const billedQuestionOf = (query: EnrichQuery) =>
  isOfThePast(query) ? [...questionOf(query), query.asOf ?? null, query.knownAt] : questionOf(query);

/** Looks people up for one question: by the address, and where nobody has it, by the name. */
async function choose(
  query: EnrichQuery,
  ask: (keys: readonly string[]) => Promise<LookedUp>,
): Promise<Choice | undefined> {
  const subject = readSubject(query);
  if (subject.email !== undefined) {
    const { candidates } = await ask([emailKey(subject.email.canonical)]);
    if (candidates.length > 0) return chooseByEmail(candidates, subject, readFullName);
  }
  const keys = keysByName(subject, employerDomain(query));
  if (keys.length === 0) return undefined;
  const { candidates, truncated } = await ask(keys);
  return chooseByName(candidates, truncated, subject);
}

/** The choice with what labels teach of its confidence. */
function heeding(choice: Choice, heedLabels: (confidence: number) => number): Choice {
  const confidence = heedLabels(choice.confidence);
  return confidence === choice.confidence ? choice : { ...choice, confidence, unheeded: choice.confidence };
}

/**
 * Makes what `enrichPerson` finds, before money comes into it. Lookups go in batches.
 * @param lookups a connection with `ENRICHER_SETTINGS`
 * @param evidence another one, for answers with sections
 * @param heedLabels what labels teach of a confidence
 */
export function createEnrichment(
  lookups: Sql,
  evidence: Sql = lookups,
  heedLabels: (confidence: number) => number = (confidence) => confidence,
): Service<EnrichQuery, EnrichFinding> {
  const ask = createBatcher((questions: readonly (readonly string[])[]) => lookUp(lookups, questions), BATCH);
  const vouchFor = createBatcher((ids: readonly string[]) => readVouched(evidence, ids), BATCH);
  const wrongOf = createBatcher(
    (asked: readonly AccountQuestion[]) => readWrongPeople(lookups, asked),
    BATCH,
  );
  const askFor = async (query: EnrichQuery, accountId: string) => {
    const wrong = await wrongOf({ accountId, question: questionHash(query) });
    return choose(query, async (keys) => without(wrong, await ask(keys)));
  };
  const objectionsTo = createObjections(lookups);
  const recall = async ({ person_id }: Choice, query: EnrichQuery, restrictions: Restrictions | null) => {
    const now = await vouchFor(person_id);
    return now && personThen(evidence, person_id, now, query, restrictions);
  };
  /** The person as the account may be told, and has not said is wrong. */
  const toldTo = async (
    choice: Choice,
    query: EnrichQuery,
    restrictions: Restrictions | null,
    objector: string | undefined,
  ) => {
    const [objections = []] = await objectionsTo(objector, [choice.person_id]);
    if (restrictions === null && objections.length === 0) {
      if (!passes(choice, query)) return NOBODY;
      return query.include.length > 0 ? withSections(choice, query.include, vouchFor) : unpaid(choice, "");
    }
    const whole = await vouchFor(choice.person_id);
    const told = whole && restrictedTo(whole, restrictions);
    return inPlace(choice, query, told && objectedBy(told, objections));
  };
  return {
    operation: OPERATION,
    highestPrice: () => price.success,
    find: async (query, restrictions, objector) => {
      const chosen = await (objector === undefined ? choose(query, ask) : askFor(query, objector));
      if (chosen === undefined) return NOBODY;
      const choice = heeding(chosen, heedLabels);
      return isOfThePast(query)
        ? inPlace(choice, query, await recall(choice, query, restrictions))
        : await toldTo(choice, query, restrictions, objector);
    },
    questionOf: billedQuestionOf,
  };
}

/**
 * Makes the verb behind `enrichPerson`. Lookups and charges go in batches, each on a connection of its own, so that
 * the next calls are looked up while charges wait for the disk. A call's charge is committed and durable before its
 * outcome is told.
 * @param lookups a connection with `ENRICHER_SETTINGS`
 * @param charges another one
 * @param service what is found, where others ask it too
 */
export function createEnricher(
  lookups: Sql,
  charges: Sql = lookups,
  service: Service<EnrichQuery, EnrichFinding> = createEnrichment(lookups),
): Enrich {
  return createBilled(service, charges, lookups);
}
