import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plans } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { startTestJobs, type TestJobs } from "../../test/jobs.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { hashApiKey } from "../accounts/apiKey.js";
import { readCaller } from "../accounts/caller.js";
import { matchWatches } from "../changes/matchWatches.js";
import type { Engine } from "../engine/engine.js";
import { importRecords } from "../ingestion/importRecords.js";
import { pauseSource } from "../ingestion/sources.js";
import { runResolve } from "../jobs/resolveJob.js";
import { addEndpoint } from "../webhooks/endpoints.js";
import { verifyAudit } from "./auditLog.js";
import { carryOutApproved } from "./carryOut.js";
import { PrivacyFolder } from "./privacyFolder.js";
import { approveRequest, listRequests, receiveRequest } from "./requests.js";
import { sweepStore } from "./sweep.js";
import { settleErased } from "./takeDown.js";

/** Stands in everything that says who somebody is. */
const MARK = "quillfeather";
const EMAIL = `quilla@${MARK}.example`;

/** Tables that hold nothing of people: whoever adds one says so here, or has the test leave a trace in it and erases it. */
const NOTHING_OF_PEOPLE = {
  database: [
    "account",
    "api_key",
    // No personal data, and for ever.
    "audit_entry",
    "confidence_model",
    "credit_grant",
    "delivery",
    "erased_person",
    "forgotten_change",
    "job",
    "migration",
    // Hashes of questions.
    "paid_question",
    "publication",
    "published_learning",
    "published_source",
    "queue.archive",
    "queue.job",
    "queue.queue",
    "queue.schedule",
    "queue.subscription",
    "queue.version",
    "rate_window",
    "search_company",
    // Salted hashes.
    "suppression",
    "suppression_salt",
    // Words of searches.
    "watch_anchor",
    "watched_change",
    "webhook_endpoint",
  ],
  // Numbers, ids, employers, what is learned of sources.
  store: [
    "change_cause",
    "code_check",
    "company_domain",
    "company_usual",
    "dirty_person",
    "domain_alias",
    "domain_usual",
    "field_half_life",
    "island",
    "judged_pair",
    "linkage_model",
    "other_domains",
    "pending_record",
    "publication",
    "queued_support",
    "record_code",
    "redirect",
    "scored_pair",
    "source",
    "source_accuracy",
    "source_copying",
    "source_declaration",
    "source_learning",
    "source_memory",
  ],
};

/** What stays: the id alone, so that nobody publishes the person again, and so that recipients know whom to erase. */
const STAYS = ["erased_person.person_id", "event.data"];
/** What an account sent is its own. */
const OF_ACCOUNTS = ["job_chunk.input"];

let database: TestDatabase;
let jobs: TestJobs;
let engine: Engine;
let dataDir: string;
let folder: PrivacyFolder;
let personId = "";

