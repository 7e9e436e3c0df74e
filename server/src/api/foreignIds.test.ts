import { type OperationId, operations } from "@vouch/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { ADA, publishAda } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";

let database: TestDatabase;
let api: TestApi;

/** One call. */
interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An id, and what it is asked with. Where it is another account's, it must be answered as where it is nobody's. */
interface Id {
  readonly call: (id: string) => Call;
  /** What the other account has. */
  readonly theirs: keyof Traces;
  readonly nobodys: string;
}

/** What an operation takes that could be another account's, and a call that everybody may make. */
interface Row {
  readonly plain: Call;
  readonly ids: readonly Id[];
}

/** What an account left behind. */
interface Traces {
  readonly account: string;
  readonly request: string;
  readonly onceKey: string;
  readonly job: string;
  readonly ledgerCursor: string;
  readonly watch: string;
  readonly watchCursor: string;
}

const QUESTION = { email: ADA.email };
const onceKey = (body: unknown, query: Record<string, string> = {}): Id => ({
  call: (id) => ({ headers: { "idempotency-key": id }, body, query }),
  theirs: "onceKey",
  nobodys: "nobodys-key",
});
const once = (body: unknown): Row => ({ plain: { body }, ids: [onceKey(body)] });
const job: Row = {
  plain: { params: { job_id: "job_none" } },
  ids: [{ call: (id) => ({ params: { job_id: id } }), theirs: "job", nobodys: "job_none" }],
};
const nothing = (plain: Call = {}): Row => ({ plain, ids: [] });
const FIND = { first_name: ADA.first_name, last_name: ADA.last_name, domain: ADA.domain };
const RECORDS = { type: "people", records: [QUESTION] };
const WATCH = { company: "Acme" };
const feedback = (request_id: string) => ({ body: { request_id, verdict: "right" } });

/** A row for each operation of the contract: one without is a mistake of types, and fails the test. */
const table: Readonly<Record<OperationId, Row>> = {
  enrichPerson: once(QUESTION),
  findEmail: once(FIND),
  searchPeople: once({ company: "Acme" }),
  getPerson: {
    plain: { params: { person_id: "p_ada" } },
    ids: [
      {
        call: (id) => ({ params: { person_id: "p_ada" }, headers: { "idempotency-key": id } }),
        theirs: "onceKey",
        nobodys: "nobodys-key",
      },
    ],
  },
  // Its cursors name places in what is told to everybody.
  getChanges: { plain: {}, ids: [onceKey(undefined)] },
  // What is asked for twice is watched once by an account; two accounts watch it twice.
  createWatch: nothing({ body: WATCH }),
  listWatches: {
    plain: {},
    ids: [{ call: (cursor) => ({ query: { cursor } }), theirs: "watchCursor", nobodys: "999999999" }],
  },
  deleteWatch: {
    plain: { params: { watch_id: "999999999" } },
    ids: [{ call: (id) => ({ params: { watch_id: id } }), theirs: "watch", nobodys: "999999999" }],
  },
  submitJob: once(RECORDS),
  submitFileJob: once(`email\n${ADA.email}\n`),
  getJobStatus: job,
  watchJob: job,
  getJobResults: job,
  getJobFile: job,
  cancelJob: job,
  giveFeedback: {
    plain: feedback("req_none"),
    ids: [{ call: feedback, theirs: "request", nobodys: "req_none" }],
  },
  getCalibration: nothing(),
  getAccount: nothing(),
  getUsage: nothing(),
  getLedger: {
    plain: {},
    ids: [{ call: (cursor) => ({ query: { cursor } }), theirs: "ledgerCursor", nobodys: "1" }],
  },
  // These know no accounts.
  createPrivacyRequest: nothing({ body: { type: "opt_out", email: "nobody@acme.example" } }),
  confirmPrivacyRequest: nothing({ body: { token: "none" } }),
  getHealth: nothing(),
  getReadiness: nothing(),
  getOpenapi: nothing(),
};

/** What differs from answer to answer whoever asks. */
const OWN = /"(request_id|job_id|created_at)":"[^"]*"/g;

