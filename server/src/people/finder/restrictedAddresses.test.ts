import { describe, expect, it } from "vitest";
import type { StatedValue } from "../../fusion/evidence.js";
import type { VouchedProfile } from "../vouched.js";
import type { FoundAddress } from "./finding.js";
import { addressesFor } from "./restrictedAddresses.js";

const address = (email: string, status: FoundAddress["status"]): FoundAddress => ({
  email,
  status,
  confidence: 0.9,
  pattern: null,
});
const said = (value: string, source_id: number): StatedValue => ({
  value,
  probability: 0.9,
  statements: [{ record: { source_id, source_key: "a", first_day: null, last_day: 1 }, original: value }],
});

const profile = {
  full_name: "Jane Roe",
  email: "jane@acme.example",
  title: null,
  seniority: null,
  department: null,
  company_name: null,
  company_domain: null,
  linkedin_url: null,
  location: "Berlin, Germany",
};
const source = (source_id: number, legal_basis: string) => ({
  source_id,
  legal_basis,
  name: "x",
  record_url: null,
});
const jane: VouchedProfile = {
  profile,
  profileJson: JSON.stringify(profile),
  evidence: {
    full_name: [said("Jane Roe", 1)],
    email: [said("jane@acme.example", 1), said("jroe@acme.example", 2)],
  },
  cohesion: 1,
  record_count: 2,
  sources: new Map([
    [1, source(1, "contract")],
    [2, source(2, "CC-BY-NC-4.0")],
  ]),
};
const found = {
  addresses: [
    address("jane@acme.example", "known"),
    address("jroe@acme.example", "known"),
    address("j.roe@acme.example", "inferred"),
  ],
  personIds: ["per_jane"],
};
const emails = (answer: ReturnType<typeof addressesFor>) => answer.addresses.map(({ email }) => email);

describe("addresses for an account that may not be told everything", () => {
  it("are those that a source states which it may hear of, and made ones", () => {
    const answer = addressesFor(found, [jane], { deny_licences: ["cc-by-nc-4.0"] });
    expect(emails(answer)).toEqual(["jane@acme.example", "j.roe@acme.example"]);
    expect(answer.personIds).toEqual(["per_jane"]);
  });

  it("are none, not even made ones, of somebody who is withheld", () => {
    for (const restrictions of [{ deny_countries: ["de"] }, { allow_licences: ["internal"] }])
      expect(addressesFor(found, [jane], restrictions)).toEqual({ addresses: [], personIds: [] });
  });

  it("are all where nothing of the person is withheld", () => {
    expect(emails(addressesFor(found, [jane], { allow_countries: ["de"] }))).toHaveLength(3);
  });
});