beforeAll(async () => {
  database = await testDatabase();
  jobs = startTestJobs(database);
  engine = await testEngine();
  dataDir = mkdtempSync(join(tmpdir(), "vouch-traces-"));
  folder = new PrivacyFolder({ dataDir, privacyDir: undefined });
  await leaveTraces();
});
afterAll(async () => {
  await jobs.close();
  await engine.close();
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function importPeople(source: string, ...lines: string[]): Promise<void> {
  const path = join(dataDir, `${source}.csv`);
  writeFileSync(path, ["id,full_name,email,phone,linkedin,company,domain,title", ...lines, ""].join("\n"));
  const now = new Date("2026-06-01");
  const options = { path, source, kind: "csv" as const, map: new Map(), mailmap: true, dataDir };
  await importRecords(engine, { ...options, now, onRead: () => {} });
}

const resolvePeople = () =>
  runResolve(engine, { kind: "resolve", dataDir, memoryLimit: "512MB", databaseUrl: database.url }, () => {});

const QUILLA = (title: string) =>
  `${MARK}-1,Quilla ${MARK},${EMAIL},+15035550101,https://linkedin.com/in/${MARK},Acme,acme.example,${title}`;
const MAX = "2,Max Poe,max.poe@acme.example,+15035550102,,Acme,acme.example,Designer";

/** Does with a person all that can be done with one. */
async function leaveTraces(): Promise<void> {
  const { sql } = database;
  const { api } = jobs;
  await importPeople("crm", QUILLA("Engineer"), MAX);
  await importPeople("list", `${MARK}-9,Quilla ${MARK},${EMAIL},,,Acme,acme.example,Engineer`);
  await resolvePeople();
  await importPeople("crm", QUILLA("VP Sales"), MAX);
  await engine.execute(
    `INSERT INTO judgement SELECT 1, 1, '${MARK}-1', '2', 1, 2, 'negative', 'Kim', 'knows ${MARK}'`,
  );
  const key = await api.newKey({ credits: 1000 });
  const found = await api.post("/api/v1/people/search", key, { company: "Acme", keywords: MARK });
  personId = found.body.data[0].person_id;
  const caller = await readCaller(sql, hashApiKey(key), plans);
  await addEndpoint(sql, { accountId: caller?.accountId ?? "", url: "https://hooks.acme.example/" });
  await api.post("/api/v1/watches", key, { person_id: personId });
  await resolvePeople();
  await matchWatches(sql);
  await pauseSource(engine, "list");
  const answered = await api.enrich(key, { email: EMAIL }, { "idempotency-key": "once" });
  const said = { verdict: "wrong_value", field: "title", correct_value: MARK };
  await api.post("/api/v1/feedback", key, { request_id: answered.body.request_id, ...said });
  const { body: job } = await api.submit(key, { type: "people", records: [{ email: EMAIL }] });
  await api.untilJob(key, job.job_id, ({ status }) => status === "completed");
  await sql`INSERT INTO person_redirect VALUES (${`old_${MARK}`}, ${personId})`;
  await sql`
    INSERT INTO correction (person_id, field, value, privacy_request_id) VALUES (${personId}, 'title', ${MARK}, 99)`;
  await receiveRequest(sql, { type: "erasure", email: EMAIL }, "req_erasure", false);
}

const tells = (text: string) => text.toLowerCase().includes(MARK) || text.includes(personId);

/** The columns of the database that say something of the person. */
async function tracesInDatabase(): Promise<Set<string>> {
  const { sql } = database;
  const columns = await sql<{ name: string; schema: string; table: string; column: string }[]>`
    SELECT CASE table_schema WHEN 'public' THEN '' ELSE table_schema || '.' END || table_name AS name,
      table_schema AS schema, table_name AS table, column_name AS column
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE' ORDER BY 1, 4`;
  const found = new Set<string>();
  for (const { name, schema, table, column } of columns) {
    const rows = await sql<
      { text: string }[]
    >`SELECT ${sql(column)}::text AS text FROM ${sql(schema)}.${sql(table)}`;
    if (rows.some(({ text }) => text !== null && tells(text))) found.add(`${name}.${column}`);
  }
  return found;
}

async function tables(): Promise<string[]> {
  const rows = await database.sql<{ name: string }[]>`
    SELECT CASE table_schema WHEN 'public' THEN '' ELSE table_schema || '.' END || table_name AS name
    FROM information_schema.tables
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`;
  return rows.map(({ name }) => name);
}

async function storeTables(): Promise<string[]> {
  const rows = await engine.query<{ table_name: string }>(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'",
  );
  return rows.map(({ table_name }) => table_name);
}

/** The tables of the analytic store that say something of the person. */
async function tracesInStore(): Promise<Set<string>> {
  const found = new Set<string>();
  for (const table of await storeTables()) {
    const rows = await engine.query<{ text: string }>(`SELECT CAST(t AS VARCHAR) AS text FROM ${table} t`);
    if (rows.some(({ text }) => tells(text))) found.add(table);
  }
  return found;
}

/** What holds rows of a table that is listed itself. */
const PART = /^(person_search_\d|queue\.j[0-9a-f]{20,})/;
const tableOf = (column: string) => column.slice(0, column.lastIndexOf("."));
const sorted = (names: Iterable<string>) => [...names].sort();

describe("somebody who is erased", () => {
  it("had left a trace in every table that is not said to hold nothing of people", async () => {
    const traced = new Set([...(await tracesInDatabase())].map(tableOf));
    const untraced = (await tables()).filter((table) => !traced.has(table) && !PART.test(table));
    expect(sorted(untraced)).toEqual(NOTHING_OF_PEOPLE.database);
    const inStore = await tracesInStore();
    const others = (await storeTables()).filter((table) => !inStore.has(table));
    expect(sorted(others)).toEqual(NOTHING_OF_PEOPLE.store);
  });

  it("leaves none, but the id that keeps them from coming back and tells recipients whom to erase", async () => {
    const { sql } = database;
    const [request] = await listRequests(sql, false);
    await approveRequest(sql, request?.id ?? "", { by: "Kim", why: "called back" });
    const store = () => ({ sweep: () => sweepStore(engine, sql, folder) });
    expect(await carryOutApproved({ sql, folder, store })).toMatchObject([{ state: "completed" }]);
    const left = sorted(await tracesInDatabase()).filter((column) => !OF_ACCOUNTS.includes(column));
    expect(left).toEqual(STAYS);
    const events = await sql<
      { type: string }[]
    >`SELECT type FROM event WHERE position(${personId} IN data::text) > 0`;
    expect(events.map(({ type }) => type)).toEqual(["person.erased"]);
    expect(JSON.stringify(await sql`SELECT data FROM event`)).not.toContain(MARK);
  });

  it("comes back by no publication, and then nothing of the store but numbers was theirs", async () => {
    await resolvePeople();
    await database.sql`UPDATE erased_person SET erased_at = now() - interval '1 minute'`;
    await settleErased(database.sql);
    const left = sorted(await tracesInDatabase()).filter((column) => !OF_ACCOUNTS.includes(column));
    expect(left).toEqual(STAYS);
    const texts = await Promise.all(
      (await storeTables()).map((table) =>
        engine.query<{ text: string }>(`SELECT CAST(t AS VARCHAR) AS text FROM ${table} t`),
      ),
    );
    expect(texts.flat().filter(({ text }) => text.toLowerCase().includes(MARK))).toEqual([]);
    // What happened to an id is kept: the id is a random one.
    expect(sorted(await tracesInStore())).toEqual(["person_event"]);
  });

  it("is named by no file of the privacy folder, no line of the log, and no entry of the audit log", async () => {
    for (const file of readdirSync(folder.path))
      expect(tells(readFileSync(join(folder.path, file), "utf8"))).toBe(false);
    expect(tells(JSON.stringify(jobs.api.log))).toBe(false);
    expect(await verifyAudit(database.sql, folder)).toMatchObject({ fault: null });
  });
});