async function ask(id: OperationId, { params = {}, query = {}, headers = {}, body }: Call, key: string) {
  const operation: { path: string; method: "GET" | "POST" | "DELETE"; upload?: readonly string[] } =
    operations[id];
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
  const type = operation.upload === undefined ? "application/json" : "text/csv";
  const answer = await api.app.inject({
    method: operation.method,
    url: `${path}?${new URLSearchParams(query)}`,
    headers: { "x-api-key": key, ...(body === undefined ? {} : { "content-type": type }), ...headers },
    ...(body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const { date: _, "x-request-id": __, "content-length": ___, ...told } = answer.headers;
  return { status: answer.statusCode, told, text: answer.body, alike: answer.body.replace(OWN, '"$1":…') };
}

/** An account that did everything, once. */
async function busyAccount(): Promise<Traces> {
  const key = await api.newKey({ credits: 1000, name: "of the busy one" });
  const onceKey = "an-own-key";
  const headers = { "idempotency-key": onceKey };
  const { body: found } = await api.enrich(key, QUESTION, headers);
  await api.enrich(key, { email: "missing.person@acme.example" });
  const { body: submitted } = await api.submit(key, RECORDS);
  await ask("giveFeedback", feedback(found.request_id), key);
  for (const company of ["Acme", "Globex"]) await ask("createWatch", { body: { company } }, key);
  const watches = JSON.parse((await ask("listWatches", { query: { limit: "1" } }, key)).text);
  const ledger = await ask("getLedger", { query: { limit: "1" } }, key);
  const [row] = await database.sql`
    SELECT name FROM account JOIN ledger USING (account_id) WHERE request_id = ${found.request_id}`;
  return {
    account: String(row?.["name"]),
    request: found.request_id,
    onceKey,
    job: submitted.job_id,
    ledgerCursor: JSON.parse(ledger.text).next_cursor,
    watch: watches.data[0].watch_id,
    watchCursor: watches.next_cursor,
  };
}

let theirs: Traces;
beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, {});
  theirs = await busyAccount();
});
afterAll(() => database.close());

const another = () => api.newKey({ credits: 100 });
const rows = Object.keys(operations).map((id) => id as OperationId);

describe("what another account has", () => {
  it("is known in full to the test", () => {
    expect(Object.keys(table).sort()).toEqual([...rows].sort());
    expect(Object.values(theirs).every((trace) => typeof trace === "string" && trace.length > 0)).toBe(true);
  });

  it.each(rows)("is not told by %s", async (id) => {
    const { text } = await ask(id, table[id].plain, await another());
    for (const trace of [theirs.account, theirs.request, theirs.job])
      expect(text).not.toContain(JSON.stringify(trace));
  });

  it.each(rows.flatMap((id) => table[id].ids.map((one) => [id, one.theirs, one] as const)))(
    "is to %s (%s) as what nobody has",
    async (id, _, { call, theirs: which, nobodys }) => {
      const foreign = await ask(id, call(theirs[which]), await another());
      const missing = await ask(id, call(nobodys), await another());
      expect(foreign.status).toBe(missing.status);
      expect(foreign.told).toEqual(missing.told);
      expect(foreign.alike).toBe(missing.alike);
    },
  );

  it.each(rows.filter((id) => operations[id].scope !== null))(
    "is still there once others asked %s for it",
    async (id) => {
      const other = await another();
      for (const { call, theirs: which } of table[id].ids) await ask(id, call(theirs[which]), other);
      const [left] = await database.sql`
        SELECT (SELECT count(*)::int FROM ledger WHERE account_id = a.account_id AND kind = 'charge') AS charges,
          (SELECT count(*)::int FROM stored_answer WHERE account_id = a.account_id) AS answers,
          (SELECT count(*)::int FROM feedback WHERE account_id = a.account_id) AS labels,
          (SELECT count(*)::int FROM watch WHERE account_id = a.account_id) AS watches,
          (SELECT count(*)::int FROM job WHERE account_id = a.account_id AND state = 'queued') AS jobs
        FROM account a WHERE name = ${theirs.account}`;
      expect(left).toEqual({ charges: 2, answers: 1, labels: 1, watches: 2, jobs: 1 });
    },
  );
});
