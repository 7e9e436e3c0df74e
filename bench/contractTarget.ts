import { Agent, type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { plans } from "@vouch/contract";
import { issueKey, type KeyOrder } from "@vouch/server/dist/accounts/keys.js";
import { linesOf } from "@vouch/server/dist/fusion/servingLines.js";
import { writePeople } from "@vouch/server/dist/fusion/servingTables.js";
import type { Sql } from "postgres";
import type { Call } from "./contractCalls.js";
import type { Answer } from "./contractChecks.js";
import type { Target } from "./contractFuzz.js";
import { KnownValues } from "./contractValues.js";
import { personOf } from "./enrichPeople.js";
import { searchedPerson } from "./searchPeople.js";

const PEOPLE = 50;

/** What a server that is called so has in its environment: callers are where they say they are. */
export const TRUSTING = { VOUCH_TRUSTED_PROXIES: "127.0.0.1" };

/** The first of events that may never end: it stands for them. */
function firstOf(answer: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    answer.once("data", (bytes: Buffer) => {
      resolve(bytes);
      answer.destroy();
    });
    answer.once("close", () => resolve(Buffer.alloc(0)));
  });
}

const isStream = ({ headers }: IncomingMessage) =>
  headers["content-type"]?.startsWith("text/event-stream") === true;

function sendTo(base: string, agent: Agent) {
  return ({ method, url, headers, payload }: Call): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const length = { "content-length": Buffer.byteLength(payload ?? "") };
      const path = { method, agent, path: url, headers: { ...headers, ...length } };
      const sent = request(base, path, (answer) => {
        (isStream(answer) ? firstOf(answer) : buffer(answer)).then((bytes) => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: bytes.toString() });
        }, reject);
      });
      sent.on("error", reject);
      sent.end(payload);
    });
}

/** Keys that pay, that cannot, that may not, and one that is none. */
async function makeKeys(sql: Sql): Promise<string[]> {
  const orders: readonly Partial<KeyOrder>[] = [
    { credits: 10_000_000 },
    { credits: 10_000_000 },
    { mode: "test" },
    { credits: 3 },
    { scopes: ["enrich"] },
    { plan: "free", credits: 100 },
  ];
  const keys = orders.map(async (order, index) => {
    const whole = { account: `fuzzer ${index}`, plan: "unlimited", ...order };
    return (await issueKey(sql, whole, plans, "req_contract")).key;
  });
  return [...(await Promise.all(keys)), "vouch_live_nonsense"];
}

/** Some of the people who are published, as they may be asked for. */
function askedPeople() {
  return [0, 1, 2, 3, 4].map((index) => {
    const { person_id, profile } = searchedPerson(index);
    const { title, location, company_name } = profile;
    const asked = { ...personOf(index), person_id, title, location, company: company_name, keywords: title };
    return Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, value ?? ""]));
  });
}

/**
 * Fills a server's database with people and accounts, and makes of it what can be fuzzed.
 * @param url where the server answers, started with `TRUSTING`
 */
export async function makeTarget(url: string, sql: Sql): Promise<Target & { close(): void }> {
  await writePeople(sql, linesOf(Array.from({ length: PEOPLE }, (_, index) => searchedPerson(index))));
  const agent = new Agent({ keepAlive: true });
  const values = new KnownValues(askedPeople());
  values.learn({ email: "certain@personas.example" });
  return { send: sendTo(url, agent), keys: await makeKeys(sql), values, close: () => agent.destroy() };
}
