import { checkBody, type FeedbackEffect, type GiveFeedbackBody, operations } from "@vouch/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Feedback } from "../../people/feedback.js";
import { callerOf, sendRefusal, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import type { Refusal } from "../errors.js";
import { readSubject } from "../subject.js";

const { body: schema } = operations.giveFeedback;

const UNKNOWN_CALL: Refusal = {
  word: "not_found",
  detail: "None of the account's charged calls has this request_id.",
};
const NOT_ABOUT_ONE: Refusal = {
  word: "invalid_param",
  param: "verdict",
  detail: "The call's answer told of nobody, or of several people: only right can be said of it.",
};

function feedbackOf(body: GiveFeedbackBody): Feedback | { readonly refusal: Refusal } {
  const read = readSubject(body);
  if ("refusal" in read) return read;
  const isAsked = Object.values(read.subject).some((value) => value !== undefined);
  return {
    requestId: body.request_id,
    verdict: body.verdict,
    field: body.field ?? undefined,
    correctValue: body.correct_value || undefined,
    asked: isAsked ? read.subject : undefined,
  };
}

function answer(request: FastifyRequest, reply: FastifyReply, feedback_id: string, effect: FeedbackEffect) {
  const data = { feedback_id, effect };
  const whole = { status: "success", request_id: request.id, credits_used: 0, data };
  return sendSuccess(request, reply, JSON.stringify(whole));
}

/** Keeps what the caller says of an answer. What a test key says is heard by nobody. */
export function giveFeedback(deps: ApiDeps): Handler {
  return async (request, reply) => {
    const checked = checkBody(schema, request.body);
    if ("fault" in checked) return sendRefusal(request, reply, checked.fault);
    const feedback = feedbackOf(checked.body);
    if ("refusal" in feedback) return sendRefusal(request, reply, feedback.refusal);
    const { accountId, mode } = callerOf(request);
    if (mode === "test") return answer(request, reply, "0", "noted");
    const heard = await deps.giveFeedback(accountId, feedback);
    if (heard.kind === "unknown_call") return sendRefusal(request, reply, UNKNOWN_CALL);
    if (heard.kind === "not_about_one") return sendRefusal(request, reply, NOT_ABOUT_ONE);
    return answer(request, reply, heard.feedbackId, heard.effect);
  };
}
