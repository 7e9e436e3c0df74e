import { checkBody, DEFAULT_FOUND, operations, type SearchPeopleBody } from "@vouch/contract";
import { readCursor } from "../../people/searchCursor.js";
import type { SearchFinding, SearchQuery } from "../../people/searching.js";
import { searchPersonas } from "../../people/searchPersonas.js";
import type { Handler } from "../app.js";
import { createBillable, type Question, type TestAnswer } from "../billable.js";
import type { ApiDeps } from "../deps.js";
import type { Refusal } from "../errors.js";
import { invalid, readCriteria } from "../searchCriteria.js";

const { id, price, body: schema } = operations.searchPeople;

/** What a checked body asks for. */
function queryOf(body: SearchPeopleBody): SearchQuery | { readonly refusal: Refusal } {
  const criteria = readCriteria(body);
  if ("refusal" in criteria) return criteria;
  const sort = body.sort ?? "relevance";
  const after = body.cursor ? readCursor(body.cursor, { criteria, sort }) : undefined;
  if (body.cursor && after === undefined)
    return invalid("cursor", "must be a next_cursor that was answered to the same question");
  return {
    criteria,
    sort,
    limit: body.limit ?? DEFAULT_FOUND,
    after,
    facets: [...new Set(body.facets ?? [])],
    explain: body.explain === true,
  };
}

function personasFor(query: SearchQuery): TestAnswer {
  const answer = searchPersonas(query);
  if (answer.kind === "refused") return answer;
  return { kind: "found", fields: JSON.parse(`{${answer.fieldsJson.slice(1)}}`) };
}

function read({
  body: sent,
}: {
  readonly body: unknown;
}): Question<SearchQuery> | { readonly refusal: Refusal } {
  const checked = checkBody(schema, sent);
  if ("fault" in checked) return { refusal: checked.fault };
  const query = queryOf(checked.body);
  if ("refusal" in query) return query;
  return {
    query,
    highestPrice: query.limit * price.success,
    isDryRun: checked.body.dry_run === true,
    askPersona: () => personasFor(query),
  };
}

const fieldsOf = ({ fieldsJson }: SearchFinding) => fieldsJson;

/** Answers a page of people. */
export function searchPeople(deps: ApiDeps): Handler {
  return createBillable(deps, { id, read, ask: deps.search, fieldsOf });
}
