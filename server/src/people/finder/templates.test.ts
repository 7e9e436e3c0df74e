import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formsOf, type NameForm } from "./nameForms.js";
import { spell, TEMPLATES, useOf } from "./templates.js";

const form = (given: string, family: string, middle = ""): NameForm => ({
  given,
  middle,
  family,
  givenForm: "plain",
  familyForm: "joined",
  weight: 1,
});
const named = (pattern: string) => TEMPLATES.find((template) => template.pattern === pattern);

describe("templates", () => {
  it("are many, each once", () => {
    expect(TEMPLATES.length).toBeGreaterThanOrEqual(14);
    expect(new Set(TEMPLATES.map(({ pattern }) => pattern)).size).toBe(TEMPLATES.length);
  });

  it.each([
    ["{first}.{last}", "ada.byron"],
    ["{f}{last}", "abyron"],
    ["{first}", "ada"],
    ["{first}{l}", "adab"],
    ["{f}.{last}", "a.byron"],
    ["{last}_{first}", "byron_ada"],
    ["{first}-{last}", "ada-byron"],
    ["{f}{l}", "ab"],
    ["{first}.{m}.{last}", "ada.k.byron"],
    ["{f}{m}{last}", "akbyron"],
  ])("%s makes %s", (pattern, local) => {
    const template = named(pattern);
    expect(template && spell(template, form("ada", "byron", "k"))).toBe(local);
  });

  it("makes nothing of a name that lacks a part", () => {
    const template = named("{first}.{m}.{last}");
    expect(template && spell(template, form("ada", "byron"))).toBeUndefined();
  });
});

describe("how an address was made", () => {
  it("is told of whatever a template makes", () => {
    const name = fc.stringMatching(/^[a-z]{2,12}$/);
    fc.assert(
      fc.property(name, name, fc.constantFrom(...TEMPLATES), (given, family, template) => {
        const one = form(given, family, "k");
        const local = spell(template, one) ?? "";
        const use = useOf(local, [one]);
        expect(use && spell(use.template, one)).toBe(local);
      }),
    );
  });

  it("leaves out the number of who came second", () => {
    expect(useOf("ada.byron2", [form("ada", "byron")])?.template.pattern).toBe("{first}.{last}");
  });

  it.each(["mintfox", "ada.l", "byr0n", "", "2"])("is not told of %j", (local) => {
    expect(useOf(local, formsOf({ given_name: "grace", family_name: "hopper" }))).toBeUndefined();
  });
});
