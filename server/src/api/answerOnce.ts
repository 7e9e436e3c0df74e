import { createHash } from "node:crypto";
import { LONGEST_ONCE_KEY, ONCE_HEADER, type OperationId } from "@vouch/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { OnceKey, StoredAnswer } from "../credits/storedAnswers.js";
import { callerOf, sendRefusal, sendReplay } from "./answer.js";
import type { ApiDeps } from "./deps.js";
import { RefusedError } from "./errors.js";

/** Milliseconds that a call waits at most for another with its key. */
const PATIENCE_MS = 5000;

/**
 * Answers a call. @returns whether it did; else it turned out that the call was answered meanwhile. No reply goes
 * through a promise: the framework's settles only when its client has read it all.
 */
type Work = () => Promise<boolean>;

/** Answers a call that is to be answered once: as it was answered before, or by working. */
export type AnswerOnce = (
  request: FastifyRequest,
  reply: FastifyReply,
  once: OnceKey,
  work: Work,
) => Promise<void>;

interface Running {
  readonly fingerprint: string;
  readonly ended: Promise<void>;
}

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

/**
 * Reads an Idempotency-Key. @returns its SHA-256, hex; undefined where there is none
 * @throws RefusedError invalid_param, where it is empty or too long
 */
export function keyHashOf(request: FastifyRequest): string | undefined {
  const key = request.headers[ONCE_HEADER.toLowerCase()];
  if (key === undefined) return undefined;
  if (typeof key !== "string" || key === "" || key.length > LONGEST_ONCE_KEY) {
    const detail = `${ONCE_HEADER} must have 1 to ${LONGEST_ONCE_KEY} characters.`;
    throw new RefusedError({ word: "invalid_param", param: ONCE_HEADER, detail });
  }
  return hashOf(key);
}

/** Names what is asked: SHA-256, hex. */
export function fingerprintOf(operation: OperationId, request: FastifyRequest): string {
  const { method, params, query, body } = request;
  const inUrl = Object.keys(query ?? {}).length === 0 ? params : [params, query];
  return hashOf(`${operation}\n${JSON.stringify(method === "GET" ? inUrl : body)}`);
}

/**
 * Reads what names a call, from its Idempotency-Key.
 * @returns undefined where it has none
 * @throws RefusedError as `keyHashOf` does
 */
export function onceKeyOf(operation: OperationId, request: FastifyRequest): OnceKey | undefined {
  const keyHash = keyHashOf(request);
  return keyHash === undefined ? undefined : { keyHash, fingerprint: fingerprintOf(operation, request) };
}

function replay(
  request: FastifyRequest,
  reply: FastifyReply,
  { fingerprint, outcome, answer, requestId }: StoredAnswer,
  once: OnceKey,
): void {
  if (answer === null) sendRefusal(request, reply, { word: "answer_erased" });
  else if (fingerprint !== once.fingerprint) sendRefusal(request, reply, { word: "idempotency_mismatch" });
  else sendReplay(request, reply, { outcome, requestId, body: answer });
}

async function endsWithin({ ended }: Running, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([ended.then(() => true), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Makes the verb that answers calls with an Idempotency-Key. What was answered is in the store, and only the store
 * decides, when it is charged; so nodes need not know of each other, and nothing is left behind by one that dies. What
 * runs here is known to save the work: a call waits for the one with its key.
 * @param patience milliseconds that it waits at most
 */
export function createAnswerOnce({ recall }: Pick<ApiDeps, "recall">, patience = PATIENCE_MS): AnswerOnce {
  const inFlight = new Map<string, Running>();

  const run = async (name: string, fingerprint: string, work: Work): Promise<boolean> => {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    inFlight.set(name, { fingerprint, ended });
    try {
      return await work();
    } finally {
      inFlight.delete(name);
      end();
    }
  };

  const attempt: (...call: Parameters<AnswerOnce>) => Promise<boolean> = async (
    request,
    reply,
    once,
    work,
  ) => {
    const { keyHash, fingerprint } = once;
    const { accountId } = callerOf(request);
    const stored = await recall({ accountId, keyHash });
    const name = `${accountId} ${keyHash}`;
    const running = inFlight.get(name);
    if (stored !== undefined) replay(request, reply, stored, once);
    else if (running === undefined) return await run(name, fingerprint, work);
    else if (running.fingerprint !== fingerprint)
      sendRefusal(request, reply, { word: "idempotency_mismatch" });
    else if (await endsWithin(running, patience)) return false;
    else sendRefusal(request, reply, { word: "idempotency_in_flight" });
    return true;
  };

  return async (...call) => {
    while (!(await attempt(...call)));
  };
}
