import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FusedPerson } from "../fusion/fusedPerson.js";
import { parseName } from "../normalization/names.js";
import { emailKey, lookupRowsOf, nameKeys } from "./lookupKeys.js";

const givens = ["robert", "bob", "elizabeth", "jane", "maria luisa", "jean pierre", "wei", "oyvind", "j"];
const families = ["smith", "van den berg", "garcia marquez", "mueller", "de la cruz", "okafor", "wang", "o"];
const name = fc.record({
  given_name: fc.constantFrom(...givens),
  family_name: fc.constantFrom(...families),
  share: fc.double({ min: 0.01, max: 1, noNaN: true }),
});
const domain = fc.record({
  domain: fc.constantFrom("acme.example", "acme.test", "globex.example", "initech.test"),
  probability: fc.double({ min: 0.001, max: 0.995, noNaN: true }),
});
const email = fc.record({
  email: fc.constantFrom("a@acme.example", "b@acme.example", "c@globex.example"),
  probability: fc.double({ min: 0.01, max: 0.995, noNaN: true }),
});
const person: fc.Arbitrary<FusedPerson> = fc.record({
  person_id: fc.constant("p1"),
  profile: fc.constant({
    full_name: null,
    email: null,
    title: null,
    seniority: null,
    department: null,
    company_name: null,
    company_domain: null,
    linkedin_url: null,
    location: null,
  }),
  evidence: fc.constant({}),
  emails: fc.uniqueArray(email, { selector: (entry) => entry.email }),
  names: fc.uniqueArray(name, {
    minLength: 1,
    selector: (entry) => `${entry.given_name} ${entry.family_name}`,
  }),
  domains: fc.uniqueArray(domain, { minLength: 1, selector: (entry) => entry.domain }),
  cohesion: fc.constant(1),
  record_count: fc.constant(1),
});

const rowKeys = (found: FusedPerson) => new Set(lookupRowsOf(found).map(({ lookup_key }) => lookup_key));

/** Whether a question by this name meets a row of the person at every one of its domains. */
function isMet(found: FusedPerson, given_name: string, family_name: string): boolean {
  const keys = rowKeys(found);
  return found.domains.every((at) =>
    nameKeys({ given_name, family_name }, at.domain).some((key) => keys.has(key)),
  );
}

const nicknames: Readonly<Record<string, string>> = { robert: "bob", bob: "robert", elizabeth: "liz" };
const accented: Readonly<Record<string, string>> = { garcia: "García", mueller: "Müller", oyvind: "Øyvind" };
const accents = (text: string) =>
  text
    .split(" ")
    .map((word) => accented[word] ?? word.toUpperCase())
    .join(" ");

describe("a question that means a person meets one of its rows", () => {
  it("by every address", () => {
    fc.assert(
      fc.property(person, (found) =>
        found.emails.every((entry) => rowKeys(found).has(emailKey(entry.email))),
      ),
    );
  });

  it.each<[string, (given: string, family: string) => [string, string]]>([
    ["as it is known", (given, family) => [given, family]],
    ["by a nickname or its full form", (given, family) => [nicknames[given] ?? given, family]],
    ["by one of several given names", (given, family) => [given.split(" ").at(-1) ?? "", family]],
    ["by an initial", (given, family) => [given.charAt(0), family]],
    ["without particles", (given, family) => [given, family.replace(/^(van den|de la) /, "")]],
    ["by the first half of a double surname", (given, family) => [given, family.replace(/ marquez$/, "")]],
    ["by the second half of a double surname", (given, family) => [given, family.replace(/^garcia /, "")]],
    ["with an umlaut spelled the other way", (given, family) => [given, family.replace("ue", "u")]],
  ])("%s", (_how, ask) => {
    fc.assert(
      fc.property(person, (found) =>
        found.names.every((is) => isMet(found, ...ask(is.given_name, is.family_name))),
      ),
    );
  });

  it("with the family name first", () => {
    const ask = (found: FusedPerson) =>
      found.names
        .filter((is) => is.given_name.length > 1)
        .every((is) => isMet(found, is.family_name, is.given_name));
    fc.assert(fc.property(person, ask));
  });

  it("with accents and capitals", () => {
    const ask = (found: FusedPerson) =>
      found.names.every((is) => {
        const parsed = parseName({ first_name: accents(is.given_name), last_name: accents(is.family_name) });
        return isMet(found, parsed.given_name ?? "", parsed.family_name ?? "");
      });
    fc.assert(fc.property(person, ask));
  });
});

describe("the rows of a person", () => {
  it("have distinct keys, and the person's strength for each address and domain", () => {
    fc.assert(
      fc.property(person, (found) => {
        const rows = lookupRowsOf(found);
        expect(new Set(rows.map(({ lookup_key }) => lookup_key)).size).toBe(rows.length);
        for (const { lookup_key, strength } of rows) {
          const address = found.emails.find((entry) => emailKey(entry.email) === lookup_key);
          const at = found.domains.find((entry) => lookup_key.startsWith(`n|${entry.domain}|`));
          expect(strength).toBe((address ?? at)?.probability);
        }
      }),
    );
  });

  it("hold the fullest name where an initial has the same key", () => {
    const names = [
      { given_name: "j", family_name: "doe", share: 0.9 },
      { given_name: "jane", family_name: "doe", share: 0.1 },
    ];
    const [sample] = fc.sample(person, 1);
    const rows = lookupRowsOf({ ...(sample as FusedPerson), names, emails: [] });
    expect(rows.map(({ given_name }) => given_name)).not.toContain("j");
  });
});
