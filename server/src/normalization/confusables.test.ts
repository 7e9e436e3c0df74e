import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adverseText } from "../../test/adverseText.js";
import { imitates, untangled } from "./confusables.js";
import { normalizeRecord } from "./normalizeRecord.js";

describe("a word of two scripts", () => {
  it.each([
    ["Pеter", "Peter"],
    ["Иванoв", "Иванов"],
    ["Рeter Сarter", "Peter Carter"],
    ["Αnna", "Anna"],
    ["Анна Smith", "Анна Smith"],
    ["Сора", "Сора"],
    ["Jürgen", "Jürgen"],
    ["Яndex", "Яndex"],
  ])("%s is read as %s", (text, read) => {
    expect(untangled(text)).toBe(read);
  });

  it("is of one script once it was read, whatever it was", () => {
    fc.assert(fc.property(adverseText, (text) => untangled(untangled(text)) === untangled(text)));
  });
});

describe("an address", () => {
  it.each([
    ["jаne", "acme.example"],
    ["jane", "xn--cme-7cd.example"],
    ["раура", "acme.example"],
  ])("%s@%s imitates another", (local, host) => {
    expect(imitates(local, host)).toBe(true);
  });

  it.each([
    ["jane", "acme.example"],
    ["jörg", "xn--mnchen-3ya.example"],
    ["иван", "acme.example"],
    ["jane", "xn--80aswg.xn--p1ai"],
  ])("%s@%s is what it looks like", (local, host) => {
    expect(imitates(local, host)).toBe(false);
  });

  it("that imitates another leaves its record's name shown, and compared with nobody's", () => {
    const { record } = normalizeRecord({ full_name: "Jane Doe", emails: ["jаne@acme.example"] });
    expect(record).toMatchObject({
      full_name: "Jane Doe",
      given_name: null,
      family_key: null,
      name_key: null,
    });
    expect(record.email).toBe("jаne@acme.example");
  });
});
