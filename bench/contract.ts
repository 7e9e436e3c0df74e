import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { plans } from "@vouch/contract";
import { issueKey, type KeyOrder } from "@vouch/server/dist/accounts/keys.js";
import { linesOf } from "@vouch/server/dist/fusion/servingLines.js";
import { writePeople } from "@vouch/server/dist/fusion/servingTables.js";
import { connect } from "@vouch/server/dist/postgres/database.js";
import type { Sql } from "postgres";
import type { Call } from "./contractCalls.js";
import type { Answer } from "./contractChecks.js";
import { fuzz } from "./contractFuzz.js";
import { fusedPerson, personOf } from "./enrichPeople.js";
import { type BenchReport, bar, progress } from "./harness.js";
import { startServer } from "./vouch.js";

const CALLS = 20_000;
const SEED = 7;
const PEOPLE = 50;

const agent = new Agent({ keepAlive: true });

function sendTo(base: string) {
  return ({ method, url, headers, payload }: Call): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const length = { "content-length": Buffer.byteLength(payload ?? "") };
      const path = { method, agent, path: url, headers: { ...headers, ...length } };
      const sent = request(base, path, (answer) => {
        buffer(answer).then((bytes) => {
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

/** Calls a real server over HTTP with what the contract's schemas allow and do not, and holds each answer against it. */
export default async function contract(): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), "vouch-contract-"));
  const server = await startServer(folder);
  const sql = connect(JSON.parse(readFileSync(join(folder, "postgres.json"), "utf8")).url);
  try {
    await writePeople(sql, linesOf(Array.from({ length: PEOPLE }, (_, index) => fusedPerson(index))));
    const ids = [fusedPerson(0), fusedPerson(1)].map(({ person_id }) => person_id);
    const known = [...Object.values(personOf(0)), ...ids, "certain@personas.example", "engineer"];
    const target = { send: sendTo(server.url), keys: await makeKeys(sql), known };
    const { calls, statuses, findings } = await fuzz(target, CALLS, SEED);
    for (const finding of findings.slice(0, 20)) progress(JSON.stringify(finding).slice(0, 2000));
    const failed = findings.filter(({ status }) => status >= 500);
    const rows = Object.entries(statuses).map(([operation, seen]) => ({
      operation,
      calls: Object.values(seen).reduce((sum, count) => sum + count, 0),
      statuses: Object.entries(seen)
        .map(([status, count]) => `${status}: ${count}`)
        .join(", "),
    }));
    return {
      bench: "contract",
      results: { calls, operations: rows },
      bars: [
        bar("calls", calls, ">=", CALLS),
        bar("answers with a status of 500 or above", failed.length, "<=", 0),
        bar("answers that are not as documented", findings.length, "<=", 0),
      ],
    };
  } finally {
    agent.destroy();
    await sql.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
