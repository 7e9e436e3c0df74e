import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sendRefusal } from "./answer.js";
import type { ApiDeps } from "./deps.js";

/** Calls a minute from one network address, and those that share a number with it. */
const MOST_A_MINUTE = 10;
/** Addresses are counted by such a number, so that what is counted stays little and names nobody. */
const NUMBERS = 4096;

function keyOf(ip: string): string {
  const number = createHash("sha256").update(ip).digest().readUInt32BE(0) % NUMBERS;
  return createHash("sha256").update(`network ${number}`).digest("hex");
}

/**
 * Refuses calls of operations without a key where too many come from one network address.
 * @returns whether the call was refused, and answered
 */
export async function refuseFlood(
  { rateLimiter }: Pick<ApiDeps, "rateLimiter">,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const { allowed, resetSeconds } = await rateLimiter.take(keyOf(request.ip), MOST_A_MINUTE);
  if (!allowed) sendRefusal(request, reply, { word: "rate_limit_exceeded", retryAfterSeconds: resetSeconds });
  return !allowed;
}
