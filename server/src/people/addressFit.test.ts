import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FusedPerson } from "../fusion/fusedPerson.js";
import { addressFit, addressKeys } from "./addressFit.js";
import { lookupRowsOf } from "./lookupKeys.js";

const jane = { given_name: "jane", family_name: "doe" };

const FORMS: readonly [string, (given: string, family: string) => string][] = [
  ["jane.doe", (given, family) => `${given}.${family}`],
  ["jane_doe", (given, family) => `${given}_${family}`],
  ["jane-doe7", (given, family) => `${given}-${family}7`],
  ["janedoe", (given, family) => given + family],
  ["doe.jane", (given, family) => `${family}.${given}`],
  ["doejane", (given, family) => family + given],
  ["jdoe", (given, family) => given.charAt(0) + family],
  ["j.doe", (given, family) => `${given.charAt(0)}.${family}`],
  ["janed", (given, family) => given + family.charAt(0)],
  ["doej", (given, family) => family + given.charAt(0)],
  ["doe.j", (given, family) => `${family}.${given.charAt(0)}`],
];

describe("an address that nobody is known by", () => {
  it.each(FORMS)("%s fits Jane Doe", (example) => {
    expect(addressFit(example, jane)).toBeGreaterThan(0.2);
  });

  it.each(["john.doe", "jroe", "doe", "jane", "kdoe", "janex", "x", "12"])(
    "%s does not fit Jane Doe",
    (local) => {
      expect(addressFit(local, jane)).toBe(0);
    },
  );

  it("fits better the more of the name it spells", () => {
    const fits = ["jane.doe", "jdoe", "janed", "doej"].map((local) => addressFit(local, jane));
    expect(fits).toEqual([...fits].sort((a, b) => b - a));
  });

  it.each(FORMS)("of the form %s leads to the rows of its owner", (_example, form) => {
    const word = fc.stringMatching(/^[a-z]{2,9}$/);
    fc.assert(
      fc.property(word, word, (given_name, family_name) => {
        const person: FusedPerson = {
          person_id: "p1",
          profile: {
            full_name: null,
            email: null,
            title: null,
            seniority: null,
            department: null,
            company_name: null,
            company_domain: null,
            linkedin_url: null,
            location: null,
          },
          evidence: {},
          emails: [],
          names: [{ given_name, family_name, share: 1 }],
          domains: [{ domain: "acme.example", probability: 0.9 }],
          cohesion: 1,
          record_count: 1,
        };
        const rows = new Set(lookupRowsOf(person).map(({ lookup_key }) => lookup_key));
        return addressKeys(form(given_name, family_name), "acme.example").some((key) => rows.has(key));
      }),
    );
  });

  it("leads nowhere where it spells no name, and costs few keys however long it is", () => {
    expect(addressKeys("12", "acme.example")).toEqual([]);
    expect(addressKeys("x", "acme.example")).toEqual([]);
    expect(addressKeys("a".repeat(64), "acme.example")).toEqual([]);
    expect(addressKeys("a".repeat(24), "acme.example").length).toBeLessThanOrEqual(24);
  });
});
