import { type ChangesQuery, type ChangeType, checkBody, operations } from "@vouch/contract";
import type { FastifyRequest } from "fastify";
import { changesOfPersonas } from "../../changes/changePersonas.js";
import type { ChangePlace } from "../../changes/changeStore.js";
import type { ChangesFinding, PlacedQuery } from "../../changes/readChanges.js";
import { callerOf } from "../answer.js";
import type { Handler } from "../app.js";
import { createBillable, type Question } from "../billable.js";
import type { ApiDeps } from "../deps.js";
import type { Refusal } from "../errors.js";

const { id, price, query: schema } = operations.getChanges;

const LOST = {
  forgotten: "is older than the changes that are kept: begin with since, or without a cursor",
  unknown: "was not answered here: begin with since, or without a cursor",
} as const;

function placed(query: ChangesQuery, place: ChangePlace): PlacedQuery | { readonly refusal: Refusal } {
  if ("lost" in place) {
    const detail = `cursor ${LOST[place.lost]}.`;
    return { refusal: { word: "invalid_param", param: "cursor", detail } };
  }
  const types = query.type?.split(",") as ChangeType[] | undefined;
  return { types, limit: query.limit, after: place.after };
}

const fieldsOf = ({ fieldsJson }: ChangesFinding) => fieldsJson;

/** Answers a page of what changed. */
export function getChanges(deps: ApiDeps): Handler {
  const readQuestion = async (
    request: FastifyRequest,
  ): Promise<Question<PlacedQuery> | { readonly refusal: Refusal }> => {
    const checked = checkBody(schema, request.query);
    if ("fault" in checked) return { refusal: checked.fault };
    const { cursor, since, limit, dry_run } = checked.body;
    const isTest = callerOf(request).mode === "test";
    const from = { cursor, since: since === undefined ? undefined : new Date(since) };
    const place = isTest ? { after: cursor ?? "0" } : await deps.findChangePlace(from);
    const query = placed(checked.body, place);
    if ("refusal" in query) return query;
    const highestPrice = limit * price.success;
    const askPersona = () =>
      ({ kind: "found", fields: JSON.parse(`{${changesOfPersonas(query).slice(1)}}`) }) as const;
    return { query, highestPrice, isDryRun: dry_run === "true", askPersona };
  };
  return createBillable(deps, { id, read: readQuestion, ask: deps.readChanges, fieldsOf });
}
