import type { Readable } from "node:stream";
import type { ErrorWord } from "@vouch/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../accounts/caller.js";
import { errorBody, type Refusal, statusOf, statusOfOutcome } from "./errors.js";

/** What is known of a call once its key was accepted. */
export interface Admission {
  readonly caller: Caller;
  /** The headers RateLimit-Policy and RateLimit. */
  readonly policy: string;
  readonly rate: string;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Null until a key was accepted. */
    admission: Admission | null;
    /** Null unless the call was refused. */
    refusedWith: ErrorWord | null;
  }
}

const JSON_TYPE = "application/json; charset=utf-8";

/**
 * For browsers that end up here, and whatever stands between: answers are about people, so nobody keeps them; they are
 * data, so nothing in them is run, framed, or taken for something else.
 */
export const GUARDS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
} as const;

function setHeaders(request: FastifyRequest, reply: FastifyReply, creditsUsed: number): void {
  reply.headers(GUARDS).header("x-request-id", request.id).header("content-type", JSON_TYPE);
  const { admission } = request;
  if (admission === null) return;
  reply
    .header("ratelimit-policy", admission.policy)
    .header("ratelimit", admission.rate)
    .header("x-credits-used", creditsUsed)
    .header("x-credits-remaining", admission.caller.balance);
}

/**
 * Answers a success.
 * @param body JSON text
 */
export function sendSuccess(
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
  creditsUsed = 0,
): FastifyReply {
  setHeaders(request, reply, creditsUsed);
  return reply.send(body);
}

/** Answers a success that comes bit by bit. */
export function sendStream(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  stream: Readable,
): FastifyReply {
  setHeaders(request, reply, 0);
  return reply.header("content-type", type).send(stream);
}

/**
 * Answers what was answered before, byte for byte and under its own name; this time it costs nothing.
 * @param body JSON text
 */
export function sendReplay(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    outcome,
    requestId,
    body,
  }: { readonly outcome: string; readonly requestId: string; readonly body: string },
): FastifyReply {
  setHeaders(request, reply, 0);
  reply.header("x-request-id", requestId).header("idempotent-replayed", "true");
  return reply.code(statusOfOutcome(outcome)).send(body);
}

/** Answers a refusal, with the headers that go with it. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  request.refusedWith = refusal.word;
  setHeaders(request, reply, refusal.creditsUsed ?? 0);
  if (refusal.retryAfterSeconds !== undefined) reply.header("retry-after", refusal.retryAfterSeconds);
  return reply.code(statusOf(refusal)).send(JSON.stringify(errorBody(refusal, request.id)));
}

/** Who asks, in an operation that needs a key. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.admission === null) throw new Error("an operation that needs a key was called without one");
  return request.admission.caller;
}
