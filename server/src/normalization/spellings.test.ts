import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spellingKey, spellingRoot } from "./spellings.js";
import { umlautKey } from "./text.js";

describe("the spelling of a name", () => {
  it.each([
    ["mohammed", "muhammad"],
    ["dostoevskiy", "dostoevsky"],
    ["shcherbakova", "scherbakova"],
    ["papadopoulos", "papadopulos"],
    ["djokovic", "dokovic"],
    ["macleod", "mcleod"],
    ["samuel", "shmuel"],
  ])("%s meets %s", (one, other) => expect(spellingKey(one)).toBe(spellingKey(other)));

  it.each([
    ["anna", "hanna"],
    ["ivanov", "ivanova"],
    ["weber", "vogel"],
    ["zhang", "zhao"],
    ["mack", "mck"],
  ])("%s does not meet %s", (one, other) => expect(spellingKey(one)).not.toBe(spellingKey(other)));

  it("is the same for a word and for what is left of it when umlauts are unified", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{1,12}$/),
        (word) => spellingKey(word) === spellingKey(umlautKey(word)),
      ),
    );
  });

  it("of a root is the root", () => {
    expect(spellingRoot("sergei")).toBe("sergey");
    expect(spellingRoot("sergey")).toBe("sergey");
    expect(spellingRoot("unheard")).toBe("unheard");
  });
});
