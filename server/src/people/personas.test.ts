import { enrichPersonAnswer, personaErrors, personas } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import { askPersona } from "./personas.js";

const ANYBODY = { minConfidence: 0.5, required: [], include: [] } as const;
const at = (word: string) => ({ email: `${word}@personas.example` });

describe("personas", () => {
  it.each(personas.map((persona) => [persona.word, persona] as const))(
    "%s has a profile of the contract's shape",
    (_, persona) => {
      expect(enrichPersonAnswer.shape.data.strict().parse(persona.profile)).toEqual(persona.profile);
    },
  );

  it.each(["certain", "likely", "doubtful", "sparse"])("%s is found, by address and by name", (word) => {
    const { profile } = personas.find((persona) => persona.word === word) ?? {};
    const found = { kind: "found", profile, sections: {} };
    expect(askPersona(at(word), ANYBODY)).toEqual(found);
    expect(askPersona({ email: `${word.toUpperCase()}@Personas.Example` }, ANYBODY)).toEqual(found);
    const name = { first_name: word.toUpperCase(), last_name: "persona", domain: "personas.example" };
    expect(askPersona(name, ANYBODY)).toEqual(found);
  });

  it.each(["ambiguous", "unlikely", "stranger"])("%s is not found", (word) => {
    expect(askPersona(at(word), ANYBODY)).toEqual({
      kind: "refused",
      word: "not_found",
    });
  });

  it("heed min_confidence and required", () => {
    expect(askPersona(at("unlikely"), { ...ANYBODY, minConfidence: 0.2 }).kind).toBe("found");
    expect(askPersona(at("likely"), { ...ANYBODY, minConfidence: 0.8 }).kind).toBe("refused");
    expect(askPersona(at("sparse"), { ...ANYBODY, required: ["full_name"] }).kind).toBe("found");
    expect(askPersona(at("sparse"), { ...ANYBODY, required: ["title"] }).kind).toBe("refused");
  });

  it("have every section that is asked for, of the contract's shape", () => {
    const include = ["evidence", "alternatives", "history", "explanation"] as const;
    for (const word of ["certain", "sparse"]) {
      const answer = askPersona(at(word), { ...ANYBODY, include });
      const sections = answer.kind === "found" ? answer.sections : {};
      expect(Object.keys(sections)).toEqual(include);
      const { profile: data } = personas.find((persona) => persona.word === word) ?? {};
      const whole = { status: "success", request_id: "req_1", credits_used: 0, data, ...sections };
      expect(enrichPersonAnswer.parse(whole)).toEqual(whole);
    }
  });

  it.each(personaErrors)("%s is answered to who asks for it", (word) => {
    expect(askPersona(at(word), ANYBODY)).toEqual({ kind: "refused", word });
  });

  it("are nobody elsewhere", () => {
    expect(askPersona({ email: "certain@acme.example" }, ANYBODY).kind).toBe("refused");
    expect(
      askPersona({ first_name: "certain", last_name: "Byron", domain: "personas.example" }, ANYBODY).kind,
    ).toBe("refused");
  });
});
