import { checkBody, DEFAULT_MIN_CONFIDENCE, operations } from "@vouch/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { canPay } from "../../accounts/canPay.js";
import type { EnrichOutcome } from "../../people/enrichment.js";
import { askPersona, type PersonaAnswer } from "../../people/personas.js";
import { callerOf, sendRefusal, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { personaRefusal } from "../errors.js";
import { readSubject } from "../subject.js";

const { price, body: schema } = operations.enrichPerson;

/** A call that was checked in full: what it could cost at most. */
function answerDryRun(request: FastifyRequest, reply: FastifyReply): FastifyReply {
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

/** Answers a test key: nothing is looked up, nothing costs. */
function answerPersona(request: FastifyRequest, reply: FastifyReply, answer: PersonaAnswer): FastifyReply {
  if (answer.kind === "refused") return sendRefusal(request, reply, personaRefusal(answer.word));
  const { profile: data } = answer;
  return sendSuccess(
    request,
    reply,
    JSON.stringify({ status: "success", request_id: request.id, credits_used: 0, data }),
  );
}

/** Answers the profile of a person. */
export function enrichPerson(deps: ApiDeps): Handler {
  return async (request, reply) => {
    const checked = checkBody(schema, request.body);
    if ("fault" in checked) return sendRefusal(request, reply, checked.fault);
    const { min_confidence, required, dry_run } = checked.body;
    const read = readSubject(checked.body);
    if ("refusal" in read) return sendRefusal(request, reply, read.refusal);
    const caller = callerOf(request);
    if (caller.mode === "live" && !(await canPay(caller, price.success, deps.readBalance)))
      return sendRefusal(request, reply, { word: "insufficient_credits" });
    if (dry_run === true) return answerDryRun(request, reply);
    const wanted = { minConfidence: min_confidence ?? DEFAULT_MIN_CONFIDENCE, required: required ?? [] };
    if (caller.mode === "test") return answerPersona(request, reply, askPersona(checked.body, wanted));
    const outcome = await deps.enrich({ ...read.subject, ...wanted }, caller.accountId, request.id);
    return answer(request, reply, outcome);
  };
}
