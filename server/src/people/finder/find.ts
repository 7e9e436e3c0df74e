import { operations } from "@vouch/contract";
import type { Sql } from "postgres";
import type { Restrictions } from "../../accounts/restrictions.js";
import { BATCH, createBilled, type Service, type Unpaid } from "../../credits/billing.js";
import type { CheckDeliverability } from "../../deliverability/deliverability.js";
import { isFreeHost } from "../../normalization/mailHosts.js";
import { foldName } from "../../normalization/names.js";
import { type Batcher, createBatcher } from "../../postgres/batcher.js";
import type { IsSuppressed } from "../../privacy/askSuppressed.js";
import { leadingValues } from "../../privacy/suppressionKeys.js";
import { questionHash } from "../askedQuestion.js";
import { type AccountQuestion, readWrongPeople } from "../feedback.js";
import { type LookedUp, lookUp, without } from "../lookup.js";
import { type FoldedName, nameKeys } from "../lookupKeys.js";
import { createObjections, wrongAddresses } from "../objections.js";
import { readVouched } from "../vouched.js";
import { weighedByMailbox } from "./delivered.js";
import { type DomainPatterns, readPatterns } from "./domainPatterns.js";
import type { Find, FindFinding, FindQuery, FoundAddress, FoundEmail } from "./finding.js";
import { calibrated, freeGuesses, guessAt, toCheck } from "./infer.js";
import { type InferencePolicy, mayInfer } from "./inference.js";
import { countryOf, type KnownPeople, knownPeople, NOBODY } from "./knownPeople.js";
import { formsOfWritten } from "./nameForms.js";
import { type PersonAddresses, readAddresses, readTaken } from "./personAddresses.js";
import { type AddressesFound, addressesFor } from "./restrictedAddresses.js";

const { id: OPERATION, price } = operations.findEmail;

/** What an answer has beside the likeliest address. */
const ALTERNATIVES = 3;
/** A known address this likely needs no guess beside it. */
const LIKELY = 0.5;
/** Addresses that are less likely are not told. */
const LEAST_CONFIDENCE = 0.005;

/** What the finder is made of. */
export interface FinderMeans {
  /** A connection with `ENRICHER_SETTINGS`. */
  readonly lookups: Sql;
  /** Another one, for charges alone. */
  readonly charges: Sql;
  readonly checkDeliverability: CheckDeliverability;
  readonly inference: InferencePolicy;
  /** Whether somebody must not be answered, who is published no more. */
  readonly isSuppressed: IsSuppressed;
}

/** The lookups of the finder, each in batches of many questions. */
interface Lookups {
  readonly people: Batcher<readonly string[], LookedUp>;
  readonly addresses: Batcher<readonly string[], PersonAddresses[]>;
  readonly patterns: Batcher<string, DomainPatterns>;
  readonly taken: Batcher<readonly string[], Set<string>>;
  readonly isSuppressed: IsSuppressed;
}

async function knownAt(
  query: FindQuery,
  name: FoldedName,
  domain: string,
  lookups: Lookups,
  wrong: ReadonlySet<string>,
): Promise<KnownPeople> {
  const found = without(wrong, await lookups.people(nameKeys(name, domain)));
  if (found.candidates.length === 0) return NOBODY;
  return await knownPeople(query, name, domain, found, lookups.addresses);
}

/** Addresses as they may be made, where the operator lets them be. */
async function inferred(
  { first_name, last_name, domain: { registrable } }: FindQuery,
  patterns: DomainPatterns,
  lookups: Lookups,
): Promise<FoundAddress[]> {
  const guesses = guessAt(formsOfWritten(first_name, last_name), registrable, patterns);
  if (guesses.length === 0) return [];
  const leading = [registrable, patterns.main].flatMap((domain) =>
    leadingValues({ full_name: `${last_name}, ${first_name}`, domain }),
  );
  const likely = guesses
    .slice(0, 1 + ALTERNATIVES)
    .map(({ email }) => ({ kind: "email", value: email }) as const);
  const [isSuppressed, taken] = await Promise.all([
    lookups.isSuppressed([...leading, ...likely]),
    lookups.taken(toCheck(guesses)),
  ]);
  if (isSuppressed) return [];
  const { guesses: free, ground } = freeGuesses(guesses, taken);
  const likeliest = calibrated({ guesses: free.slice(0, 1 + ALTERNATIVES), ground });
  return likeliest.map(({ email, pattern, probability }) => ({
    email,
    pattern,
    confidence: probability,
    status: "inferred",
  }));
}

/** What is known, and beside it what may be, if nobody who is known is meant. */
function mixed({ addresses, share }: KnownPeople, guesses: readonly FoundAddress[]): FoundAddress[] {
  const further = guesses.map((guess) => ({ ...guess, confidence: guess.confidence * (1 - share) }));
  return [...addresses, ...further].sort((a, b) => b.confidence - a.confidence);
}

