import { createHash, randomUUID } from "node:crypto";
import { ApiError } from "@vouch/sdk";
import type { Budget } from "./budget.js";

/** What a tool answers: an answer of the API, or an error that the model can act on. */
export interface ToolAnswer {
  readonly [key: string]: unknown;
  readonly content: { readonly type: "text"; readonly text: string }[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly isError?: boolean;
}

interface Charged {
  readonly credits_used: number;
}

const refused = (text: string): ToolAnswer => ({ content: [{ type: "text", text }], isError: true });

function answered(answer: object): ToolAnswer {
  return { content: [{ type: "text", text: JSON.stringify(answer) }], structuredContent: { ...answer } };
}

/** Turns what the API or the cap refuses into an answer. */
function failed(failure: unknown): ToolAnswer {
  if (failure instanceof ApiError) return refused(`${failure.word}: ${failure.message}`);
  return refused(failure instanceof Error ? failure.message : String(failure));
}

/** A call to the API. */
export interface Lookup {
  readonly tool: string;
  /** Credits. */
  readonly highestPrice: number;
  /** What the model asks. */
  readonly question: object;
  /** The model's name for it. */
  readonly name: string | undefined;
  readonly ask: (idempotencyKey: string) => Promise<object & Charged>;
}

/**
 * Makes the way of all tools: within the budget, each logical lookup once.
 * @returns a verb that never throws
 */
export function createLookups(budget: Budget): (lookup: Lookup) => Promise<ToolAnswer> {
  const conversation = randomUUID();
  const keyOf = ({ tool, question, name }: Lookup) =>
    name === undefined
      ? createHash("sha256")
          .update(JSON.stringify([conversation, tool, question]))
          .digest("hex")
      : `mcp:${tool}:${createHash("sha256").update(name).digest("hex")}`;

  /** What a lookup was counted with: asked again, it is answered as before and costs no more than that. */
  const counted = new Map<string, number>();
  const countedOf = (key: string) => counted.get(key) ?? 0;

  /** Makes a call. Where nobody knows whether it was charged, the cap counts what it may have cost. */
  const make = async ({ ask, highestPrice }: Lookup, key: string) => {
    const { cost, result } = await ask(key).then(
      (found) => ({ cost: found.credits_used, result: answered(found) }),
      (failure: unknown) => ({
        cost: failure instanceof ApiError ? failure.creditsUsed : highestPrice,
        result: failed(failure),
      }),
    );
    const more = Math.max(0, cost - countedOf(key));
    counted.set(key, countedOf(key) + more);
    return { cost: more, result };
  };

  return async (lookup) => {
    try {
      const key = keyOf(lookup);
      const highest = Math.max(0, lookup.highestPrice - countedOf(key));
      return await budget.spend(highest, () => make(lookup, key));
    } catch (failure) {
      return failed(failure);
    }
  };
}
