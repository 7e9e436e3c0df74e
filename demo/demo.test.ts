import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { companyOf } from "./company.js";
import {
  COMMITTED_DEMO,
  demoFolder,
  demoSources,
  generateDemo,
  TRUTH_PEOPLE_FILE,
  TRUTH_RECORDS_FILE,
  type TruePerson,
  trueCourses,
  writeDemo,
} from "./index.js";

const demo = generateDemo(COMMITTED_DEMO);
const people = demo.truth.people
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as TruePerson);
const truth = demo.truth.records
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(","));

describe("the committed demo", () => {
  it("is what the generator makes, byte for byte", () => {
    for (const { name, path } of demoSources())
      expect(readFileSync(path, "utf8"), name).toBe(demo.sources[name]);
    expect(readFileSync(join(demoFolder(), TRUTH_RECORDS_FILE), "utf8")).toBe(demo.truth.records);
    expect(readFileSync(join(demoFolder(), TRUTH_PEOPLE_FILE), "utf8")).toBe(demo.truth.people);
  });

  it("has at least 2 000 people in at least 7 000 records of five sources", () => {
    expect(people.length).toBeGreaterThanOrEqual(2000);
    expect(truth.length).toBeGreaterThanOrEqual(7000);
    expect(new Set(truth.map(([source]) => source))).toEqual(new Set(demoSources().map(({ name }) => name)));
  });

  it("names the true person of every record once, and no record for nobody", () => {
    expect(new Set(truth.map(([source, key]) => `${source}|${key}`)).size).toBe(truth.length);
    expect(new Set(truth.map(([, , person]) => Number(person)))).toEqual(
      new Set(people.map(({ person }) => person)),
    );
  });

  it("has a line in its file for every record of the truth", () => {
    for (const { name } of demoSources()) {
      const text = demo.sources[name] ?? "";
      const keys = truth.filter(([source]) => source === name).map(([, key]) => key ?? "");
      expect(
        keys.filter((key) => !text.includes(key)),
        name,
      ).toEqual([]);
    }
  });

  it("knows what was true of people before, up to what is true today", () => {
    const courses = [...trueCourses(COMMITTED_DEMO)];
    expect(courses.map(({ person }) => person)).toEqual(people.map(({ person }) => person));
    for (const { person, stations } of courses) {
      const { titles, companies, domains } = people[person] ?? {};
      expect(stations.at(-1)).toMatchObject({ titles, companies, domains, until: null });
      for (const [at, { until }] of stations.slice(0, -1).entries())
        expect(until).toBeLessThanOrEqual(stations[at + 1]?.from ?? 0);
    }
  });

  it("gives an address to one person only", () => {
    const addresses = people.flatMap(({ emails }) => emails);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it("keeps to reserved endings, but for the reference page's example", () => {
    const hosts = Object.values(demo.sources).flatMap((text) => text.match(/@[a-z0-9.-]+/gi) ?? []);
    const open = hosts.filter((host) => !host.toLowerCase().endsWith(".example"));
    expect(new Set(open)).toEqual(new Set(["@stripe.com"]));
  });

  it("tells of the reference page's example in several sources as it is", () => {
    const telling = Object.values(demo.sources).filter((text) => text.includes("john.smith@stripe.com"));
    expect(telling.length).toBeGreaterThanOrEqual(3);
    expect(demo.sources["crm"]).toContain("Senior Software Engineer,Stripe");
  });

  it("has namesakes in one company", () => {
    const seen = new Set<string>();
    const namesakes = people.filter(({ first_name, last_name, domains }) => {
      const key = `${first_name}|${last_name}|${domains[0]}`;
      return seen.has(key) || !seen.add(key);
    });
    expect(namesakes.length).toBeGreaterThanOrEqual(10);
  });
});

describe("the generator", () => {
  const folder = mkdtempSync(join(tmpdir(), "vouch-demo-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("makes other people for another seed", () => {
    const other = generateDemo({ seed: "another", people: 50 });
    expect(other.sources["crm"]).not.toBe(generateDemo({ seed: "yet-another", people: 50 }).sources["crm"]);
  });

  it("has resellers on demand, who repeat what others wrote under later dates, and leaves the others as they are", () => {
    const usual = generateDemo({ seed: "sold", people: 300 });
    const { sources } = generateDemo({ seed: "sold", people: 300, resellers: true });
    for (const name of Object.keys(usual.sources)) expect(sources[name]).toBe(usual.sources[name]);
    const rowsOf = (name: string) =>
      (sources[name] ?? "")
        .trim()
        .split("\n")
        .slice(1)
        .map((row) => ({ said: row.slice(row.indexOf(",") + 1, -"2026-01-01".length), day: row.slice(-10) }));
    const archived = new Map(rowsOf("archive").map(({ said, day }) => [said, day]));
    const sold = rowsOf("reseller").filter(({ said }) => archived.has(said));
    expect(sold.length).toBeGreaterThan(archived.size / 2);
    const earlier = sold.filter(({ said, day }) => day < (archived.get(said) ?? ""));
    // Two may happen to see the same for themselves.
    expect(earlier.length).toBeLessThan(sold.length / 50);
  });

  it("writes to files what it makes in memory", async () => {
    const options = { seed: "files", people: 300 };
    const written = await writeDemo(folder, options);
    const made = generateDemo(options);
    for (const { name, path } of written) expect(readFileSync(path, "utf8")).toBe(made.sources[name]);
    expect(readFileSync(join(folder, TRUTH_RECORDS_FILE), "utf8")).toBe(made.truth.records);
  });

  it("names the companies of one world apart", () => {
    const stems = Array.from({ length: 2000 }, (_, number) => companyOf("stems", number).domains[0]);
    expect(new Set(stems).size).toBe(stems.length);
  });
});
