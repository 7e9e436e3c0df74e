import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_RECORD } from "../../test/personRecord.js";
import { knownPlace, parsePlace } from "../normalization/places.js";
import { type Fused, fuse } from "./fuse.js";
import { PROFILE_FIELDS, type Profile } from "./fusedPerson.js";
import { HALF_LIFE, type SourceReliability } from "./sourceReliability.js";
import type { PersonRecord } from "./statements.js";

const dayOf = (date: string) => Date.parse(date) / 86_400_000;

const reliability: SourceReliability = {
  accuracy: () => 0.8,
  copyRate: () => 0,
  halfLife: (field) => HALF_LIFE[field],
  typicalDay: () => dayOf("2023-01-01"),
  today: dayOf("2026-01-01"),
};

let records = 0;
function record(fields: Partial<PersonRecord>): PersonRecord {
  records += 1;
  return { ...EMPTY_RECORD, record_id: records, source_id: records, ...fields };
}

function named(full_name: string, fields: Partial<PersonRecord> = {}): PersonRecord {
  const folded = full_name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const [given_name = "", family_name = ""] = folded.split(" ");
  return record({
    full_name,
    given_name,
    family_name,
    given_root: given_name,
    family_key: family_name,
    name_key: folded.split(" ").sort().join(" "),
    ...fields,
  });
}

function job(company: string, title: string | null, seen: string | null): PersonRecord {
  const key = company.toLowerCase();
  return record({
    company_name: company,
    company_key: key,
    employer_domain: `${key}.example`,
    title,
    title_key: title?.toLowerCase() ?? null,
    seniority: title?.startsWith("Senior") ? "senior" : "mid",
    department: "Engineering",
    last_day: seen === null ? null : dayOf(seen),
  });
}

/** Of the value that the profile shows. */
const probabilityOf = ({ evidence }: Fused, field: keyof Profile) => evidence[field]?.[0]?.probability ?? 0;
const profileOf = (given: readonly PersonRecord[]) => fuse(given, reliability).profile;

const anyRecord = fc
  .record({
    company: fc.constantFrom("Acme", "Beta", "Gamma"),
    title: fc.option(fc.constantFrom("Senior Engineer", "Engineer", "Manager")),
    last_seen: fc.option(fc.constantFrom("2020-05-01", "2022-03-01", "2024-07-01", "2025-12-01")),
    source_id: fc.integer({ min: 1, max: 4 }),
    email: fc.option(fc.constantFrom("a@acme.example", "b@beta.example", "me@mail.test")),
    city: fc.option(fc.constantFrom("york", "leeds")),
  })
  .map(({ company, title, last_seen, source_id, email, city }) => ({
    ...job(company, title, last_seen),
    source_id,
    email,
    city,
    location: city,
  }));
const anyPerson = fc.array(anyRecord, { minLength: 1, maxLength: 8 });

describe("fuse", () => {
  it("gives the same person whatever the order of the records", () => {
    const shuffled = anyPerson.chain((person) =>
      fc.tuple(fc.constant(person), fc.shuffledSubarray(person, { minLength: person.length })),
    );
    fc.assert(
      fc.property(shuffled, ([person, other]) => {
        expect(fuse(other, reliability)).toEqual(fuse(person, reliability));
      }),
    );
  });

  it("gives the same profile whatever the order in which the records came into the store", () => {
    const shuffled = anyPerson.chain((person) =>
      fc.tuple(fc.constant(person), fc.shuffledSubarray(person, { minLength: person.length })),
    );
    fc.assert(
      fc.property(shuffled, ([person, other]) => {
        const numbered = other.map((one, at) => ({ ...one, record_id: at + 1 }));
        expect(profileOf(numbered)).toEqual(profileOf(person));
      }),
    );
  });

  it("never trusts a value less for another source that agrees and saw it last", () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const before = fuse(person, reliability);
        const at = before.profile.company_name;
        fc.pre(at !== null && person.every(({ last_day }) => last_day !== null));
        const agreeing = { ...job(at ?? "", null, "2025-12-01"), source_id: 99 };
        const after = fuse([...person, agreeing], reliability);
        expect(after.profile.company_name).toBe(at);
        expect(probabilityOf(after, "company_name")).toBeGreaterThanOrEqual(
          probabilityOf(before, "company_name"),
        );
      }),
    );
  });

  it("never shows a title, name or domain that no record of the current employer has", () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const { title, company_name, company_domain } = profileOf(person);
        const there = person.filter((one) => one.company_name === company_name);
        expect(there.map((one) => one.employer_domain)).toContain(company_domain);
        if (title === null) expect(there.every((one) => one.title === null)).toBe(true);
        else expect(there.map((one) => one.title)).toContain(title);
      }),
    );
  });

  it("puts what the profile shows before all else that was said, with probabilities between 0 and 1", () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const { profile, evidence, cohesion } = fuse(person, reliability);
        for (const field of PROFILE_FIELDS) {
          if (profile[field] !== null) expect(evidence[field]?.[0]?.value).toBe(profile[field]);
        }
        const stated = Object.values(evidence).flat();
        for (const probability of [...stated.map((one) => one.probability), cohesion]) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("leaves something for what no record says, but for addresses, which do not exclude each other", () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const { email: _, ...exclusive } = fuse(person, reliability).evidence;
        for (const stated of Object.values(exclusive)) {
          const sum = stated.reduce((total, { probability }) => total + probability, 0);
          expect(sum).toBeLessThan(1);
        }
      }),
    );
  });

  it("shows no value that none of its statements says, places in their displayed form", () => {
    const displayed = (location: string) => knownPlace(parsePlace({ location })) ?? location;
    fc.assert(
      fc.property(anyPerson, (person) => {
        const { profile, evidence } = fuse(person, reliability);
        for (const field of PROFILE_FIELDS) {
          const said = evidence[field]?.[0]?.statements.map(({ original }) => original) ?? [];
          const shown = field === "location" ? said.map(displayed) : said;
          if (profile[field] !== null) expect(shown).toContain(profile[field]);
        }
      }),
    );
  });

  it("keeps every statement: each value that a record gives stands in the evidence, under that record", () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const { evidence } = fuse(person, reliability);
        for (const one of person) {
          for (const field of ["company_name", "title", "email", "location"] as const) {
            const said = (evidence[field] ?? []).flatMap(({ statements }) => statements);
            const own = said.filter(({ record: by }) => by === one).map(({ original }) => original);
            expect(own).toEqual(one[field] === null ? [] : [one[field]]);
          }
        }
      }),
    );
  });
});

