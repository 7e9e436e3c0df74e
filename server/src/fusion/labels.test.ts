import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { EMPTY_RECORD } from "../../test/personRecord.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import type { Engine } from "../engine/engine.js";
import type { RecordFields } from "../ingestion/sourceRecord.js";
import { parseEmail } from "../normalization/emails.js";
import { NORMALIZED_COLUMNS } from "../normalization/normalizedRecord.js";
import { normalizeRecord } from "../normalization/normalizeRecord.js";
import { questionHash } from "../people/askedQuestion.js";
import { confirmFeedback, undoFeedback } from "../people/feedbackLog.js";
import { corrected } from "./corrections.js";
import type { Label } from "./label.js";
import { fuseByLabels } from "./labels.js";
import { publish } from "./publish.js";
import { reliabilityFrom } from "./sourceReliability.js";
import type { PersonRecord } from "./statements.js";

const dayOf = (date: string) => Date.parse(date) / 86_400_000;
const TODAY = dayOf("2026-01-01");

const reliability = reliabilityFrom({
  today: TODAY,
  typicalDay: dayOf("2023-01-01"),
  accuracies: new Map(),
  copyRates: new Map(),
  halfLives: new Map(),
  typicalDays: new Map(),
});

let records = 0;
function record(fields: RecordFields, seen = "2025-01-01"): PersonRecord {
  records += 1;
  const { record: normalized, identifiers } = normalizeRecord({ full_name: "Ana Lima", ...fields });
  const emails = identifiers.flatMap(({ kind, value }) => (kind === "email" ? [value] : []));
  return {
    ...EMPTY_RECORD,
    ...normalized,
    more_emails: emails.slice(1),
    record_id: records,
    source_id: records,
    last_day: dayOf(seen),
  };
}

const at = (company: string, title: string): RecordFields => ({
  company_name: company,
  company_domain: `${company.toLowerCase()}.com`,
  title,
  emails: [`ana@${company.toLowerCase()}.com`],
});

const label = (said: Partial<Label>): Label => ({
  feedback_id: "7",
  day: dayOf("2025-06-01"),
  field: null,
  wrong_value: null,
  correct_value: null,
  question: null,
  account: "1",
  trust: 0.8,
  is_confirmed: true,
  ...said,
});

function heeding(said: readonly PersonRecord[], ...labels: readonly Label[]) {
  const { fused, corrections } = fuseByLabels(said, labels, reliability);
  return corrected({ person_id: "p", ...fused }, corrections);
}

describe("a value that was said to be wrong", () => {
  const acme = [
    record(at("Acme", "Engineer")),
    record(at("Acme", "Engineer")),
    record(at("Acme", "Director")),
  ];

  it("gives way to the next likeliest, and is no alternative either", () => {
    const { profile, evidence } = heeding(acme, label({ field: "title", wrong_value: "Engineer" }));
    expect(profile).toMatchObject({ title: "Director", company_name: "Acme" });
    expect(evidence.title?.map(({ value }) => value)).toEqual(["Director"]);
  });

  it("is wrong under all spellings that count for it", () => {
    const misspelt = [...acme.slice(0, 2), record(at("Acme", "Enginer"))];
    expect(heeding(misspelt, label({ field: "title", wrong_value: "Engineer" })).profile.title).toBeNull();
  });

  it("takes with an employer what belongs to it", () => {
    const both = [...acme, record(at("Beta", "Nurse"), "2020-01-01")];
    const { profile, domains } = heeding(both, label({ field: "company_name", wrong_value: "Acme" }));
    expect(profile).toMatchObject({ company_name: "Beta", company_domain: "beta.com", title: "Nurse" });
    expect(domains.map(({ domain }) => domain)).toEqual(["beta.com"]);
  });

  it.each([
    ["email", "ana@acme.com"],
    ["company_domain", "acme.com"],
    ["full_name", "Ana Lima"],
  ] as const)("leaves %s without a value where nobody says another", (field, wrong_value) => {
    expect(
      heeding([record(at("Acme", "Engineer"))], label({ field, wrong_value })).profile[field],
    ).toBeNull();
  });

  it("is heard again from what is seen later", () => {
    const later = [...acme, record(at("Acme", "Engineer"), "2025-09-01")];
    expect(heeding(later, label({ field: "title", wrong_value: "Engineer" })).profile.title).toBe("Engineer");
  });
});

