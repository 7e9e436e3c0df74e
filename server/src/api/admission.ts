import type { ErrorWord, Scope } from "@vouch/contract";
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";
import type { Caller } from "../accounts/caller.js";
import { planNamed } from "../accounts/plans.js";
import { type Verdict, WINDOW_SECONDS } from "../limits/slidingWindow.js";
import { sendRefusal } from "./answer.js";
import type { ApiDeps } from "./deps.js";

/** The largest integer that a structured header can hold: what "no limit" looks like there. */
const NO_LIMIT = 999_999_999_999_999;
const NO_LIMIT_RATE = `"default";r=${NO_LIMIT};t=1`;

const policyOf = (limit: number) => `"default";q=${limit};w=${WINDOW_SECONDS}`;

/** A call on its way in. */
interface Arrival {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly next: HookHandlerDoneFunction;
}

/** Why a key that works may not be used so. */
function forbids(
  { scopes, allowsAddress }: Caller,
  scope: Scope,
  request: FastifyRequest,
): ErrorWord | undefined {
  if (scopes !== null && !scopes.includes(scope)) return "insufficient_scope";
  return allowsAddress !== null && !allowsAddress(request.ip) ? "address_not_allowed" : undefined;
}

/**
 * The first two checks of a call, before its body is read: key, then rate.
 * @param scope what the key must be good for
 * @param isUnrated calls do not count against the plan's rate
 * @returns a hook that lets the call go on or refuses it
 */
export function admit(deps: ApiDeps, scope: Scope, isUnrated = false) {
  const settleRate = (
    caller: Caller,
    limit: number,
    { allowed, remaining, resetSeconds }: Verdict,
    { request, reply, next }: Arrival,
  ): void => {
    const rate = `"default";r=${remaining};t=${resetSeconds}`;
    request.admission = { caller, policy: policyOf(limit), rate };
    if (allowed) next();
    else sendRefusal(request, reply, { word: "rate_limit_exceeded", retryAfterSeconds: resetSeconds });
  };
  const takeRate = (caller: Caller, arrival: Arrival): void => {
    const limit = isUnrated ? null : planNamed(deps.plans, caller.plan).requests_per_minute;
    if (limit === null) {
      arrival.request.admission = { caller, policy: policyOf(NO_LIMIT), rate: NO_LIMIT_RATE };
      arrival.next();
      return;
    }
    const verdict = deps.rateLimiter.take(caller.keyHash, limit);
    if (verdict instanceof Promise)
      verdict.then((late) => settleRate(caller, limit, late, arrival), arrival.next);
    else settleRate(caller, limit, verdict, arrival);
  };
  return (request: FastifyRequest, reply: FastifyReply, next: HookHandlerDoneFunction): void => {
    const decide = (caller: Caller | undefined): void => {
      if (caller === undefined) {
        sendRefusal(request, reply, { word: "invalid_api_key" });
        return;
      }
      const word = forbids(caller, scope, request);
      if (word !== undefined) sendRefusal(request, reply, { word });
      else takeRate(caller, { request, reply, next });
    };
    const key = request.headers["x-api-key"];
    const found = typeof key === "string" ? deps.authenticate(key) : undefined;
    if (found instanceof Promise) found.then(decide, next);
    else decide(found);
  };
}
