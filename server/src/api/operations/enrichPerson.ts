import { checkBody, DEFAULT_MIN_CONFIDENCE, type EnrichPersonBody, operations } from "@vouch/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { canPay } from "../../accounts/canPay.js";
import { planNamed } from "../../accounts/plans.js";
import type { OnceKey } from "../../credits/storedAnswers.js";
import type { EnrichFinding, EnrichOutcome, EnrichQuery } from "../../people/enrichment.js";
import { askPersona, type PersonaAnswer } from "../../people/personas.js";
import { callerOf, sendRefusal, sendSuccess } from "../answer.js";
import { createAnswerOnce, onceKeyOf } from "../answerOnce.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { errorBody, personaRefusal, type Refusal } from "../errors.js";
import { type AskedSubject, readSubject } from "../subject.js";

const { id, price, body: schema } = operations.enrichPerson;

/** A call that was checked in full: what it could cost at most. */
async function answerDryRun(
  { readBalance }: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = callerOf(request);
  if (caller.mode === "live" && !(await canPay(caller, price.success, readBalance)))
    return sendRefusal(request, reply, { word: "insufficient_credits" });
  const answer = {
    status: "success",
    request_id: request.id,
    credits_used: 0,
    dry_run: true,
    max_credits: price.success,
  };
  return sendSuccess(request, reply, JSON.stringify(answer));
}

function refusalOfOutcome(
  outcome: Exclude<EnrichOutcome, { readonly kind: "found" | "answered_before" }>,
): Refusal {
  if (outcome.kind === "not_found") return { word: "not_found", creditsUsed: outcome.creditsUsed };
  if (outcome.kind === "insufficient_credits") return { word: "insufficient_credits" };
  return { word: "service_unavailable", retryAfterSeconds: outcome.retryAfterSeconds };
}

function bodyOf(requestId: string, finding: EnrichFinding): string {
  const { creditsUsed } = finding;
  if (finding.kind === "not_found")
    return JSON.stringify(errorBody({ word: "not_found", creditsUsed }, requestId));
  return `{"status":"success","request_id":"${requestId}","credits_used":${creditsUsed},"data":${finding.dataJson}${finding.sectionsJson}}`;
}

/** @returns false where the call was answered meanwhile, and nothing is said here */
function answer(request: FastifyRequest, reply: FastifyReply, outcome: EnrichOutcome): boolean {
  if (outcome.kind !== "overloaded") callerOf(request).balance = outcome.creditsRemaining;
  if (outcome.kind === "answered_before") return false;
  if (outcome.kind === "found") sendSuccess(request, reply, bodyOf(request.id, outcome), outcome.creditsUsed);
  else sendRefusal(request, reply, refusalOfOutcome(outcome));
  return true;
}

/** Answers a test key: nothing is looked up, nothing costs. */
function answerPersona(request: FastifyRequest, reply: FastifyReply, answer: PersonaAnswer): FastifyReply {
  if (answer.kind === "refused") return sendRefusal(request, reply, personaRefusal(answer.word));
  const { profile: data, sections } = answer;
  return sendSuccess(
    request,
    reply,
    JSON.stringify({ status: "success", request_id: request.id, credits_used: 0, data, ...sections }),
  );
}

/** What a checked body asks for. */
function questionOf(
  { min_confidence, required, include }: EnrichPersonBody,
  subject: AskedSubject,
): EnrichQuery {
  return {
    ...subject,
    minConfidence: min_confidence ?? DEFAULT_MIN_CONFIDENCE,
    required: required ?? [],
    include: include ?? [],
  };
}

/** Answers the profile of a person. */
export function enrichPerson(deps: ApiDeps): Handler {
  const answerOnce = createAnswerOnce(deps);

  const ask = async (request: FastifyRequest, reply: FastifyReply, query: EnrichQuery, key?: OnceKey) => {
    const caller = callerOf(request);
    if (!(await canPay(caller, price.success, deps.readBalance))) {
      sendRefusal(request, reply, { word: "insufficient_credits" });
      return true;
    }
    const once = key && { ...key, render: (finding: EnrichFinding) => bodyOf(request.id, finding) };
    const { free_repeat_hours: freeRepeatHours } = planNamed(deps.plans, caller.plan);
    const outcome = await deps.enrich(query, caller.accountId, request.id, { once, freeRepeatHours });
    return answer(request, reply, outcome);
  };

  return async (request, reply) => {
    const checked = checkBody(schema, request.body);
    if ("fault" in checked) return sendRefusal(request, reply, checked.fault);
    const { body } = checked;
    const read = readSubject(body);
    if ("refusal" in read) return sendRefusal(request, reply, read.refusal);
    const key = onceKeyOf(id, request);
    const query = questionOf(body, read.subject);
    const { mode } = callerOf(request);
    if (body.dry_run === true) return answerDryRun(deps, request, reply);
    if (mode === "test") return answerPersona(request, reply, askPersona(body, query));
    if (key === undefined) await ask(request, reply, query);
    else await answerOnce(request, reply, key, () => ask(request, reply, query, key));
    return reply;
  };
}
