import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { familyVariants, parseName } from "./names.js";
import { nicknameRoots } from "./nicknames.js";

/** Written name → given and family name, folded. */
const SPLIT: readonly (readonly [string, string | null, string | null])[] = [
  ["John Smith", "john", "smith"],
  ["SMITH, JOHN", "john", "smith"],
  ["Smith, John Paul", "john paul", "smith"],
  ["Dr. John Smith Jr.", "john", "smith"],
  ["Prof. Dr. Anna Weber", "anna", "weber"],
  ["John Smith, PhD", "john", "smith"],
  ["John Smith III", "john", "smith"],
  ["J. R. Smith", "j r", "smith"],
  ['Robert "Bob" Young', "robert", "young"],
  ["Robert (Bob) Young", "robert", "young"],
  ["Anna Berg (née Holm)", "anna", "berg"],
  ["Anna Berg geb. Holm", "anna", "berg"],
  ["Mary Smith-Jones", "mary", "smith jones"],
  ["Séan O'Brien", "sean", "obrien"],
  ["Jean-Luc Moreau", "jean luc", "moreau"],
  ["Ludwig van der Berg", "ludwig", "van der berg"],
  ["Greta von Stein", "greta", "von stein"],
  ["Charles de la Tour", "charles", "de la tour"],
  ["María García López", "maria", "garcia lopez"],
  ["Ana María Fernández Ruiz", "ana maria", "fernandez ruiz"],
  ["João da Silva", "joao", "da silva"],
  ["Jürgen Müller", "jurgen", "muller"],
  ["Bjørn Østergård", "bjorn", "ostergard"],
  ["Łukasz Żak", "lukasz", "zak"],
  ["Иванова Анна Петровна", "anna", "ivanova"],
  ["Анна Козлова", "anna", "kozlova"],
  ["Γιώργος Παπαδάκης", "giorgos", "papadakis"],
  ["NGUYEN Van An", "van an", "nguyen"],
  ["Nguyễn Văn An", "van an", "nguyen"],
  ["Feng Haoxiang", "haoxiang", "feng"],
  ["Yuki TANAKA", "yuki", "tanaka"],
  ["KOVÁCS ANNA", "anna", "kovacs"],
  ["Horváth Péter", "peter", "horvath"],
  ["田中太郎", "taro", "tanaka"],
  ["김철수", "cheolsu", "kim"],
  ["欧阳娜娜", "nana", "ouyang"],
  ["Madonna", "madonna", null],
  ["jane@acme.example", null, null],
  ["https://acme.example/jane", null, null],
  ["12345", null, null],
  ["", null, null],
];

describe("a whole name", () => {
  it.each(SPLIT)("%s", (full_name, given_name, family_name) => {
    expect(parseName({ full_name })).toMatchObject({ given_name, family_name });
  });

  it("keeps the way it is written, but for shouting and whispering", () => {
    const shown = (full_name: string) => parseName({ full_name }).full_name;
    expect(shown("Séan  O'Brien ")).toBe("Séan O'Brien");
    expect(shown("JEAN-LUC MOREAU")).toBe("Jean-Luc Moreau");
    expect(shown("anna van der berg")).toBe("Anna van der Berg");
    expect(shown("田中太郎")).toBe("田中太郎");
    expect(shown("Smith, John")).toBe("John Smith");
  });
});

describe("a name in columns", () => {
  it("is trusted", () => {
    expect(parseName({ first_name: "Feng", last_name: "Haoxiang" })).toMatchObject({
      given_name: "feng",
      family_name: "haoxiang",
    });
    expect(parseName({ first_name: "Ana", middle_name: "M.", last_name: "Ruiz" })).toMatchObject({
      given_name: "ana m",
    });
  });
});

describe("keys", () => {
  const key = (full_name: string) => parseName({ full_name }).name_key;

  it.each([
    ["Feng Haoxiang", "Haoxiang Feng"],
    ["Müller, Jürgen", "Jurgen Muller"],
    ["Jürgen Müller", "Juergen Mueller"],
    ["Séan O'Brien", "Sean OBrien"],
    ["SMITH John", "John Smith"],
  ])("are equal for %s and %s", (one, other) => {
    expect(key(one)).toBe(key(other));
  });

  it("lead nicknames to one root", () => {
    const root = (full_name: string) => parseName({ full_name }).given_root;
    for (const name of ["Bob Young", "Bobby Young", "Rob Young", "Robert Young"])
      expect(root(name)).toBe("robert");
    for (const name of ["Bill Young", "Will Young", "William Young"]) expect(root(name)).toBe("william");
    expect(root("Van Young")).toBe("van");
  });

  it("know every full name that a nickname may stand for", () => {
    expect(nicknameRoots("alex")).toEqual(expect.arrayContaining(["alexander", "alexandra", "alex"]));
    expect(nicknameRoots("zyx")).toEqual(["zyx"]);
  });

  it("ask for a family name whole, without particles, and by its parts", () => {
    expect(familyVariants("van den berg")).toEqual(expect.arrayContaining(["vandenberg", "berg"]));
    expect(familyVariants("garcia lopez")).toEqual(
      expect.arrayContaining(["garcialopez", "garcia", "lopez"]),
    );
    expect(familyVariants("mueller")).toEqual(["muller"]);
  });
});

describe("any text", () => {
  it("never makes it fail", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (full_name) => {
        const parsed = parseName({ full_name });
        return parsed.given_name === null || /^[a-z0-9 ]+$/.test(parsed.given_name);
      }),
    );
  });

  it("is read the same when it is read again", () => {
    const word = fc.stringMatching(/^[A-Z][a-z]{2,8}$/);
    fc.assert(
      fc.property(word, word, (given, family) => {
        const once = parseName({ first_name: given, last_name: family });
        const again = parseName({ first_name: once.given_name ?? "", last_name: once.family_name ?? "" });
        return once.name_key === again.name_key && once.family_key === again.family_key;
      }),
    );
  });

  it("of a machine or of nobody is shown but compared with nobody's", () => {
    for (const nobody of ["root", "Unknown", "Your Name", "test user"]) {
      const { full_name, ...compared } = parseName({ full_name: nobody });
      expect(full_name).not.toBeNull();
      expect(Object.values(compared).every((value) => value === null)).toBe(true);
    }
    expect(parseName({ full_name: "Nona Root" }).name_key).toBe("nona root");
  });

  it("of a megabyte is read in time", () => {
    expect(parseName({ full_name: "a ".repeat(500_000) }).full_name).not.toBeNull();
  });
});

describe("two plain words", () => {
  const letters = (alphabet: string) =>
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 8 });
  const word = fc.oneof(
    fc.constantFrom(
      "Jane",
      "BOB",
      "doe",
      "Unknown",
      "root",
      "Dr",
      "Jr",
      "MD",
      "Van",
      "de",
      "Ivanovich",
      "bin",
      "A",
      "Bob",
    ),
    letters("abehouy"),
    letters("AEBaeb"),
  );

  it("are read as they are with something around them that is left out", () => {
    fc.assert(
      fc.property(word, word, (first_name, last_name) => {
        expect(parseName({ first_name, last_name })).toEqual(
          parseName({ first_name: `\u00a0${first_name}`, last_name, middle_name: "" }),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
