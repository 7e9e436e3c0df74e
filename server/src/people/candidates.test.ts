import { describe, expect, it } from "vitest";
import { parseEmail } from "../normalization/emails.js";
import { type Candidate, chooseByEmail, chooseByName, type Subject } from "./candidates.js";

let ids = 0;
const candidate = (given_name: string, family_name: string, more: Partial<Candidate> = {}): Candidate => ({
  person_id: `p${++ids}`,
  given_name,
  family_name,
  strength: 0.9,
  cohesion: 0.98,
  profile: JSON.stringify({ full_name: `${given_name} ${family_name}`, linkedin_url: String(ids) }),
  ...more,
});
const owner = (full_name: string, more: Partial<Candidate> = {}): Candidate =>
  candidate("", "", { given_name: null, family_name: null, profile: JSON.stringify({ full_name }), ...more });
const named = (given_name: string, family_name: string): Subject => ({
  email: undefined,
  name: { given_name, family_name },
});
const at = (address: string, name?: Subject["name"]): Subject => ({
  email: parseEmail(address) ?? undefined,
  name,
});
const split = (full_name: string) => {
  const [given_name = "", family_name = ""] = full_name.split(" ");
  return { given_name, family_name };
};
const byName = (candidates: readonly Candidate[], subject: Subject, truncated = false) =>
  chooseByName(candidates, truncated, subject);

describe("by a name at an employer", () => {
  it("chooses the person of that name, surely", () => {
    const jane = candidate("jane", "doe");
    const choice = byName([candidate("john", "doe"), jane], named("jane", "doe"));
    expect(choice?.profile).toBe(jane.profile);
    expect(choice?.confidence).toBeGreaterThan(0.85);
  });

  it("finds nobody where no name fits", () => {
    expect(byName([candidate("john", "doe")], named("jane", "doe"))).toBeUndefined();
    expect(byName([], named("jane", "doe"))).toBeUndefined();
  });

  it("picks none of two equally likely people: neither is above one half", () => {
    const two = [candidate("jane", "doe"), candidate("jane", "doe")];
    expect(byName(two, named("jane", "doe"))?.confidence).toBeLessThanOrEqual(0.5);
  });

  it("prefers who is there today to who left, with a confidence that says there are two", () => {
    const [left, here] = [candidate("jane", "doe", { strength: 0.5 }), candidate("jane", "doe")];
    const choice = byName([left, here], named("jane", "doe"));
    expect(choice?.profile).toBe(here.profile);
    const alone = byName([here], named("jane", "doe"));
    expect(choice?.confidence).toBeLessThan(alone?.confidence ?? 0);
  });

  it("prefers the name itself to a nickname's other root and an initial", () => {
    const robert = candidate("robert", "smith");
    const choice = byName(
      [candidate("r", "smith"), candidate("bob", "smith"), robert],
      named("robert", "smith"),
    );
    expect(choice?.profile).toBe(robert.profile);
  });

  it("counts a person once, by the row that fits best", () => {
    const rows = [
      candidate("j", "doe", { person_id: "one" }),
      candidate("jane", "doe", { person_id: "one" }),
    ];
    expect(byName(rows, named("jane", "doe"))).toEqual(byName(rows.slice(1), named("jane", "doe")));
  });

  it("is unsure where more people were found than were read", () => {
    const jane = [candidate("jane", "doe")];
    expect(byName(jane, named("jane", "doe"), true)?.confidence).toBeLessThanOrEqual(0.6);
  });

  it("answers the same whatever order the candidates come in", () => {
    const all = [candidate("jane", "doe"), candidate("jane", "doe"), candidate("j", "doe")];
    const [one, other] = [all, [...all].reverse()].map((some) => byName(some, named("jane", "doe")));
    expect(one?.profile).toBe(other?.profile);
    expect(one?.confidence).toBeCloseTo(other?.confidence ?? 0, 9);
  });
});

describe("by an unknown address", () => {
  it("chooses who the address spells, not for certain", () => {
    const jane = candidate("jane", "doe");
    const choice = byName([jane, candidate("john", "roe")], at("jdoe@acme.example"));
    expect(choice?.profile).toBe(jane.profile);
    expect(choice?.confidence).toBeLessThan(1);
  });

  it("picks nobody where it spells two", () => {
    const two = [candidate("jane", "doe"), candidate("john", "doe")];
    expect(byName(two, at("jdoe@acme.example"))?.confidence).toBeLessThanOrEqual(0.5);
  });
});

describe("by a known address", () => {
  it("chooses its owner", () => {
    const choice = chooseByEmail([owner("Jane Doe")], at("jd@acme.example"), split);
    expect(choice?.confidence).toBeGreaterThan(0.8);
  });

  it("lets the address decide where another name is given, with less confidence", () => {
    const jane = owner("Jane Doe");
    const agreeing = chooseByEmail(
      [jane],
      at("jd@acme.example", { given_name: "Jane", family_name: "Doe" }),
      split,
    );
    const other = chooseByEmail(
      [jane],
      at("jd@acme.example", { given_name: "Emil", family_name: "Roe" }),
      split,
    );
    expect(other?.profile).toBe(jane.profile);
    expect(other?.confidence).toBeLessThan(agreeing?.confidence ?? 0);
  });

  it("tells the owners of a shared address apart by the name", () => {
    const shared = [owner("Emil Roe"), owner("Jane Doe")];
    const choice = chooseByEmail(
      shared,
      at("us@acme.example", { given_name: "Jane", family_name: "Doe" }),
      split,
    );
    expect(choice?.profile).toBe(shared[1]?.profile);
  });
});