describe("current employment", () => {
  it("follows dates, not the majority", () => {
    const old = ["2021-01-01", "2021-02-01", "2021-03-01"].map((date) => job("Acme", "Engineer", date));
    const { company_name, company_domain, title } = profileOf([...old, job("Beta", "Manager", "2025-06-01")]);
    expect({ company_name, company_domain, title }).toEqual({
      company_name: "Beta",
      company_domain: "beta.example",
      title: "Manager",
    });
  });

  it("is not moved by one careless source that still gives the former employer", () => {
    const person = [
      job("Acme", "Engineer", "2019-01-01"),
      job("Beta", "Manager", "2024-01-01"),
      job("Beta", "Manager", "2024-06-01"),
      job("Acme", "Engineer", "2025-01-01"),
    ];
    const careless = person.at(-1)?.source_id;
    const accuracy = (source: number) => (source === careless ? 0.4 : 0.85);
    expect(fuse(person, { ...reliability, accuracy }).profile.company_name).toBe("Beta");
  });

  it("takes no title along from the former employer", () => {
    const person = [job("Acme", "Engineer", "2021-01-01"), job("Beta", null, "2025-01-01")];
    expect(profileOf(person)).toMatchObject({ company_name: "Beta", title: null, seniority: null });
  });

  it("follows a promotion", () => {
    const person = [job("Acme", "Engineer", "2021-01-01"), job("Acme", "Senior Engineer", "2025-01-01")];
    expect(profileOf(person)).toMatchObject({ title: "Senior Engineer", seniority: "senior" });
  });

  it("counts an undated record as its source's typical date", () => {
    const person = [job("Acme", "Engineer", null), job("Beta", "Manager", "2025-01-01")];
    expect(profileOf(person).company_name).toBe("Beta");
  });

  it("is less certain the longer nobody has seen it", () => {
    const certainty = (date: string) =>
      probabilityOf(fuse([job("Acme", "Engineer", date)], reliability), "company_name");
    expect(certainty("2018-01-01")).toBeLessThan(certainty("2025-12-01"));
  });

  it("gives the company's usual domain where a record has only an old address's", () => {
    const moved = {
      ...job("Acme", "Engineer", "2025-01-01"),
      employer_domain: "beta.example",
      usual_domain: "acme.example",
    };
    const { profile, evidence } = fuse([moved], reliability);
    expect(profile.company_domain).toBe("acme.example");
    // Who names the company vouches for its domain: a domain that is another one leads nobody there.
    expect(evidence.company_domain?.[0]?.statements.map(({ original }) => original)).toEqual(["Acme"]);
  });

  it("is null throughout where no record says anything", () => {
    const { company_name, company_domain, title, department } = profileOf([named("Ana Lima")]);
    expect([company_name, company_domain, title, department]).toEqual([null, null, null, null]);
  });
});

