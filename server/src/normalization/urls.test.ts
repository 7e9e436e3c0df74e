import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adverseText } from "../../test/adverseText.js";
import { parseLinkedin, parseOrcid, parseProfile, parseWebsite } from "./urls.js";

describe("a LinkedIn profile", () => {
  it.each([
    ["https://www.linkedin.com/in/Jane-Doe/", "https://linkedin.com/in/jane-doe"],
    ["linkedin.com/in/jane-doe?trk=x", "https://linkedin.com/in/jane-doe"],
    ["https://de.linkedin.com/in/j%C3%B6rg", "https://linkedin.com/in/jörg"],
    ["https://linkedin.com/in/jane\u200b-doe", "https://linkedin.com/in/jane-doe"],
  ])("%s", (text, canonical) => expect(parseLinkedin(text)).toBe(canonical));

  it("is none where it is a company's", () => {
    expect(parseLinkedin("https://linkedin.com/company/acme")).toBeNull();
  });
});

describe("a profile", () => {
  it.each([
    ["https://github.com/JaneDoe", "https://github.com/janedoe"],
    ["github.com/janedoe/?tab=repositories", "https://github.com/janedoe"],
    ["https://mobile.twitter.com/jane_doe/status/1", "https://x.com/jane_doe"],
    ["https://x.com/@jane_doe", "https://x.com/jane_doe"],
    ["https://stackoverflow.com/users/22656/jane", "https://stackoverflow.com/users/22656"],
    ["https://www.xing.com/profile/Jane_Doe2", "https://xing.com/profile/jane_doe2"],
    ["https://orcid.org/0000-0000-0000-0001", "https://orcid.org/0000-0000-0000-0001"],
  ])("%s is %s", (text, canonical) => expect(parseProfile(text)).toBe(canonical));

  it.each([
    "https://github.com/acme/product",
    "https://github.com/features",
    "https://github.com/-jane",
    "https://x.com/a_name_longer_than_x_has",
    "https://x.com/intent/post",
    "https://orcid.org/0000-0000-0000-0002",
    "https://jane.example",
    "",
  ])("%s is none", (text) => expect(parseProfile(text)).toBeNull());
});

describe("an ORCID iD", () => {
  it("has a check digit, which may be X", () => {
    expect(parseOrcid("0000-0000-0000-0001")).toBe("https://orcid.org/0000-0000-0000-0001");
    expect(parseOrcid("orcid:000000000000001x")).toBe("https://orcid.org/0000-0000-0000-001X");
    expect(parseOrcid("0000-0000-0000-0012")).toBeNull();
    const valid = "0123456789X"
      .split("")
      .filter((digit) => parseOrcid(`0000-0001-0000-000${digit}`) !== null);
    expect(valid).toHaveLength(1);
  });
});

describe("a page on the web", () => {
  it.each([
    ["HTTP://www.Jane.Example/about/?utm_source=x#top", "https://jane.example/about"],
    ["jane.example", "https://jane.example"],
    ["https://münchen.example/?id=1", "https://xn--mnchen-3ya.example?id=1"],
  ])("%s is %s", (text, canonical) => expect(parseWebsite(text)).toBe(canonical));

  it.each(["jane", "jane@acme.example", "javascript:alert(1)", "https://"])("%s is none", (text) =>
    expect(parseWebsite(text)).toBeNull(),
  );
});

describe("any text", () => {
  it.each([parseLinkedin, parseProfile, parseOrcid, parseWebsite])("is read the same again: %s", (parse) => {
    const text = fc.oneof(
      adverseText,
      fc.webUrl(),
      fc.webPath().map((path) => `https://github.com${path}`),
      fc.webPath().map((path) => `https://linkedin.com/in${path}`),
    );
    fc.assert(
      fc.property(text, (input) => {
        const once = parse(input);
        return once === null || parse(once) === once;
      }),
    );
  });
});
