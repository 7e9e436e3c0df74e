import type { ErrorWord, OperationId } from "@vouch/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { canPay } from "../accounts/canPay.js";
import { planNamed } from "../accounts/plans.js";
import type { Billed, BilledOutcome, Finding, Unbilled } from "../credits/billing.js";
import type { OnceKey } from "../credits/storedAnswers.js";
import { callerOf, sendRefusal, sendSuccess } from "./answer.js";
import { createAnswerOnce, onceKeyOf } from "./answerOnce.js";
import type { Handler } from "./app.js";
import type { ApiDeps } from "./deps.js";
import { errorBody, personaRefusal, type Refusal } from "./errors.js";

/** What a test key is answered: what stands in the answer beside `status`, `request_id` and `credits_used`, or an error. */
export type TestAnswer =
  | { readonly kind: "found"; readonly fields: object }
  | { readonly kind: "refused"; readonly word: ErrorWord };

/** A call that was read and found in order. */
export interface Question<Query> {
  readonly query: Query;
  /** Credits that it may cost at most. */
  readonly highestPrice: number;
  readonly isDryRun: boolean;
  /** Answers it for a test key: from personas, of which nothing is looked up and nothing costs. */
  readonly askPersona: () => TestAnswer;
}

type Read<Query> = Question<Query> | { readonly refusal: Refusal };

/** An operation that costs credits: what is its own, beside what all of them do. */
export interface Billable<Query, Found extends Finding> {
  readonly id: OperationId;
  /** Reads what is asked, or says why it cannot be answered. */
  readonly read: (request: FastifyRequest) => Read<Query> | Promise<Read<Query>>;
  readonly ask: Billed<Query, Found>;
  /** What is found, as it stands in the answer behind `status`, `request_id` and `credits_used`: `,"name":value…`; undefined where nobody was found. */
  readonly fieldsOf: (finding: Found) => string | undefined;
}

const isUnbilled = <Found extends Finding>(outcome: BilledOutcome<Found>): outcome is Unbilled =>
  !("creditsUsed" in outcome);

const successBody = (requestId: string, creditsUsed: number, fields: string) =>
  `{"status":"success","request_id":"${requestId}","credits_used":${creditsUsed}${fields}}`;

function answerDryRun(request: FastifyRequest, reply: FastifyReply, highestPrice: number): void {
  const answer = {
    status: "success",
    request_id: request.id,
    credits_used: 0,
    dry_run: true,
    max_credits: highestPrice,
  };
  sendSuccess(request, reply, JSON.stringify(answer));
}

function answerTest(request: FastifyRequest, reply: FastifyReply, answer: TestAnswer): void {
  if (answer.kind === "refused") sendRefusal(request, reply, personaRefusal(answer.word));
  else {
    const whole = { status: "success", request_id: request.id, credits_used: 0, ...answer.fields };
    sendSuccess(request, reply, JSON.stringify(whole));
  }
}

/** @returns false where the call was answered meanwhile, and nothing is said here */
function answerUnbilled(request: FastifyRequest, reply: FastifyReply, outcome: Unbilled): boolean {
  if (outcome.kind === "answered_before") return false;
  const refusal: Refusal =
    outcome.kind === "overloaded"
      ? { word: "service_unavailable", retryAfterSeconds: outcome.retryAfterSeconds }
      : { word: "insufficient_credits" };
  sendRefusal(request, reply, refusal);
  return true;
}

/** @returns whether the caller can pay; else it was refused */
function payOrRefuse(
  request: FastifyRequest,
  reply: FastifyReply,
  pays: true | Promise<boolean>,
): true | Promise<boolean> {
  if (pays === true) return true;
  return pays.then((enough) => {
    if (!enough) sendRefusal(request, reply, { word: "insufficient_credits" });
    return enough;
  });
}

/** The checks of every call that costs credits, in their order: body, replay, balance, lookup, charge. */
export function createBillable<Query, Found extends Finding>(
  deps: ApiDeps,
  { id, read, ask, fieldsOf }: Billable<Query, Found>,
): Handler {
  const answerOnce = createAnswerOnce(deps);

  const bodyOf = (requestId: string, finding: Found): string => {
    const { creditsUsed } = finding;
    const fields = fieldsOf(finding);
    if (fields === undefined) return JSON.stringify(errorBody({ word: "not_found", creditsUsed }, requestId));
    return successBody(requestId, creditsUsed, fields);
  };

  const answer = (request: FastifyRequest, reply: FastifyReply, finding: Found): void => {
    const { creditsUsed } = finding;
    const fields = fieldsOf(finding);
    if (fields === undefined) sendRefusal(request, reply, { word: "not_found", creditsUsed });
    else sendSuccess(request, reply, successBody(request.id, creditsUsed, fields), creditsUsed);
  };

  const paysFor = (request: FastifyRequest, reply: FastifyReply, price: number) =>
    payOrRefuse(request, reply, canPay(callerOf(request), price, deps.readBalance));

  /** @returns false where the call was answered meanwhile */
  const work = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { query, highestPrice }: Question<Query>,
    key?: OnceKey,
  ): Promise<boolean> => {
    const pays = paysFor(request, reply, highestPrice);
    if (pays !== true && !(await pays)) return true;
    const caller = callerOf(request);
    const once = key && { ...key, render: (finding: Found) => bodyOf(request.id, finding) };
    const { free_repeat_hours: freeRepeatHours } = planNamed(deps.plans, caller.plan);
    const { accountId, restrictions, objects } = caller;
    const terms = { once, freeRepeatHours, restrictions, objects };
    const outcome = await ask(query, accountId, request.id, terms);
    if ("creditsRemaining" in outcome) caller.balance = outcome.creditsRemaining;
    if (isUnbilled(outcome)) return answerUnbilled(request, reply, outcome);
    answer(request, reply, outcome);
    return true;
  };

  return async (request, reply) => {
    const question = await read(request);
    if ("refusal" in question) return sendRefusal(request, reply, question.refusal);
    const key = onceKeyOf(id, request);
    const { highestPrice, isDryRun, askPersona } = question;
    const isTest = callerOf(request).mode === "test";
    if (isDryRun) {
      if (isTest || (await paysFor(request, reply, highestPrice))) answerDryRun(request, reply, highestPrice);
    } else if (isTest) answerTest(request, reply, askPersona());
    else if (key === undefined) await work(request, reply, question);
    else await answerOnce(request, reply, key, () => work(request, reply, question, key));
    return reply;
  };
}