describe("a value that was said to be right", () => {
  const said = [
    record(at("Acme", "Engineer")),
    record(at("Acme", "Engineer")),
    record(at("Acme", "Director")),
  ];
  const right = label({ field: "title", wrong_value: "Engineer", correct_value: "VP Sales" });

  it("stands above all that was seen until then, with who says so", () => {
    const { profile, evidence } = heeding(said, right);
    expect(profile).toMatchObject({ title: "VP Sales", department: "Sales" });
    expect(evidence.title?.[0]?.statements).toMatchObject([
      { record: { source_id: -1, source_key: "feedback 7" }, original: "VP Sales" },
    ]);
  });

  it("gives way to what is seen later", () => {
    const one = [...said, record(at("Beta", "Head of Support"), "2025-12-01")];
    expect(heeding(one, right).profile).toMatchObject({ company_name: "Acme", title: "VP Sales" });
    const two = [...one, record(at("Beta", "Head of Support"), "2025-12-15")];
    expect(heeding(two, right).profile).toMatchObject({ company_name: "Beta", title: "Head of Support" });
  });

  it("spells an employer, and leaves the employer what it is", () => {
    const spelt = label({ field: "company_name", wrong_value: "Acme", correct_value: "ACME Inc." });
    expect(heeding(said, spelt).profile).toMatchObject({
      company_name: "ACME Inc.",
      company_domain: "acme.com",
      title: "Engineer",
    });
  });
});

