import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashApiKey, isApiKey, keyIdOf, newApiKey } from "./apiKey.js";

describe("an API key", () => {
  it("has the prefix, 40 characters of chance and a checksum of 6", () => {
    expect(newApiKey()).toMatch(/^vouch_live_[0-9A-Za-z]{46}$/);
  });

  it("tells its mode by its prefix", () => {
    expect(newApiKey("test")).toMatch(/^vouch_test_[0-9A-Za-z]{46}$/);
    const key = newApiKey();
    expect(isApiKey(key.replace("live", "test"))).toBe(false);
  });

  it("is recognised as one", () => {
    for (let count = 0; count < 200; count++) expect(isApiKey(newApiKey())).toBe(true);
    expect(isApiKey(newApiKey("test"))).toBe(true);
  });

  it("is never the same twice, and uses the whole alphabet evenly", () => {
    const keys = Array.from({ length: 2000 }, newApiKey);
    expect(new Set(keys).size).toBe(keys.length);
    const counts = new Map<string, number>();
    for (const character of keys.map((key) => key.slice(11, 51)).join("")) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const expected = (2000 * 40) / 62;
    expect(counts.size).toBe(62);
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected * 0.2);
  });

  it("with one character changed is none", () => {
    const digit = fc.constantFrom(..."0123456789ABCxyz_-é");
    fc.assert(
      fc.property(fc.nat(56), digit, (place, character) => {
        const key = newApiKey();
        const changed = key.slice(0, place) + character + key.slice(place + 1);
        return changed === key || !isApiKey(changed);
      }),
    );
  });

  it("is not any other text", () => {
    fc.assert(fc.property(fc.string(), (text) => !isApiKey(text)));
  });

  it("is stored and named by its hash alone", () => {
    const key = newApiKey();
    expect(hashApiKey(key)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashApiKey(key)).toBe(hashApiKey(key));
    expect(keyIdOf(hashApiKey(key))).toBe(hashApiKey(key).slice(0, 12));
  });
});
