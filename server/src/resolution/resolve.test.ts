import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEngine } from "../../test/analytic.js";
import { putRecords } from "../../test/records.js";
import type { Engine } from "../engine/engine.js";
import type { RecordFields } from "../ingestion/sourceRecord.js";
import { resolve } from "./resolve.js";

let engine: Engine;
let minted = 0;
beforeEach(async () => {
  engine = await testEngine();
  await engine.execute("INSERT INTO source VALUES (1, 'crm', 'csv')");
  minted = 0;
});
afterEach(() => engine.close());

const now = new Date("2026-03-01T12:00:00Z");
const newId = () => `per_${++minted}`;
const run = () => resolve(engine, { now, newId, onProgress: () => {} });

/** Person id by source key. */
async function people(): Promise<Record<string, string>> {
  const rows = await engine.query<{ source_key: string; person_id: string }>(
    "SELECT s.source_key, c.person_id FROM cluster c JOIN source_record s ON s.record_id = c.record_id",
  );
  return Object.fromEntries(rows.map(({ source_key, person_id }) => [source_key, person_id]));
}

/** The keys of each person's records, as text. */
async function groups(): Promise<string[]> {
  const byPerson = new Map<string, string[]>();
  for (const [key, person] of Object.entries(await people())) {
    byPerson.set(person, [...(byPerson.get(person) ?? []), key].sort());
  }
  return [...byPerson.values()].map((keys) => keys.join(" ")).sort();
}

async function resolved(records: Readonly<Record<string, RecordFields>>): Promise<string[]> {
  await putRecords(engine, records);
  await run();
  return await groups();
}

async function judge(left: string, right: string, verdict: string): Promise<void> {
  await engine.execute(
    `INSERT INTO judgement SELECT coalesce(max(judgement_id), 0) + 1, 1, $1, $2, NULL, NULL, $3, 'a reviewer', 'knows them' FROM judgement`,
    [left, right, verdict],
  );
  await engine.execute(
    "INSERT INTO pending_record SELECT record_id, 'judgement' FROM source_record WHERE source_key IN ($1, $2)",
    [left, right],
  );
}

const ADA = {
  full_name: "Ada Byronova",
  emails: ["ada.byronova@acme.example"],
  company_domain: "acme.example",
};
const ADA_ELSEWHERE = {
  full_name: "Ada Byronova",
  emails: ["ada.byronova@acme.example"],
  company_domain: "other.example",
};
const BEN = { full_name: "Ben Castellane", emails: ["ben@umbra.example"], company_domain: "umbra.example" };
const ADA_AND_BEN = { a: ADA, a2: ADA_ELSEWHERE, b: BEN };

describe("records become one person", () => {
  it("when they share an address, though the employer changed", async () => {
    expect(await resolved(ADA_AND_BEN)).toEqual(["a a2", "b"]);
  });

  it("when name and employer agree, with a nickname", async () => {
    const robert = { full_name: "Robert Vandermolen", company_name: "Acme GmbH", title: "Data Engineer" };
    expect(await resolved({ robert, bob: { ...robert, full_name: "Bob Vandermolen" } })).toEqual([
      "bob robert",
    ]);
  });

  it("when the family name changed by marriage and address or profile stayed", async () => {
    const before = {
      full_name: "Clara Oberfeld",
      emails: ["clara.o@acme.example"],
      linkedin_url: "https://linkedin.com/in/clara-x",
    };
    expect(await resolved({ before, after: { ...before, full_name: "Clara Nystad" } })).toEqual([
      "after before",
    ]);
  });

  it("when one record has the name in its own script", async () => {
    const latin = { full_name: "Aleksei Morozov", emails: ["a.morozov@acme.example"] };
    expect(await resolved({ latin, cyrillic: { ...latin, full_name: "Алексей Морозов" } })).toEqual([
      "cyrillic latin",
    ]);
  });
});

describe("signatures become one person", () => {
  it("when one is named by the account that the other has at a code host", async () => {
    const account = { full_name: "Tilda Jostein", emails: ["123+tjostein99@users.noreply.github.com"] };
    expect(
      await resolved({ account, local: { full_name: "tjostein99", emails: ["t@home.example"] } }),
    ).toEqual(["account local"]);
  });

  it("when one has in one word what is the other's name", async () => {
    const spaced = { full_name: "Orla Vaggelis", emails: ["orla@acme.example"] };
    expect(await resolved({ spaced, word: { full_name: "OrlaVaggelis", emails: ["ov@b.example"] } })).toEqual(
      ["spaced word"],
    );
  });

  it("when a name is rare but for the many signatures of the one who bears it", async () => {
    const crowd = Array.from({ length: 300 }, (_, at): [string, RecordFields] => {
      const word = (length: number) =>
        String.fromCharCode(97 + (at % 26), 98 + (at % 23), 99 + (at % 21)).repeat(length);
      return [`other${at}`, { full_name: `${word(1)}o ${word(2)}`, emails: [`p${at}@crowd${at}.example`] }];
    });
    const aliases = Array.from({ length: 14 }, (_, at): [string, RecordFields] => [
      `ada${String(at).padStart(2, "0")}`,
      { full_name: "Ada Byronova", emails: [`a${at}@host${at}.example`] },
    ]);
    const found = await resolved(Object.fromEntries([...crowd, ...aliases]));
    expect(found).toContain(aliases.map(([key]) => key).join(" "));
  });
});

