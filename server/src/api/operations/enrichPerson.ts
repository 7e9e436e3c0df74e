import { checkBody, DEFAULT_MIN_CONFIDENCE, type EnrichPersonBody, operations } from "@vouch/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { EnrichOutcome, EnrichQuery } from "../../people/enrichment.js";
import { callerOf, sendRefusal, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { refuseSubject } from "../subject.js";

const { price, body: schema } = operations.enrichPerson;

function queryOf(body: EnrichPersonBody): EnrichQuery {
  return {
    email: body.email || undefined,
    first_name: body.first_name || undefined,
    last_name: body.last_name || undefined,
    domain: body.domain || undefined,
    minConfidence: body.min_confidence ?? DEFAULT_MIN_CONFIDENCE,
    required: body.required ?? [],
  };
}

/** A call that was checked in full: what it could cost at most, if the balance can pay it. */
async function answerDryRun(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = callerOf(request);
  caller.balance = await deps.readBalance(caller.accountId);
  if (caller.balance < price.success) return sendRefusal(request, reply, { word: "insufficient_credits" });
  const answer = {
    status: "success",
    request_id: request.id,
    credits_used: 0,
    dry_run: true,
    max_credits: price.success,
  };
  return sendSuccess(request, reply, JSON.stringify(answer));
}

function answer(request: FastifyRequest, reply: FastifyReply, outcome: EnrichOutcome): FastifyReply {
  if (outcome.kind === "overloaded") {
    return sendRefusal(request, reply, {
      word: "service_unavailable",
      retryAfterSeconds: outcome.retryAfterSeconds,
    });
  }
  callerOf(request).balance = outcome.creditsRemaining;
  if (outcome.kind === "insufficient_credits")
    return sendRefusal(request, reply, { word: "insufficient_credits" });
  const { creditsUsed } = outcome;
  if (outcome.kind === "not_found") return sendRefusal(request, reply, { word: "not_found", creditsUsed });
  const head = `{"status":"success","request_id":"${request.id}","credits_used":${creditsUsed},"data":`;
  return sendSuccess(request, reply, `${head}${outcome.dataJson}}`, creditsUsed);
}

/** Answers the profile of a person. */
export function enrichPerson(deps: ApiDeps): Handler {
  return async (request, reply) => {
    const checked = checkBody(schema, request.body);
    if ("fault" in checked) return sendRefusal(request, reply, checked.fault);
    const query = queryOf(checked.body);
    const doubt = refuseSubject(query);
    if (doubt !== undefined) return sendRefusal(request, reply, doubt);
    if (checked.body.dry_run === true) return answerDryRun(deps, request, reply);
    const outcome = await deps.enrich(query, callerOf(request).accountId, request.id);
    return answer(request, reply, outcome);
  };
}
