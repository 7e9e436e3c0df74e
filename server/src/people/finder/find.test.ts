import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finderOver, publishColleagues } from "../../../test/finder.js";
import { type TestDatabase, testDatabase } from "../../../test/postgres.js";
import { grant } from "../../credits/grant.js";
import type { Deliverability } from "../../deliverability/verdict.js";
import { deletePeople } from "../../fusion/servingTables.js";
import { parseDomain } from "../../normalization/domains.js";
import { createIsSuppressed } from "../../privacy/askSuppressed.js";
import { PrivacyFolder } from "../../privacy/privacyFolder.js";
import { suppressSubject } from "../../privacy/suppress.js";
import { questionHash } from "../askedQuestion.js";
import { readPatterns } from "./domainPatterns.js";
import type { Find, FoundEmail } from "./finding.js";

const NAMES = "Grace Hopper|Emmy Noether|Sofia Kovalev|Mary Somerville|Hedy Lamarr|Maria Mitchell".split("|");
const flast = (name: string) => name.toLowerCase().replace(/^(\w)\w+ /, "$1");
const dotted = (name: string) => name.toLowerCase().replace(" ", ".");

let database: TestDatabase;
let accountId: string;
let calls = 0;

beforeAll(async () => {
  database = await testDatabase();
  const [row] = await database.sql<{ id: string }[]>`
    INSERT INTO account (name, plan) VALUES ('finder', 'free') RETURNING account_id::text AS id`;
  accountId = row?.id ?? "";
  await grant(database.sql, { accountId, credits: 10_000, requestId: "req_grant" });
  await publishColleagues(database.sql, [
    { name: "Ada Byron", local: "countess" },
    ...NAMES.map((name) => ({ name, local: flast(name) })),
    { name: "Jane Doe", local: "jdoe" },
    { name: "Lise Meitner" },
    ...NAMES.map((name) => ({
      name,
      local: dotted(name),
      domain: "globex.example",
      other: "globex-mail.example",
    })),
    { name: "Mia Kraus", local: "mia.k", domain: "twins.example" },
    { name: "Mia Kraus", local: "kraus.m", domain: "twins.example" },
    ...NAMES.map((name) => ({
      name,
      local: dotted(name),
      domain: "rhein.example",
      location: "Köln, Germany",
    })),
  ]);
});
afterAll(() => database.close());

const ask = async (find: Find, name: string, domain = "acme.example", minConfidence = 0) => {
  const [first_name = "", ...family] = name.split(" ");
  const parsed = parseDomain(domain);
  if (parsed === null) throw new Error("no domain");
  const query = { first_name, last_name: family.join(" "), domain: parsed, minConfidence };
  return await find(query, accountId, `req_find${++calls}`);
};
const found = async (...asked: Parameters<typeof ask>): Promise<FoundEmail> => {
  const outcome = await ask(...asked);
  if (!("kind" in outcome) || outcome.kind !== "found") throw new Error("not found");
  return outcome.found;
};

describe("an account that said of an answer that it was about somebody else", () => {
  it("is not given that person's address again for the same name", async () => {
    const [query] = [
      { first_name: "Jane", last_name: "Doe", domain: parseDomain("acme.example") ?? undefined },
    ];
    const [jane] = await database.sql<{ id: string }[]>`
      SELECT person_id AS id FROM person WHERE profile LIKE '%Jane Doe%'`;
    const question = Buffer.from(questionHash(query), "hex");
    await database.sql`
      INSERT INTO feedback (account_id, request_id, operation, person_id, verdict, question)
      VALUES (${accountId}, 'req_jane', 'enrichPerson', ${jane?.id ?? ""}, 'wrong_person', ${question})`;
    const find = finderOver(database.sql);
    const asked = { ...query, domain: parseDomain("acme.example"), minConfidence: 0 };
    const { domain } = asked;
    if (domain === null) throw new Error("no domain");
    const found = async (objects: boolean) => {
      const answer = await find({ ...asked, domain }, accountId, `req_find${++calls}`, { objects });
      return "kind" in answer && answer.kind === "found" ? answer.found : undefined;
    };
    expect(await found(false)).toMatchObject({ status: "known", email: "jdoe@acme.example" });
    expect((await found(true))?.status).not.toBe("known");
    await database.sql`DELETE FROM feedback`;
  });
});