/** Nobody was said to be another. */
const NO_ONE: ReadonlySet<string> = new Set();

/** Looks for an address: a known one at the domain, then at the employer's usual domain, then how it may be made. */
function createSearch(lookups: Lookups, inference: InferencePolicy) {
  return async (query: FindQuery, wrong: ReadonlySet<string>): Promise<AddressesFound> => {
    const { first_name, last_name, domain } = query;
    const name = foldName(first_name, last_name);
    if (name === undefined) return { addresses: [], personIds: [] };
    const here = await knownAt(query, name, domain.registrable, lookups, wrong);
    if ((here.addresses[0]?.confidence ?? 0) >= LIKELY) return here;
    const patterns = await lookups.patterns(domain.registrable);
    const { main } = patterns;
    const there =
      here !== NOBODY || main === domain.registrable
        ? here
        : await knownAt(query, name, main, lookups, wrong);
    const { likeliest } = there;
    const isAllowed = mayInfer(inference, {
      domains: [domain.registrable, main],
      country: likeliest === undefined || inference.except.size === 0 ? null : countryOf(likeliest),
      people: patterns.countries,
    });
    const guesses =
      isAllowed && !isFreeHost(domain.registrable) ? await inferred(query, patterns, lookups) : [];
    return { addresses: mixed(there, guesses), personIds: there.personIds };
  };
}

const PRECISION = 1000;
const rounded = (confidence: number) => Math.round(confidence * PRECISION) / PRECISION;

const told = ({ email, confidence, status, pattern }: FoundAddress): FoundAddress => ({
  email,
  confidence: rounded(confidence),
  status,
  pattern,
});

async function checkedAnswer(
  addresses: readonly FoundAddress[],
  check: CheckDeliverability,
): Promise<FoundEmail | undefined> {
  const some = addresses
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .slice(0, 1 + ALTERNATIVES);
  const verdicts = await check(some.map(({ email }) => email));
  const checked = some.map(
    (address, at) => ({ ...address, deliverability: verdicts[at] ?? "unknown" }) as const,
  );
  const [best, ...others] = weighedByMailbox(checked);
  if (best === undefined) return undefined;
  return { ...told(best), deliverability: best.deliverability, alternatives: others.map(told) };
}

/** Names whose address is asked for. */
function questionOf({ first_name, last_name, domain }: FindQuery): readonly unknown[] {
  return [first_name.toLowerCase(), last_name.toLowerCase(), domain.registrable];
}

function unpaid(found: FoundEmail | undefined, personIds: readonly string[]): Unpaid<FindFinding> {
  if (found === undefined) {
    const finding = { kind: "not_found", creditsUsed: price.not_found } as const;
    return { finding, outcome: "not_found", personIds: [] };
  }
  const finding = { kind: "found", found, creditsUsed: price.success } as const;
  return { finding, outcome: "success", personIds };
}

/** Makes what `findEmail` finds, before money comes into it: lookups go in batches. */
export function createFinding({
  lookups,
  checkDeliverability,
  inference,
  isSuppressed,
}: Omit<FinderMeans, "charges">): Service<FindQuery, FindFinding> {
  const search = createSearch(
    {
      people: createBatcher((asked: readonly (readonly string[])[]) => lookUp(lookups, asked), BATCH),
      addresses: createBatcher(
        (asked: readonly (readonly string[])[]) => readAddresses(lookups, asked),
        BATCH,
      ),
      patterns: createBatcher((domains: readonly string[]) => readPatterns(lookups, domains), BATCH),
      taken: createBatcher((asked: readonly (readonly string[])[]) => readTaken(lookups, asked), BATCH),
      isSuppressed,
    },
    inference,
  );
  const vouchFor = (ids: readonly string[]) => (ids.length === 0 ? [] : readVouched(lookups, ids));
  const wrongOf = createBatcher(
    (asked: readonly AccountQuestion[]) => readWrongPeople(lookups, asked),
    BATCH,
  );
  const objectionsTo = createObjections(lookups);
  const find = async (query: FindQuery, restrictions: Restrictions | null, objector?: string) => {
    const asked = objector && { accountId: objector, question: questionHash(query) };
    const all = await search(query, asked ? await wrongOf(asked) : NO_ONE);
    const { addresses, personIds } =
      restrictions === null ? all : addressesFor(all, await vouchFor(all.personIds), restrictions);
    const wrong = wrongAddresses((await objectionsTo(objector, personIds)).flat());
    const left = addresses.filter(({ email }) => !wrong.has(email));
    const found = await checkedAnswer(left, checkDeliverability);
    return unpaid(
      found !== undefined && found.confidence > query.minConfidence ? found : undefined,
      personIds,
    );
  };
  return { operation: OPERATION, highestPrice: () => price.success, find, questionOf };
}

/** Makes the verb behind `findEmail`: lookups go in batches, as do charges. */
export function createFinder({ charges, ...means }: FinderMeans): Find {
  return createBilled(createFinding(means), charges, means.lookups);
}