describe("name", () => {
  it.each([
    ["a full given name over an initial", ["J. Silva", "J. Silva", "João Silva"], "João Silva"],
    ["accents over plain letters", ["Joao Silva", "Joao Silva", "João Silva"], "João Silva"],
    ["mixed case over shouting", ["ANA LIMA", "ANA LIMA", "Ana Lima"], "Ana Lima"],
    [
      "what most write over a slip of the pen",
      ["Jonathan Karlson", "Jonathan Karlson", "Jonathan Karlsen"],
      "Jonathan Karlson",
    ],
  ])("prefers %s", (_, spellings, expected) => {
    const person = spellings.map((spelling) =>
      named(spelling, spelling.startsWith("J.") ? { given_name: "j", given_root: "j" } : {}),
    );
    expect(profileOf(person).full_name).toBe(expected);
  });

  it("prefers a formal given name over a nickname", () => {
    const person = [
      named("Bob Ross", { given_root: "robert" }),
      named("Bob Ross", { given_root: "robert" }),
      named("Robert Ross"),
    ];
    expect(profileOf(person).full_name).toBe("Robert Ross");
  });

  it("prefers Latin script where a record has it", () => {
    const native = named("李 明", {
      given_name: "ming",
      family_name: "li",
      given_root: "ming",
      family_key: "li",
      name_key: "li ming",
    });
    expect(profileOf([native, native, named("Ming Li")]).full_name).toBe("Ming Li");
  });

  it("follows a married name that two sources have since given, and keeps both for lookup", () => {
    const person = [
      named("Ana Lima", { last_day: dayOf("2018-01-01") }),
      named("Ana Lima", { last_day: dayOf("2019-01-01") }),
      named("Ana Duarte", { last_day: dayOf("2024-01-01") }),
      named("Ana Duarte", { last_day: dayOf("2025-01-01") }),
    ];
    const { profile, names } = fuse(person, reliability);
    expect(profile.full_name).toBe("Ana Duarte");
    expect(names.map(({ family_name }) => family_name).sort()).toEqual(["duarte", "lima"]);
  });
});

describe("address and place", () => {
  it("prefers the address at the current employer, then a private one", () => {
    const acme = { ...job("Acme", null, "2021-01-01"), email: "ana@acme.example" };
    const beta = { ...job("Beta", null, "2025-01-01"), email: "ana@mail.test" };
    expect(profileOf([acme, beta]).email).toBe("ana@mail.test");
    expect(profileOf([acme, { ...beta, more_emails: ["ana@beta.example"] }]).email).toBe("ana@beta.example");
  });

  it("prefers, of one mailbox at several domains of the employer, the address at its main one", () => {
    const main = {
      ...job("Acme", null, "2021-01-01"),
      email: "ana@acme.example",
      other_domains: "acmehq.example",
    };
    const other = { ...main, email: "ana@acmehq.example", last_day: dayOf("2025-01-01") };
    expect(profileOf([main, other]).email).toBe("ana@acme.example");
    expect(profileOf([main, { ...other, email: "ana.lima@acmehq.example" }]).email).toBe(
      "ana.lima@acmehq.example",
    );
  });

  it("gives the most detailed writing of the latest place", () => {
    const place = (location: string, city: string | null, seen: string) =>
      record({ location, city, country: "us", last_day: dayOf(seen) });
    const person = [
      place("Boston, MA, USA", "boston", "2019-01-01"),
      place("San Francisco", "san francisco", "2025-02-01"),
      place("San Francisco, CA, USA", "san francisco", "2024-02-01"),
      place("USA", null, "2025-12-01"),
    ];
    expect(profileOf(person).location).toBe("San Francisco, CA, USA");
  });

  it("shows a place that is known in one form, whoever writes it how, and says as evidence how it is written", () => {
    const place = (location: string) =>
      record({ ...parsePlace({ location }), last_day: dayOf("2025-01-01") });
    const { profile, evidence } = fuse([place("Munich"), place("München, DE")], reliability);
    expect(profile.location).toBe("Munich, Bavaria, Germany");
    expect(evidence.location).toHaveLength(1);
    expect(evidence.location?.[0]?.value).toBe(profile.location);
    const said = evidence.location?.[0]?.statements.map(({ original }) => original);
    expect(said).toEqual(["Munich", "München, DE"]);
  });

  it("shows a place of which it is not known which one it is as it is written", () => {
    const place = (location: string) =>
      record({ ...parsePlace({ location }), last_day: dayOf("2025-01-01") });
    expect(profileOf([place("Springfield")]).location).toBe("Springfield");
    expect(profileOf([place("Kleindorf, Bayern, Deutschland")]).location).toBe(
      "Kleindorf, Bayern, Deutschland",
    );
    expect(profileOf([place("Springfield"), place("Springfield, IL")]).location).toBe("Springfield, IL, USA");
  });
});

describe("cohesion", () => {
  it("is 1 for one record and falls with the match weight that holds several together", () => {
    const cohesion = (support: number) =>
      fuse([record({ support }), record({ support })], reliability).cohesion;
    expect(fuse([record({})], reliability).cohesion).toBe(1);
    expect(cohesion(10)).toBeGreaterThan(0.99);
    expect(cohesion(1)).toBeLessThan(cohesion(4));
  });
});
