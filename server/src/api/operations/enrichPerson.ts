import { checkBody, DEFAULT_MIN_CONFIDENCE, type EnrichPersonBody, operations } from "@vouch/contract";
import type { EnrichFinding, EnrichQuery } from "../../people/enrichment.js";
import type { Moment } from "../../people/past.js";
import { askPersona } from "../../people/personas.js";
import type { Handler } from "../app.js";
import { createBillable, type Question, type TestAnswer } from "../billable.js";
import type { ApiDeps } from "../deps.js";
import type { Refusal } from "../errors.js";
import { type AskedSubject, readSubject } from "../subject.js";

const { id, price, body: schema } = operations.enrichPerson;

const DAY = 86_400_000;

/** As of when a person is asked for. A day is known when it is over. */
function momentOf({ as_of, known_at }: EnrichPersonBody): Moment {
  return {
    asOf: as_of ? Date.parse(as_of) / DAY : undefined,
    knownAt: known_at?.length === "2025-03-31".length ? `${known_at}T23:59:59.999Z` : (known_at ?? undefined),
  };
}

/** What a checked body asks for. */
function queryOf(
  body: EnrichPersonBody,
  { email, first_name, last_name, domain }: AskedSubject,
): EnrichQuery {
  const { min_confidence, required, include } = body;
  return {
    ...(body.as_of || body.known_at ? momentOf(body) : {}),
    email,
    first_name,
    last_name,
    domain,
    minConfidence: min_confidence ?? DEFAULT_MIN_CONFIDENCE,
    required: required ?? [],
    include: include ?? [],
  };
}

function personaFor(body: EnrichPersonBody, query: EnrichQuery): TestAnswer {
  const answer = askPersona(body, query);
  if (answer.kind === "refused") return answer;
  return { kind: "found", fields: { data: answer.profile, ...answer.sections } };
}

/** Reads what a body asks for, be it a call's or a record's of a job. */
export function read({
  body: sent,
}: {
  readonly body: unknown;
}): Question<EnrichQuery> | { readonly refusal: Refusal } {
  const checked = checkBody(schema, sent);
  if ("fault" in checked) return { refusal: checked.fault };
  const { body } = checked;
  const asked = readSubject(body);
  if ("refusal" in asked) return asked;
  const query = queryOf(body, asked.subject);
  return {
    query,
    highestPrice: price.success,
    isDryRun: body.dry_run === true,
    askPersona: () => personaFor(body, query),
  };
}

/** What is found, as it stands in an answer. */
export const fieldsOf = (finding: EnrichFinding) =>
  finding.kind === "found" ? `,"data":${finding.dataJson}${finding.sectionsJson}` : undefined;

/** Answers the profile of a person. */
export function enrichPerson(deps: ApiDeps): Handler {
  return createBillable(deps, { id, read, ask: deps.enrich, fieldsOf });
}
