import { randomUUID } from "node:crypto";
import { operations } from "@vouch/contract";
import { personOf } from "./enrichPeople.js";

/** An answer that a caller has in hand. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
}

/** One call: who asked for whom, under which Idempotency-Key, and what was answered, if anything. */
export interface Call {
  readonly idempotencyKey: string | undefined;
  readonly email: string;
  answer: Answer | undefined;
}

/** How many people are asked for; some more, who are not there, are asked for too. */
export const KNOWN_PEOPLE = 40;
const ASKED_PEOPLE = 50;
const ANSWER_MS = 20_000;

let calls = 0;

/** A call that nobody made yet. @param isKeyed whether it carries an Idempotency-Key */
export function newCall(isKeyed: boolean): Call {
  const { email } = personOf(calls++ % ASKED_PEOPLE);
  return { idempotencyKey: isKeyed ? randomUUID() : undefined, email, answer: undefined };
}

/** Makes a call. Nothing where the connection was lost or the service says that it cannot answer now. */
export async function ask(url: string, apiKey: string, call: Call): Promise<Answer | undefined> {
  try {
    const response = await fetch(url + operations.enrichPerson.path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-api-key": apiKey,
        ...(call.idempotencyKey === undefined ? {} : { "idempotency-key": call.idempotencyKey }),
      },
      body: JSON.stringify({ email: call.email }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const body = await response.text();
    if (response.status !== 200 && response.status !== 404) return undefined;
    return { status: response.status, body, requestId: JSON.parse(body).request_id };
  } catch {
    return undefined;
  }
}