describe("a known address", () => {
  it("comes first, whatever the others look like", async () => {
    const address = await found(finderOver(database.sql), "Ada Byron");
    expect(address).toMatchObject({ email: "countess@acme.example", status: "known", pattern: null });
    expect(address.confidence).toBeGreaterThan(0.8);
  });

  it("says how it is made where it is made of the name", async () => {
    expect(await found(finderOver(database.sql), "Grace Hopper")).toMatchObject({
      email: "ghopper@acme.example",
      status: "known",
      pattern: "{f}{last}",
    });
  });

  it("is found under each domain of the company", async () => {
    const find = finderOver(database.sql);
    for (const domain of ["globex.example", "globex-mail.example"])
      expect(await found(find, "Emmy Noether", domain)).toMatchObject({
        email: "emmy.noether@globex-mail.example",
        status: "known",
      });
  });

  it("of one of two people of the name is as likely as the other's, and both are told", async () => {
    const { email, confidence, alternatives } = await found(
      finderOver(database.sql),
      "Mia Kraus",
      "twins.example",
    );
    const [other] = alternatives;
    expect(confidence).toBeLessThanOrEqual(0.5);
    expect(new Set([email, other?.email])).toEqual(new Set(["mia.k@twins.example", "kraus.m@twins.example"]));
    expect(other?.confidence).toBeCloseTo(confidence);
  });
});

describe("an address that nobody states", () => {
  it("is made as the company's are", async () => {
    const { email, status, pattern, confidence, alternatives } = await found(
      finderOver(database.sql),
      "Rosa Luxem",
    );
    expect({ email, status, pattern }).toEqual({
      email: "rluxem@acme.example",
      status: "inferred",
      pattern: "{f}{last}",
    });
    expect(confidence).toBeGreaterThan(0.5);
    expect(alternatives.length).toBeGreaterThan(0);
    expect(alternatives.every((one) => one.confidence <= confidence && one.status === "inferred")).toBe(true);
  });

  it("is made for somebody who is published without one", async () => {
    expect(await found(finderOver(database.sql), "Lise Meitner")).toMatchObject({
      email: "lmeitner@acme.example",
    });
  });

  it("is at the domain where the company's mail is", async () => {
    expect(await found(finderOver(database.sql), "Rosa Luxem", "globex.example")).toMatchObject({
      email: "rosa.luxem@globex-mail.example",
    });
  });

  it("is not another's", async () => {
    const { email, alternatives } = await found(finderOver(database.sql), "Jörn Doe");
    const told = [email, ...alternatives.map((one) => one.email)];
    expect(told).not.toContain("jdoe@acme.example");
    expect(told).toContain("jdoe2@acme.example");
  });

  it("is a doubtful guess where nothing is known of the company", async () => {
    const { email, confidence } = await found(finderOver(database.sql), "Rosa Luxem", "unheard.example");
    expect(email).toBe("rosa.luxem@unheard.example");
    expect(confidence).toBeLessThan(0.5);
  });

  it("is none at a host where anyone can have an address", async () => {
    expect(await ask(finderOver(database.sql), "Rosa Luxem", "gmail.com")).toMatchObject({
      kind: "not_found",
    });
  });
});

