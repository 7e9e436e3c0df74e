import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDomain, registrableDomain } from "./domains.js";

describe("a domain", () => {
  it.each([
    ["acme.example", "acme.example"],
    ["ACME.Example.", "acme.example"],
    ["www.acme.example", "acme.example"],
    ["https://www.acme.example/people?x=1#y", "acme.example"],
    ["http://user:secret@acme.example:8080/", "acme.example"],
    ["//acme.example/x", "acme.example"],
    ["mail.acme.co.uk", "acme.co.uk"],
    ["münchen.example", "xn--mnchen-3ya.example"],
    ["xn--mnchen-3ya.example", "xn--mnchen-3ya.example"],
  ])("%s is registered as %s", (text, registrable) => {
    expect(parseDomain(text)).toMatchObject({ registrable, reserved: false });
    expect(registrableDomain(text)).toBe(registrable);
  });

  it.each([
    "",
    " ",
    ".",
    "a b.example",
    "-acme.example",
    "ac_me!.example",
    "acme..example",
    "a".repeat(3000),
  ])("%j is none", (text) => {
    expect(parseDomain(text)).toBeNull();
    expect(registrableDomain(text)).toBeNull();
  });

  it.each([
    "localhost",
    "acme",
    "com",
    "co.uk",
    "127.0.0.1",
    "example.com",
    "acme.invalid",
    "printer.local",
    "sedoparking.com",
  ])("%s stands for no company", (text) => {
    expect(parseDomain(text)).toMatchObject({ reserved: true });
  });

  it("is never read differently a second time, and no text makes it fail", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.domain(), fc.webUrl()), (text) => {
        const once = parseDomain(text);
        return once === null || parseDomain(once.host)?.host === once.host;
      }),
    );
  });
});
