import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordFields } from "../ingestion/sourceRecord.js";
import { normalizeRecord } from "./normalizeRecord.js";

const NOW = Date.UTC(2026, 5, 1);
const normalize = (fields: RecordFields) => normalizeRecord(fields, NOW);

describe("a record", () => {
  it("has its personal addresses, phones and profiles as identifiers", () => {
    const { record, identifiers } = normalize({
      full_name: "Jane Doe",
      emails: ["info@acme.example", "Jane@Acme.example", "jane.d@freemail.example", "broken"],
      phones: ["+1 703 555 0139", "0703 555"],
      linkedin_url: "http://de.linkedin.com/in/Jane-Doe/?x=1",
      profile_urls: ["https://github.com/JaneDoe"],
    });
    expect(identifiers).toEqual([
      { kind: "email", value: "jane@acme.example" },
      { kind: "email", value: "jane.d@freemail.example" },
      { kind: "linkedin", value: "https://linkedin.com/in/jane-doe" },
      { kind: "profile", value: "https://github.com/janedoe" },
      { kind: "phone", value: "+17035550139" },
    ]);
    expect(record).toMatchObject({
      email: "jane@acme.example",
      email_domain: "acme.example",
      employer_domain: "acme.example",
    });
  });

  it("takes its employer from the company's site before an address, and from no free host", () => {
    expect(
      normalize({ emails: ["jane@acme.example"], company_domain: "https://www.acme-corp.example/" }).record
        .employer_domain,
    ).toBe("acme-corp.example");
    expect(normalize({ emails: ["jane@freemail.example"] }).record).toMatchObject({
      employer_domain: null,
      email_domain: null,
    });
    expect(normalize({ emails: ["info@acme.example"] }).record).toMatchObject({
      employer_domain: "acme.example",
      email: null,
    });
  });

  it.each([
    [{ full_name: "jdoe-99", emails: ["x@acme.example"] }, "jdoe99"],
    [{ full_name: "Jane Doe", emails: ["12+Jane-D@users.noreply.github.com"] }, "janed"],
    [{ full_name: "Jane Doe", emails: ["jane.doe@acme.example"] }, "janedoe"],
    [{ full_name: "root", emails: ["jd@acme.example"] }, null],
    [{ full_name: "Jane Doe" }, null],
  ])("of %o is called %s by machines", (fields, handle) => {
    expect(normalize(fields).record.handle).toBe(handle);
  });

  it("has its name written together, in whatever order the parts came", () => {
    const joined = (fields: RecordFields) => normalize(fields).record.name_joined;
    expect(joined({ full_name: "Jane van Doe" })).toBe("janevandoe");
    expect(joined({ full_name: "Doe, Jane" })).toBe(joined({ first_name: "Jane", last_name: "Doe" }));
    expect(joined({ full_name: "unknown" })).toBeNull();
  });

  it.each(["constructor", "Constructor", "valueOf", "__proto__"])(
    "takes %s for a word as any other",
    (word) => {
      const { record } = normalize({
        full_name: `${word} Doe`,
        title: `${word} Engineer`,
        company_name: `${word} Works`,
        city: word,
      });
      const key = word.toLowerCase().replaceAll("_", "");
      expect(record).toMatchObject({
        given_name: key,
        given_root: key,
        title_key: `${key} engineer`,
        company_key: `${key}works`,
        city: key,
      });
    },
  );

  it("keeps what cannot be read as unknown", () => {
    const { record, identifiers } = normalize({
      full_name: "Jane Doe",
      emails: ["x"],
      last_seen: "soon",
      title: "n/a",
      company_name: "-",
    });
    expect(record).toMatchObject({ email: null, last_seen: null, title: null, company_name: null });
    expect(identifiers).toEqual([]);
  });

  it("of any text is normalised without failing", () => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    const fields = fc.record(
      {
        full_name: text,
        first_name: text,
        last_name: text,
        emails: fc.array(text, { maxLength: 3 }),
        phones: fc.array(text, { maxLength: 3 }),
        profile_urls: fc.array(text, { maxLength: 3 }),
        title: text,
        company_name: text,
        company_domain: text,
        linkedin_url: text,
        location: text,
        city: text,
        last_seen: text,
      },
      { requiredKeys: [] },
    );
    fc.assert(fc.property(fields, (any) => normalize(any).identifiers.every(({ value }) => value !== "")));
  });
});
