import { checkBody, operations } from "@vouch/contract";
import type { PersonFinding } from "../../people/personById.js";
import { personaOfId } from "../../people/searchPersonas.js";
import type { Handler } from "../app.js";
import { createBillable, type Question, type TestAnswer } from "../billable.js";
import type { ApiDeps } from "../deps.js";
import type { Refusal } from "../errors.js";

const { id, price, params: schema } = operations.getPerson;

function personaFor(personId: string): TestAnswer {
  const data = personaOfId(personId);
  if (typeof data === "string") return { kind: "refused", word: data };
  return data === null ? { kind: "refused", word: "not_found" } : { kind: "found", fields: { data } };
}

function read({ params }: { readonly params: unknown }): Question<string> | { readonly refusal: Refusal } {
  const checked = checkBody(schema, params);
  if ("fault" in checked) return { refusal: checked.fault };
  const { person_id } = checked.body;
  return {
    query: person_id,
    highestPrice: price.success,
    isDryRun: false,
    askPersona: () => personaFor(person_id),
  };
}

const fieldsOf = ({ dataJson }: PersonFinding) => (dataJson === null ? undefined : `,"data":${dataJson}`);

/** Answers the person of an id. */
export function getPerson(deps: ApiDeps): Handler {
  return createBillable(deps, { id, read, ask: deps.fetchPerson, fieldsOf });
}
