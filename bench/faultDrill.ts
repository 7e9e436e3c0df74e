import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@vouch/server/dist/postgres/database.js";
import type { Sql } from "postgres";
import { seedPeople } from "./enrichPeople.js";
import { audit, NONE, together, type Violations } from "./faultBooks.js";
import { type Answer, ask, type Call, KNOWN_PEOPLE, newCall } from "./faultCalls.js";
import { FAULT_POINTS, type Scene } from "./faultPoints.js";
import { databaseUrlOf } from "./served.js";
import { type ServerProcess, startServer, vouch } from "./vouch.js";

/** What became of all the kills. */
export interface DrillResult extends Violations {
  readonly kills: number;
  readonly calls: number;
  /** Calls that were answered while things were being killed. */
  readonly answered: number;
  /** Answers that a repeated call with the same Idempotency-Key did not give again, byte for byte. */
  readonly changed: number;
  /** Longest time in seconds from a kill until calls were answered again. */
  readonly reopened_within: number;
  readonly by_point: Readonly<Record<string, number>>;
}

const CREDITS = 100_000_000;
/** Calls under way at any time, half of them with an Idempotency-Key. */
const CALLERS = 8;
const RETRY_MS = 20;

/** Accounts with a key each: calls with and without an Idempotency-Key are kept apart, so that each must balance. */
const ACCOUNTS = [
  { account: "keyed", isKeyed: true },
  { account: "plain", isKeyed: false },
] as const;

interface Caller {
  readonly account: string;
  readonly isKeyed: boolean;
  readonly apiKey: string;
  readonly calls: Call[];
}

async function openAccounts(dataDir: string): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const { account, isKeyed } of ACCOUNTS) {
    const order = ["--account", account, "--plan", "unlimited", "--credits", String(CREDITS)];
    const { key } = await vouch<{ key: string }>(["keys", "create", ...order, "--data", dataDir, "--json"]);
    callers.push({ account, isKeyed, apiKey: key, calls: [] });
  }
  return callers;
}

/** A data folder, the server over it, and those who call it. */
class Drill {
  readonly #dataDir = mkdtempSync(join(tmpdir(), "vouch-drill-"));
  #server: ServerProcess | undefined;
  #sql: Sql | undefined;
  #callers: readonly Caller[] = [];
  #answered = 0;
  #changed = 0;
  #slowest = 0;

  async begin(): Promise<void> {
    await this.#start();
    await seedPeople(this.#open().sql, KNOWN_PEOPLE);
    this.#callers = await openAccounts(this.#dataDir);
  }

  /** Kills something at a point while calls come, waits until calls are answered, and repeats those that were not. */
  async kill(point: string): Promise<void> {
    const fault = FAULT_POINTS[point];
    if (fault === undefined) throw new Error(`there is no point "${point}"`);
    const ended = new AbortController();
    let begin = () => {};
    const underWay = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const load = this.#load(ended.signal, begin);
    const killed = await fault({ ...this.#open(), underWay });
    const begun = performance.now();
    ended.abort();
    await load;
    if (killed === "api") await this.#start();
    await this.#untilAnswered();
    this.#slowest = Math.max(this.#slowest, (performance.now() - begun) / 1000);
    await this.#reconnect();
    await this.#repeat();
  }

  async result(kills: readonly string[]): Promise<DrillResult> {
    let violations = NONE;
    for (const { account, isKeyed, calls } of this.#callers) {
      violations = together(violations, await audit(this.#open().sql, account, calls, isKeyed));
    }
    const by_point: Record<string, number> = {};
    for (const point of kills) by_point[point] = (by_point[point] ?? 0) + 1;
    return {
      kills: kills.length,
      calls: this.#callers.reduce((sum, { calls }) => sum + calls.length, 0),
      answered: this.#answered,
      changed: this.#changed,
      reopened_within: Math.round(this.#slowest * 100) / 100,
      by_point,
      ...violations,
    };
  }

  async close(): Promise<void> {
    await this.#sql?.end({ timeout: 1 });
    await this.#server?.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  #open(): Omit<Scene, "underWay"> {
    if (this.#server === undefined || this.#sql === undefined) throw new Error("the drill is not open");
    const { exitCode } = this.#server.child;
    if (exitCode !== null) throw new Error(`the API ended by itself, with exit code ${exitCode}`);
    return { dataDir: this.#dataDir, server: this.#server, sql: this.#sql };
  }

  async #start(): Promise<void> {
    this.#server = await startServer(this.#dataDir);
    await this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    await this.#sql?.end({ timeout: 1 });
    this.#sql = connect(databaseUrlOf(this.#dataDir), 3);
  }

  /** Calls one after the other from each caller, until the signal; what nobody answers ends a caller's turn. */
  async #load(signal: AbortSignal, onAnswer: () => void): Promise<void> {
    const { url } = this.#open().server;
    const call = async ({ isKeyed, apiKey, calls }: Caller) => {
      while (!signal.aborted) {
        const made = newCall(isKeyed);
        calls.push(made);
        made.answer = await ask(url, apiKey, made);
        if (made.answer === undefined) await sleep(RETRY_MS);
        else {
          this.#answered += 1;
          onAnswer();
        }
      }
    };
    const callers = this.#callers.flatMap((caller) => Array(CALLERS / ACCOUNTS.length).fill(caller));
    await Promise.all(callers.map(call));
  }

  async #untilAnswered(): Promise<void> {
    const plain = this.#callers.find(({ isKeyed }) => !isKeyed);
    if (plain === undefined) throw new Error("nobody calls");
    let call: Call;
    do {
      call = newCall(false);
      plain.calls.push(call);
      call.answer = await ask(this.#open().server.url, plain.apiKey, call);
      if (call.answer === undefined) await sleep(RETRY_MS);
    } while (call.answer === undefined);
  }

  async #askUntilAnswered(apiKey: string, call: Call): Promise<Answer> {
    for (;;) {
      const answer = await ask(this.#open().server.url, apiKey, call);
      if (answer !== undefined) return answer;
      await sleep(RETRY_MS);
    }
  }

  /** Makes the calls with an Idempotency-Key again: who has an answer must get the same, who has none gets one. */
  async #repeat(): Promise<void> {
    for (const { isKeyed, apiKey, calls } of this.#callers) {
      if (!isKeyed) continue;
      for (const call of calls.slice(-4 * CALLERS)) {
        const again = await this.#askUntilAnswered(apiKey, call);
        if (call.answer !== undefined && call.answer.body !== again.body) this.#changed += 1;
        call.answer ??= again;
      }
    }
  }
}

/**
 * Kills processes of a server that is being called, one after the other at each of the points, and holds the books to
 * what callers were told.
 * @param onKill told after each kill
 */
export async function drill(
  kills: number,
  onKill: (done: number, point: string) => void = () => {},
): Promise<DrillResult> {
  const points = Object.keys(FAULT_POINTS);
  const plan = Array.from({ length: kills }, (_, at) => points[at % points.length] ?? "");
  const running = new Drill();
  try {
    await running.begin();
    for (const [at, point] of plan.entries()) {
      await running.kill(point);
      onKill(at + 1, point);
    }
    return await running.result(plan);
  } finally {
    await running.close();
  }
}
