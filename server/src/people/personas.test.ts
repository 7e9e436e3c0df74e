import { enrichPersonAnswer, personaErrors, personas } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import { askPersona } from "./personas.js";

const at = (word: string) => ({ email: `${word}@personas.example` });

describe("personas", () => {
  it.each(personas.map((persona) => [persona.word, persona] as const))(
    "%s has a profile of the contract's shape",
    (_, persona) => {
      expect(enrichPersonAnswer.shape.data.strict().parse(persona.profile)).toEqual(persona.profile);
    },
  );

  it.each(["certain", "likely", "doubtful", "sparse"])("%s is found, by address and by name", (word) => {
    const found = { kind: "found", profile: personas.find((persona) => persona.word === word)?.profile };
    expect(askPersona(at(word), { minConfidence: 0.5, required: [] })).toEqual(found);
    expect(
      askPersona({ email: `${word.toUpperCase()}@Personas.Example` }, { minConfidence: 0.5, required: [] }),
    ).toEqual(found);
    const name = { first_name: word.toUpperCase(), last_name: "persona", domain: "personas.example" };
    expect(askPersona(name, { minConfidence: 0.5, required: [] })).toEqual(found);
  });

  it.each(["ambiguous", "unlikely", "stranger"])("%s is not found", (word) => {
    expect(askPersona(at(word), { minConfidence: 0.5, required: [] })).toEqual({
      kind: "refused",
      word: "not_found",
    });
  });

  it("heed min_confidence and required", () => {
    expect(askPersona(at("unlikely"), { minConfidence: 0.2, required: [] }).kind).toBe("found");
    expect(askPersona(at("likely"), { minConfidence: 0.8, required: [] }).kind).toBe("refused");
    expect(askPersona(at("sparse"), { minConfidence: 0.5, required: ["full_name"] }).kind).toBe("found");
    expect(askPersona(at("sparse"), { minConfidence: 0.5, required: ["title"] }).kind).toBe("refused");
  });

  it.each(personaErrors)("%s is answered to who asks for it", (word) => {
    expect(askPersona(at(word), { minConfidence: 0.5, required: [] })).toEqual({ kind: "refused", word });
  });

  it("are nobody elsewhere", () => {
    expect(askPersona({ email: "certain@acme.example" }, { minConfidence: 0.5, required: [] }).kind).toBe(
      "refused",
    );
    expect(
      askPersona(
        { first_name: "certain", last_name: "Byron", domain: "personas.example" },
        { minConfidence: 0.5, required: [] },
      ).kind,
    ).toBe("refused");
  });
});