describe("records stay apart", () => {
  it("when namesakes in one company have profiles of their own", async () => {
    const wei = { full_name: "Wei Zhang", company_name: "Acme", company_domain: "acme.example" };
    const first = {
      ...wei,
      title: "Accountant",
      emails: ["wei.zhang@acme.example"],
      linkedin_url: "https://linkedin.com/in/wei-1",
    };
    const second = {
      ...wei,
      title: "Nurse",
      emails: ["wei.zhang2@acme.example"],
      linkedin_url: "https://linkedin.com/in/wei-2",
    };
    expect(await resolved({ first, second })).toEqual(["first", "second"]);
  });

  it("when they share but a role mailbox", async () => {
    const info = { emails: ["info@acme.example"], company_domain: "acme.example" };
    expect(
      await resolved({
        ada: { ...info, full_name: "Ada Byronova" },
        ben: { ...info, full_name: "Ben Castellane" },
      }),
    ).toEqual(["ada", "ben"]);
  });

  it("when they share but a single name", async () => {
    expect(
      await resolved({
        one: { full_name: "root", emails: ["root@alpha.test"] },
        two: { full_name: "root", emails: ["root@beta.test"] },
      }),
    ).toHaveLength(2);
  });

  it("when everybody has the same address", async () => {
    const names = ["Ada", "Bela", "Cyra", "Dina", "Esra", "Fina", "Gesa", "Hana"].flatMap((given) =>
      [
        "Abendroth",
        "Birnbaum",
        "Castellane",
        "Drosselmeyer",
        "Eisenbach",
        "Finkelroth",
        "Gravenor",
        "Holmqvist",
        "Irvendal",
      ].map((family) => `${given} ${family}`),
    );
    const records = Object.fromEntries(
      names.map((full_name) => [full_name, { full_name, emails: ["test@test.test"] }]),
    );
    const { pairs } = await putRecords(engine, records).then(run);
    expect(pairs).toBeLessThan(names.length * 8);
    expect(await groups()).toHaveLength(names.length);
  });
});

describe("one value that half of the records share", () => {
  const crowd = (count: number) =>
    Array.from({ length: count }, (_, at): [string, RecordFields] => {
      const syllable = (by: number) =>
        "aeiou".charAt(by % 5) + "brlnstgvmkdrfl".slice(2 * (by % 7), 2 * (by % 7) + 2);
      const [given, family] = [
        `K${syllable(at)}${syllable(at + 2)}a`,
        `M${syllable(at >> 1)}${syllable(at * 3)}${at}x`,
      ];
      const company = at % 2 === 0 ? { company_name: "Colossus", company_domain: "colossus.example" } : {};
      return [`p${at}`, { full_name: `${given} ${family}`, emails: ["test@test"], ...company }];
    });

  it("makes nobody one person, and the work does not grow with its square", async () => {
    const { pairs } = await putRecords(engine, Object.fromEntries(crowd(400))).then(run);
    expect(pairs).toBeLessThan(400 * 20);
    expect(await groups()).toHaveLength(400);
  });
});

describe("a judgement", () => {
  it("joins what no score would join", async () => {
    await resolved(ADA_AND_BEN);
    await judge("a", "b", "positive");
    await run();
    expect(await groups()).toEqual(["a a2 b"]);
  });

  it("keeps apart what every score would join, and the last word counts", async () => {
    await resolved(ADA_AND_BEN);
    await judge("a", "a2", "positive");
    await judge("a", "a2", "negative");
    await run();
    expect(await groups()).toEqual(["a", "a2", "b"]);
  });
});

