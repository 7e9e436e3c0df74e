import type { OperationId } from "@vouch/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { keyIdOf } from "../accounts/apiKey.js";
import type { AnsweredCall, Observe } from "../observe.js";

declare module "fastify" {
  interface FastifyContextConfig {
    readonly operation?: OperationId;
  }
}

function answeredCall(request: FastifyRequest, reply: FastifyReply): AnsweredCall {
  const { admission, headers } = request;
  const caller = admission?.caller;
  const traceparent = headers["traceparent"];
  return {
    requestId: request.id,
    operation: request.routeOptions.config.operation ?? null,
    status: reply.statusCode,
    word: request.refusedWith,
    milliseconds: reply.elapsedTime,
    creditsUsed: Number(reply.getHeader("x-credits-used") ?? 0),
    caller: caller === undefined ? null : { accountId: caller.accountId, keyId: keyIdOf(caller.keyHash) },
    traceparent: typeof traceparent === "string" ? traceparent : undefined,
  };
}

/** Lets observers hear of every call. Where there are none, it costs nothing. */
export function observeCalls(app: FastifyInstance, observers: readonly Observe[]): void {
  if (observers.length === 0) return;
  app.addHook("onResponse", (request, reply, done) => {
    const call = answeredCall(request, reply);
    for (const observe of observers) observe(call);
    done();
  });
}
