import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownShare, wordFilter } from "./knownWords.js";

const word = fc.string({
  unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789"),
  minLength: 3,
  maxLength: 12,
});
const texts = fc.array(
  fc.array(word, { minLength: 1, maxLength: 5 }).map((list) => list.join(" ")),
  { maxLength: 20 },
);

describe("known words", () => {
  it("are all that the filter was made of", () => {
    fc.assert(
      fc.property(texts, (list) => {
        const filter = wordFilter(list);
        for (const text of list) expect(knownShare(text, filter)).toBe(1);
      }),
    );
  });

  it("are few of the others", () => {
    const filter = wordFilter(Array.from({ length: 40_000 }, (_, at) => `known${at}`));
    const others = Array.from({ length: 4_000 }, (_, at) => knownShare(`other${at}`, filter));
    expect(others.filter((share) => share > 0).length / others.length).toBeLessThan(0.05);
  });

  it("leave out what is too short to tell, and are none where nothing is left", () => {
    const filter = wordFilter(["leiter it"]);
    expect(knownShare("leiter of xy", filter)).toBe(1);
    expect(knownShare("leiter verkauf", filter)).toBe(0.5);
    expect(knownShare("it", filter)).toBe(0);
  });
});
