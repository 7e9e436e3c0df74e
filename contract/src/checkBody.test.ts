import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkBody } from "./checkBody.js";
import { enrichPersonBody } from "./enrichPerson.js";

const check = (body: unknown) => checkBody(enrichPersonBody, body);

describe("checking a body of enrichPerson", () => {
  it("trims text and leaves unknown fields out", () => {
    expect(check({ email: " ada@acme.example ", nickname: "Countess" })).toEqual({
      body: { email: "ada@acme.example" },
    });
  });

  it.each([
    [undefined, { word: "missing_param", param: "email" }],
    [
      { first_name: "Ada", domain: " " },
      { word: "missing_param", param: "last_name" },
    ],
    [
      { first_name: "Ada", last_name: "Byron" },
      { word: "missing_param", param: "domain" },
    ],
    [[], { word: "invalid_param", detail: "The body must be a JSON object." }],
    [{ email: 1 }, { word: "invalid_param", param: "email", detail: "email must be a string." }],
    [
      { email: "a".repeat(255) },
      { word: "invalid_param", param: "email", detail: "email may have at most 254 characters." },
    ],
    [
      { domain: "a\0" },
      {
        word: "invalid_param",
        param: "domain",
        detail: "domain contains a NUL character or half of a surrogate pair.",
      },
    ],
    [
      { min_confidence: 2 },
      {
        word: "invalid_param",
        param: "min_confidence",
        detail: "min_confidence must be a number from 0 to 1.",
      },
    ],
    [{ dry_run: 1 }, { word: "invalid_param", param: "dry_run", detail: "dry_run must be true or false." }],
    [
      { include: ["gossip"] },
      {
        word: "invalid_param",
        param: "include",
        detail: "include must be a list of these: evidence, alternatives, history, explanation.",
      },
    ],
  ])("says of %j what is wrong with it", (body, fault) => {
    expect(check(body)).toEqual({ fault });
  });

  it("names what required may hold", () => {
    const { fault } = { fault: undefined, ...check({ required: ["gossip"] }) };
    expect(fault?.detail).toMatch(/^required must be a list of these: full_name, [a-z_, ]+\.$/);
  });

  it("does not see what a prototype has", () => {
    const fault = { word: "missing_param", param: "email" };
    expect(check(JSON.parse('{"__proto__": {"email": "ada@acme.example"}}'))).toEqual({ fault });
    expect(check(JSON.parse('{"constructor": {"email": "ada@acme.example"}}'))).toEqual({ fault });
  });

  it("takes absent, null and blank as the same", () => {
    const nothing = fc.constantFrom(undefined, null, "", "  ");
    fc.assert(
      fc.property(nothing, nothing, nothing, nothing, (email, first_name, last_name, domain) => {
        expect(check({ email, first_name, last_name, domain })).toEqual(check({}));
      }),
    );
  });

  it("has an answer for any JSON", () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => "fault" in check(body)));
  });
});
