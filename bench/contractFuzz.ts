import fc from "fast-check";
import { type Call, callsOf, type Place, places } from "./contractCalls.js";
import { type Answer, faultsOf, parsed } from "./contractChecks.js";
import type { KnownValues } from "./contractValues.js";

/** Calls in flight at a time. */
const ABREAST = 8;
/** Times that all operations have their turn: what answers say in one is asked with in the next. */
const ROUNDS = 10;

/** What calls are made with, and to whom. */
export interface Target {
  readonly send: (call: Call) => Promise<Answer>;
  readonly keys: readonly string[];
  /** Grows by what answers say. */
  readonly values: KnownValues;
}

/** A call whose answer is not as documented. */
export interface Finding {
  readonly operation: string;
  readonly fault: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | undefined;
  readonly status: number;
  readonly answer: string;
}

/** What was called, and what came back. */
export interface Fuzzed {
  readonly calls: number;
  /** For each operation how often each status was answered. */
  readonly statuses: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly findings: readonly Finding[];
}

/**
 * Calls every operation of the contract with what its schemas allow, nearly allow, and do not, and holds each answer
 * against the document.
 * @param calls how many in all, shared evenly by the operations
 * @param seed the same calls for the same seed
 */
export async function fuzz(target: Target, calls: number, seed: number): Promise<Fuzzed> {
  const statuses: Record<string, Record<string, number>> = {};
  const findings: Finding[] = [];
  const share = Math.ceil(calls / places.length / ROUNDS);

  const ask = async (call: Call): Promise<void> => {
    const answer = await target.send(call);
    const { place, ...sent } = call;
    const operation = place.operation.operationId;
    statuses[operation] ??= {};
    const seen = statuses[operation];
    seen[answer.status] = (seen[answer.status] ?? 0) + 1;
    if (answer.status === 200) target.values.learn(parsed(answer.text));
    for (const fault of faultsOf(call, answer))
      findings.push({ operation, fault, ...sent, status: answer.status, answer: answer.text.slice(0, 500) });
  };

  const turn = async (place: Place, round: number) => {
    const asked = callsOf(place, target.keys, target.values);
    const queue = fc.sample(asked, { numRuns: share, seed: seed + round });
    const drain = async () => {
      for (let call = queue.pop(); call !== undefined; call = queue.pop()) await ask(call);
    };
    await Promise.all(Array.from({ length: ABREAST }, drain));
  };
  for (let round = 0; round < ROUNDS; round++) for (const place of places) await turn(place, round);
  return { calls: share * places.length * ROUNDS, statuses, findings };
}