describe("a further run", () => {
  it("without news changes nothing", async () => {
    await resolved(ADA_AND_BEN);
    const before = await people();
    const summary = await run();
    expect(summary).toMatchObject({ created: 0, changed: 0, merged: 0, split: 0, pairs: 0 });
    expect(await people()).toEqual(before);
    expect(await engine.query("SELECT * FROM person_event")).toHaveLength(2);
  });

  it("keeps the person id of a person who gains a record, and queues nobody else", async () => {
    await resolved({ a: ADA, b: BEN, c: { full_name: "Cyra Drosselmeyer" } });
    const before = await people();
    await engine.execute("DELETE FROM dirty_person");
    await resolved({ a2: ADA_ELSEWHERE });
    expect(await people()).toEqual({ ...before, a2: before["a"] });
    expect(await engine.query("SELECT DISTINCT person_id FROM dirty_person")).toEqual([
      { person_id: before["a"] },
    ]);
  });

  it("redirects the person who became part of another", async () => {
    const work = { full_name: "Ada Byronova", emails: ["ada.byronova@acme.example"] };
    const home = { full_name: "A. Nystad", emails: ["nystad@mail.test"] };
    expect(await resolved({ work, home, b: BEN, c: { full_name: "Cyra Drosselmeyer" } })).toHaveLength(4);
    const before = await people();
    const both = { full_name: "Ada Byronova", emails: [...work.emails, ...home.emails] };
    const { merged } = await putRecords(engine, { both }).then(run);
    const after = await people();
    expect(merged).toBe(1);
    expect(after["home"]).toBe(after["work"]);
    expect([before["home"], before["work"]]).toContain(after["work"]);
    expect(await engine.query("SELECT person_id FROM redirect")).toEqual([{ person_id: after["work"] }]);
  });

  it("splits when a record comes to say something else, and tells so", async () => {
    await resolved({ ...ADA_AND_BEN, c: { full_name: "Cyra Drosselmeyer" } });
    const before = await people();
    const { split } = await putRecords(engine, {
      a2: { full_name: "Dina Eisenbach", emails: ["dina@beta.test"] },
    }).then(run);
    expect(split).toBe(1);
    expect(await groups()).toEqual(["a", "a2", "b", "c"]);
    const after = await people();
    expect([after["a"], after["a2"]]).toContain(before["a"]);
  });

  it("lets go of records that are gone", async () => {
    await resolved({ ...ADA_AND_BEN, c: { full_name: "Cyra Drosselmeyer" } });
    const { b } = await people();
    await engine.execute("DELETE FROM normalized_record WHERE full_name = 'Ben Castellane'");
    await engine.execute("DELETE FROM dirty_person");
    await run();
    expect(await groups()).toEqual(["a a2", "c"]);
    expect(await engine.query("SELECT person_id FROM dirty_person")).toEqual([{ person_id: b }]);
  });
});

describe("a run that fails", () => {
  it("leaves everything as it was, and the next one goes on", async () => {
    await putRecords(engine, ADA_AND_BEN);
    const broken = resolve(engine, {
      now,
      newId: () => {
        throw new Error("no ids today");
      },
      onProgress: () => {},
    });
    await expect(broken).rejects.toThrow("no ids today");
    expect(await engine.query("SELECT * FROM scored_pair")).toEqual([]);
    expect(await engine.query("SELECT * FROM linkage_model")).toEqual([]);
    await run();
    expect(await groups()).toEqual(["a a2", "b"]);
  });

  it("leaves no table of its steps behind once it went through but the codes", async () => {
    const tables = () => engine.query("SELECT table_name FROM information_schema.tables ORDER BY table_name");
    const before = await tables();
    await resolved(ADA_AND_BEN);
    await resolved({ c: { full_name: "Cyra Drosselmeyer" } });
    const codes = { table_name: "record_code" };
    expect((await tables()).filter(({ table_name }) => table_name !== "record_code")).toEqual(before);
    expect(await tables()).toContainEqual(codes);
  });
});

describe("the order of arrival", () => {
  const records: [string, RecordFields][] = [
    ["a1", ADA],
    ["a2", ADA_ELSEWHERE],
    ["a3", { full_name: "Byronova, Ada", company_domain: "acme.example", title: "Analyst" }],
    ["b1", BEN],
    ["b2", { full_name: "Benjamin Castellane", company_domain: "umbra.example" }],
    ["c1", { full_name: "Cyra Drosselmeyer", emails: ["cyra@mail.test"] }],
    ["c2", { full_name: "C. Drosselmeyer", emails: ["cyra@mail.test"] }],
  ];

  it("does not matter within one run", { timeout: 180_000 }, async () => {
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(records, { minLength: records.length }), async (shuffled) => {
        const own = await testEngine();
        await own.execute("INSERT INTO source VALUES (1, 'crm', 'csv')");
        [engine, minted] = [own, 0];
        ends.add((await resolved(Object.fromEntries(shuffled))).join(" | "));
        expect(ends.size).toBe(1);
      }),
      { numRuns: 5 },
    );
    expect([...ends]).toEqual(["a1 a2 a3 | b1 b2 | c1 c2"]);
  });
});
