import { checkBody, operations } from "@vouch/contract";
import type { FindFinding, FindQuery } from "../../people/finder/finding.js";
import { askFinderPersona } from "../../people/finder/persona.js";
import type { Handler } from "../app.js";
import { createBillable, type Question, type TestAnswer } from "../billable.js";
import type { ApiDeps } from "../deps.js";
import type { Refusal } from "../errors.js";
import { readDomain } from "../subject.js";

const { id, price, body: schema } = operations.findEmail;

function personaFor(body: Parameters<typeof askFinderPersona>[0], minConfidence: number): TestAnswer {
  const answer = askFinderPersona(body, minConfidence);
  return answer.kind === "refused" ? answer : { kind: "found", fields: { data: answer.found } };
}

/** Reads what a body asks for, be it a call's or a record's of a job. */
export function read({
  body: sent,
}: {
  readonly body: unknown;
}): Question<FindQuery> | { readonly refusal: Refusal } {
  const checked = checkBody(schema, sent);
  if ("fault" in checked) return { refusal: checked.fault };
  const { first_name, last_name, domain, min_confidence, dry_run } = checked.body;
  const name = { first_name: first_name ?? "", last_name: last_name ?? "", domain: domain ?? "" };
  const asked = readDomain(name.domain);
  if ("refusal" in asked) return asked;
  const query = { ...name, domain: asked.domain, minConfidence: min_confidence ?? 0 };
  return {
    query,
    highestPrice: price.success,
    isDryRun: dry_run === true,
    askPersona: () => personaFor(name, query.minConfidence),
  };
}

/** What is found, as it stands in an answer. */
export const fieldsOf = (finding: FindFinding) =>
  finding.kind === "found" ? `,"data":${JSON.stringify(finding.found)}` : undefined;

/** Answers the address of a person at a company. */
export function findEmail(deps: ApiDeps): Handler {
  return createBillable(deps, { id, read, ask: deps.findEmail, fieldsOf });
}
