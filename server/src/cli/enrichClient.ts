import { setTimeout as sleep } from "node:timers/promises";
import { ONCE_HEADER, type ProfileField } from "@vouch/contract";
import { VouchError } from "../errors.js";

/** What is known of the person asked for. */
export interface EnrichQuery {
  readonly email?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly domain?: string;
}

/** Whether a question says enough to be asked: an address, or a whole name and the employer's domain. */
export function saysEnough({ email, first_name, last_name, domain }: EnrichQuery): boolean {
  if (email !== undefined && email !== "") return true;
  return [first_name, last_name, domain].every((value) => value !== undefined && value !== "");
}

/** What came of a question: `status` is `success` or the error's stable word. */
export interface EnrichOutcome {
  readonly status: string;
  readonly credits: number;
  readonly profile?: Readonly<Record<ProfileField, string | number | null>>;
}

interface Answer {
  readonly message?: string;
  readonly detail?: string;
  readonly credits_used?: number;
  readonly retry_after?: number;
  readonly data?: EnrichOutcome["profile"];
}

/** Words on which no other row could fare better: the run ends, and goes on when it is started again. */
const STOPPING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    invalid_api_key: "Give a valid key with --key, or make one: vouch keys create --account NAME",
    insufficient_credits:
      "Grant the account more credits, then run the same command again: it goes on where it stopped.",
  }),
);

const ATTEMPTS = 6;
const LONGEST_WAIT_SECONDS = 60;

/** Asks a running server about people, one call each. All calls wait together when the server says it is too much. */
export class EnrichClient {
  readonly #url: string;
  readonly #key: string;
  #quietUntil = 0;

  /**
   * @param url where the server answers, e.g. http://127.0.0.1:8080
   * @param key an API key
   */
  constructor(url: string, key: string) {
    this.#url = url.replace(/\/+$/, "");
    this.#key = key;
  }

  /** @throws VouchError `no_server` where nothing answers at all */
  async assertRunning(): Promise<void> {
    const answer = await fetch(`${this.#url}/healthz`).catch(() => undefined);
    if (answer !== undefined) return;
    throw new VouchError(
      "no_server",
      `No Vouch server answers at ${this.#url}.`,
      "Start one with `vouch start` in another window, or give its address with --url.",
    );
  }

  /**
   * Asks about one person; waits and asks again where the server is busy or does not answer.
   * @param callName the same for the same call, which is paid once then, however often it is made; up to 255 characters
   * @throws VouchError `server_unreachable`, or the word of an answer after which no other call can succeed
   */
  async enrich(query: EnrichQuery, callName: string): Promise<EnrichOutcome> {
    let trouble = "";
    for (let attempt = 0; attempt < ATTEMPTS; ) {
      await this.#untilQuiet();
      const response = await this.#post(query, callName);
      const answer = response === undefined ? undefined : await readAnswer(response);
      if (response?.status !== 429) attempt++;
      if (response !== undefined && answer !== undefined && !isPassing(response.status))
        return outcomeOf(answer);
      trouble = answer?.detail ?? "it does not answer";
      this.#wait(waitSeconds(response, answer, attempt));
    }
    throw new VouchError(
      "server_unreachable",
      `The server at ${this.#url} could not answer: ${trouble}`,
      "Start it with `vouch start`, or give another address with --url; then run the same command again.",
    );
  }

  async #post(query: EnrichQuery, callName: string): Promise<Response | undefined> {
    try {
      return await fetch(`${this.#url}/api/v1/people/enrich`, {
        method: "POST",
        headers: { "X-API-Key": this.#key, "Content-Type": "application/json", [ONCE_HEADER]: callName },
        body: JSON.stringify(query),
      });
    } catch {
      return undefined;
    }
  }

  #wait(seconds: number): void {
    this.#quietUntil = Math.max(this.#quietUntil, Date.now() + seconds * 1000);
  }

  async #untilQuiet(): Promise<void> {
    while (Date.now() < this.#quietUntil) await sleep(this.#quietUntil - Date.now());
  }
}

/** Whether the same call may succeed a little later: the server is busy, or with the call of this very name. */
function isPassing(status: number): boolean {
  return status === 409 || status === 429 || status >= 500;
}

function waitSeconds(response: Response | undefined, answer: Answer | undefined, attempt: number): number {
  const asked = answer?.retry_after ?? Number(response?.headers.get("retry-after") ?? Number.NaN);
  const seconds = Number.isFinite(asked) ? asked : 0.25 * 2 ** attempt;
  return Math.min(seconds, LONGEST_WAIT_SECONDS);
}

async function readAnswer(response: Response): Promise<Answer | undefined> {
  try {
    return (await response.json()) as Answer;
  } catch {
    return undefined;
  }
}

function outcomeOf({ message, detail, credits_used: credits = 0, data }: Answer): EnrichOutcome {
  if (data !== undefined) return { status: "success", credits, profile: data };
  const status = message ?? "internal_error";
  const hint = STOPPING.get(status);
  if (hint !== undefined) throw new VouchError(status, detail ?? status, hint);
  return { status, credits };
}