describe("what single accounts say", () => {
  const said = [
    record(at("Acme", "Engineer")),
    record(at("Acme", "Engineer")),
    record(at("Acme", "Director")),
  ];
  const word = (account: string, other: Partial<Label> = {}) =>
    label({ field: "title", wrong_value: "Engineer", is_confirmed: false, account, ...other });
  const probabilities = (...labels: readonly Label[]): Record<string, number> =>
    Object.fromEntries(
      (heeding(said, ...labels).evidence.title ?? []).map(({ value, probability }) => [value, probability]),
    );
  const before = probabilities();

  it("makes a value less likely and the others likelier, and shows everybody the same", () => {
    const { profile, evidence } = heeding(said, word("1"));
    expect(profile).toEqual(heeding(said).profile);
    expect(evidence.title?.[0]?.value).toBe("Engineer");
    const after = probabilities(word("1"));
    expect(after["Engineer"]).toBeLessThan(before["Engineer"] ?? 0);
    expect(after["Director"]).toBeGreaterThan(before["Director"] ?? 1);
  });

  it("weighs by how far an account is trusted, however often it says so", () => {
    const [trusted, chance] = [word("1", { trust: 0.95 }), word("1", { trust: 0.5 })];
    expect(probabilities(trusted)["Engineer"]).toBeLessThan(probabilities(word("1"))["Engineer"] ?? 0);
    expect(probabilities(chance)).toEqual(before);
    expect(probabilities(word("1"), word("1"), word("1"), word("1"))).toEqual(probabilities(word("1")));
  });

  it("adds no value of its own, and makes a known one likelier", () => {
    const invented = probabilities(word("1", { correct_value: "Emperor" }));
    expect(invented).toEqual(probabilities(word("1")));
    const known = probabilities(word("1", { correct_value: "Director" }));
    expect(known["Director"]).toBeGreaterThan(probabilities(word("1"))["Director"] ?? 1);
  });

  it("decides once three accounts say the same, a right value too", () => {
    const three = ["1", "2", "3"].map((account) => word(account, { correct_value: "VP Sales" }));
    expect(heeding(said, ...three.slice(1)).profile.title).toBe("Engineer");
    expect(heeding(said, ...three).profile.title).toBe("VP Sales");
    const apart = three.map((one, place) => ({ ...one, correct_value: `VP ${place}` }));
    expect(heeding(said, ...apart).profile.title).toBe("Director");
  });

  it("does not decide by accounts that are trusted no more than chance", () => {
    const three = ["1", "2", "3"].map((account) => word(account, { trust: 0.5 }));
    expect(heeding(said, ...three).profile.title).toBe("Engineer");
  });

  it("says nothing of what was seen later", () => {
    expect(probabilities(word("1", { day: dayOf("2024-06-01") }))).toEqual(before);
  });

  it("keeps probabilities of one field below 1, whatever accounts say", () => {
    const anyWord = fc.record({
      account: fc.constantFrom("1", "2"),
      wrong_value: fc.constantFrom("Engineer", "Director", "Nurse"),
      correct_value: fc.constantFrom("Engineer", "Director", null),
      trust: fc.double({ min: 0.5, max: 0.95, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(anyWord, { maxLength: 6 }), (words) => {
        const sum = Object.values(probabilities(...words.map((one) => word(one.account, one))));
        expect(sum.reduce((total, one) => total + one, 0)).toBeLessThanOrEqual(1.001);
        for (const one of sum) expect(one).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe("an address that leads to another person than was asked for", () => {
  const said = [record({ ...at("Acme", "Engineer"), emails: ["ana@acme.com", "a.lima@acme.com"] })];
  const asked = (email: string) => {
    const parsed = parseEmail(email);
    if (parsed === null) throw new Error(email);
    return label({ question: questionHash({ email: parsed }) });
  };

  it("leads there no more", () => {
    const { emails, profile } = heeding(said, asked("ana@acme.com"));
    expect(emails.map(({ email }) => email)).toEqual(["a.lima@acme.com"]);
    expect(profile.email).toBe("a.lima@acme.com");
  });

  it("is that one alone", () => {
    expect(heeding(said, asked("somebody@acme.com")).emails).toHaveLength(2);
  });
});

describe("a publication", () => {
  let engine: Engine;
  let database: TestDatabase;
  beforeAll(async () => {
    engine = await testEngine();
    database = await testDatabase();
    await engine.execute("INSERT INTO source VALUES (1, 'crm', 'csv')");
    const { record: normalized } = normalizeRecord({ full_name: "Ana Lima", ...at("Acme", "Engineer") });
    const cells = NORMALIZED_COLUMNS.map((column) => [normalized[column]]);
    await engine.append("normalized_record", { rowCount: 1, columns: [[1], ...cells] });
    await engine.execute(
      "INSERT INTO source_record VALUES (1, 1, 'key', 'hash', '{}', TIMESTAMP '2026-01-01')",
    );
    await engine.execute("INSERT INTO cluster VALUES (1, 'p_ana')");
    await engine.execute("INSERT INTO dirty_person VALUES ('p_ana')");
  });
  afterAll(async () => {
    await engine.close();
    await database.close();
  });

  it("heeds what was said once, by today's id, until it is undone", async () => {
    const { sql } = database;
    const titleOf = async () => {
      const [row] = await sql<{ profile: string }[]>`SELECT profile FROM person WHERE person_id = 'p_ana'`;
      return JSON.parse(row?.profile ?? "{}").title;
    };
    await publish(engine, sql);
    expect(await titleOf()).toBe("Engineer");
    await engine.execute("INSERT INTO redirect VALUES ('p_earlier', 'p_ana')");
    const [kept] = await sql<{ id: string }[]>`
      INSERT INTO feedback (account_id, request_id, operation, person_id, verdict, field, wrong_value, correct_value)
      VALUES (1, 'req_1', 'enrichPerson', 'p_earlier', 'wrong_value', 'title', 'Engineer', 'VP Sales')
      RETURNING feedback_id::text AS id`;
    expect(await publish(engine, sql)).toMatchObject({ fused: 1, written: 1 });
    expect(await titleOf()).toBe("Engineer");
    await sql`INSERT INTO account (name, plan) VALUES ('one', 'free')`;
    expect(await confirmFeedback(sql, kept?.id ?? "")).toMatchObject({ state: "confirmed", accounts: 1 });
    expect(await publish(engine, sql)).toMatchObject({ fused: 1, written: 1 });
    expect(await titleOf()).toBe("VP Sales");
    expect(await sql`SELECT name FROM published_source WHERE source_id = -1`).toHaveLength(1);
    expect(await publish(engine, sql)).toMatchObject({ fused: 0, written: 0 });
    expect(await undoFeedback(sql, kept?.id ?? "")).toMatchObject({ state: "undone" });
    expect(await publish(engine, sql)).toMatchObject({ fused: 1, written: 1 });
    expect(await titleOf()).toBe("Engineer");
    expect(await publish(engine, sql)).toMatchObject({ fused: 0, written: 0 });
  });
});