describe("not found, at no cost", () => {
  it("is what is less likely than was asked for", async () => {
    expect(await ask(finderOver(database.sql), "Rosa Luxem", "unheard.example", 0.8)).toMatchObject({
      kind: "not_found",
      creditsUsed: 0,
    });
  });

  it("is what no source states, where the operator lets nothing be inferred", async () => {
    const find = finderOver(database.sql, { inferred: "off" });
    expect(await ask(find, "Rosa Luxem")).toMatchObject({ kind: "not_found" });
    expect(await found(find, "Ada Byron")).toMatchObject({ status: "known", alternatives: [] });
  });

  it("is what would be inferred in a country that the operator leaves out", async () => {
    const find = finderOver(database.sql, { inferred: "except:DE" });
    expect(await ask(find, "Rosa Luxem", "rhein.example")).toMatchObject({ kind: "not_found" });
    expect(await ask(find, "Rosa Luxem", "unheard.de")).toMatchObject({ kind: "not_found" });
    expect(await found(find, "Emmy Noether", "rhein.example")).toMatchObject({ status: "known" });
    expect(await found(find, "Rosa Luxem")).toMatchObject({ status: "inferred" });
  });

  it("is who is suppressed: by name at the company, or by an address that would be guessed", async () => {
    const folder = new PrivacyFolder({
      dataDir: mkdtempSync(join(tmpdir(), "vouch-finder-")),
      privacyDir: undefined,
    });
    const find = finderOver(database.sql, { isSuppressed: createIsSuppressed(database.sql, folder) });
    await suppressSubject(database.sql, folder, { full_name: "Rosa Luxem", domain: "acme.example" });
    await suppressSubject(database.sql, folder, { email: "vweil@acme.example" });
    for (const name of ["Rosa Luxem", "Vera Weil"])
      expect(await ask(find, name)).toMatchObject({ kind: "not_found" });
    expect(await found(find, "Rosa Weil")).toMatchObject({ status: "inferred" });
  });

  it("is what is no name", async () => {
    expect(await ask(finderOver(database.sql), "@ 123")).toMatchObject({ kind: "not_found" });
  });
});

describe("deliverability", () => {
  it("puts an address whose mailbox exists before one whose does not", async () => {
    const checkDeliverability = async (emails: readonly string[]) =>
      emails.map(
        (email): Deliverability => (email.startsWith("rosa.luxem@") ? "deliverable" : "undeliverable"),
      );
    const { email, deliverability, confidence } = await found(
      finderOver(database.sql, { checkDeliverability }),
      "Rosa Luxem",
    );
    expect({ email, deliverability }).toEqual({
      email: "rosa.luxem@acme.example",
      deliverability: "deliverable",
    });
    expect(confidence).toBeGreaterThan(0.1);
  });
});

describe("what is counted of a company", () => {
  it("is people, templates, hosts and countries, at the usual domain and at others", async () => {
    const [acme, other, rhein, nothing] = await readPatterns(database.sql, [
      "acme.example",
      "globex-mail.example",
      "rhein.example",
      "unheard.example",
    ]);
    expect(acme).toMatchObject({ main: "acme.example", people: 9, other: 1 });
    expect([...(acme?.templates ?? [])]).toEqual([["{f}{last}", 7]]);
    expect(other).toMatchObject({ main: "globex.example", people: 6 });
    expect([...(other?.hosts ?? [])]).toEqual([["globex-mail.example", 6]]);
    expect([...(rhein?.countries ?? [])]).toEqual([["de", 6]]);
    expect(nothing).toMatchObject({ people: 0, other: 0 });
  });

  it("goes with the people", async () => {
    const ids = await publishColleagues(database.sql, [
      { name: "Eve Gone", local: "eve", domain: "gone.example" },
    ]);
    expect((await readPatterns(database.sql, ["gone.example"]))[0]?.people).toBe(1);
    await deletePeople(database.sql, ids);
    expect((await readPatterns(database.sql, ["gone.example"]))[0]?.people).toBe(0);
  });

  it("is of a thousand people at most, however large the company is", async () => {
    const staff = Array.from({ length: 1300 }, (_, at) => ({
      name: `Ann Lee${at}`,
      local: `ann.lee${at}x`,
      domain: "vast.example",
    }));
    await publishColleagues(database.sql, staff);
    expect((await readPatterns(database.sql, ["vast.example"]))[0]?.people).toBe(1000);
  });
});
