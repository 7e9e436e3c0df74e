import { generateDemo, type TruePerson } from "@vouch/demo";
import { describe, expect, it } from "vitest";
import { fieldAccuracy } from "./demoFields.js";
import { demoQueries } from "./demoQueries.js";
import { judge, majority } from "./demoTruth.js";

const people = generateDemo({ seed: "bench-test", people: 400 })
  .truth.people.trim()
  .split("\n")
  .map((line) => JSON.parse(line) as TruePerson);
const queries = demoQueries(people);

describe("the questions", () => {
  it("ask for every person by today's address and by name at today's employer", () => {
    const asked = (about: string) => queries.filter((query) => query.about === about).length;
    expect(asked("today's address")).toBe(people.length);
    expect(asked("today's employer")).toBe(people.length);
  });

  it("ask for people who do not exist by addresses that nobody has", () => {
    const owned = new Set(people.flatMap(({ emails }) => emails));
    const nobodys = queries.flatMap(({ body, person }) =>
      person === null && "email" in body ? [body.email] : [],
    );
    expect(nobodys.length).toBeGreaterThan(20);
    expect(nobodys.filter((email) => owned.has(email))).toEqual([]);
  });

  it("never ask by an address for another than its owner", () => {
    const owner = new Map(
      people.flatMap(({ person, emails }) => emails.map((email) => [email, String(person)] as const)),
    );
    const wrong = queries.filter(
      ({ body, person }) =>
        person !== null && "email" in body && (owner.get(body.email) ?? person) !== person,
    );
    expect(wrong).toEqual([]);
  });

  it("are the same every time", () => {
    expect(demoQueries(people)).toEqual(queries);
  });
});

describe("the judgement", () => {
  const truth = [
    { source: "crm", source_key: "1", person: "7", rightly: ["title"] as const },
    { source: "crm", source_key: "2", person: "7", rightly: [] as const },
    { source: "crm", source_key: "3", person: "8", rightly: [] as const },
  ];
  const exported = truth.map(({ source, source_key }) => ({
    source,
    source_key,
    person_id: `p${source_key === "3" ? 3 : 1}`,
  }));

  it("does not put up with a lost record", () => {
    expect(() => judge(truth, exported.slice(1))).toThrow("was lost");
  });

  it("takes a published person to be the true one that most of its records are about", () => {
    const partner = majority(
      judge(truth, exported),
      ({ person_id }) => person_id,
      ({ person }) => person,
    );
    expect(partner).toEqual(
      new Map([
        ["p1", "7"],
        ["p3", "8"],
      ]),
    );
  });

  it("judges a field over the people of whom a record states it rightly", () => {
    const [first] = people;
    if (first === undefined) throw new Error("there are people");
    const seven = { ...first, person: 7, titles: ["Engineer", "Eng."] };
    const shown = { person_id: "p1", title: "eng", company_name: null, company_domain: null, location: null };
    expect(fieldAccuracy([seven], judge(truth, exported), [shown]).title).toEqual({ people: 1, accuracy: 1 });
  });
});
