import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { understood } from "../../../test/connected.js";

const JANE = { name: "Jane Doe", email: "jane@acme.example" };
const JOHN = { name: "John Roe", emails: [{ value: "john@acme.example" }] };
const PEOPLE = [
  { full_name: "Jane Doe", emails: ["jane@acme.example"] },
  { full_name: "John Roe", emails: ["john@acme.example"] },
];

describe("people are read from", () => {
  it.each([
    ["a list", JSON.stringify([JANE, JOHN])],
    ["a list over many lines", JSON.stringify([JANE, JOHN], null, 2)],
    [
      "a list in an object",
      JSON.stringify({ total: 2, page: { size: 10 }, contacts: [JANE, JOHN], next: null }),
    ],
    ["objects one after the other", `${JSON.stringify(JANE)} ${JSON.stringify(JOHN, null, 2)}`],
    ["one object a line", `${JSON.stringify(JANE)}\n${JSON.stringify(JOHN)}\n`],
    ["two lists", `${JSON.stringify([JANE])}\n${JSON.stringify([JOHN])}`],
    ["a list with a mark of UTF-8", `\ufeff${JSON.stringify([JANE, JOHN])}`],
    ["UTF-16", Buffer.from(`\ufeff${JSON.stringify([JANE, JOHN])}`, "utf16le")],
  ])("%s", async (_, content) => {
    const { people, rejects } = await understood(content, "json");
    expect(people).toEqual(PEOPLE);
    expect(rejects).toEqual([]);
  });
});

describe("what is wrong is rejected, beside what is right", () => {
  it.each([
    [
      "a value that is no object",
      `[{"name":"Jane Doe","email":"j@a.example"},\n7,\n"text"]`,
      [
        [2, "not_an_object"],
        [3, "not_an_object"],
      ],
    ],
    [
      "a text without an end",
      `[{"name":"Jane Doe","email":"j@a.example"},\n{"name":"John},\n{"name":"Max"}]`,
      [[2, "malformed_json"]],
    ],
    [
      "an end that is missing",
      `[{"name":"Jane Doe","email":"j@a.example"},\n{"name":"John"`,
      [[2, "malformed_json"]],
    ],
    [
      "an element that is too long",
      `[{"name":"Jane Doe","email":"j@a.example"},\n{"name":"${"x".repeat(1_000_001)}"}]`,
      [[2, "line_too_long"]],
    ],
    [
      "a list in the list",
      `[{"name":"Jane Doe","email":"j@a.example"},\n[{"name":"x"}]]`,
      [[2, "not_an_object"]],
    ],
  ])("%s", async (_, content, expected) => {
    const { people, rejects } = await understood(content, "json");
    expect(people[0]?.full_name).toBe("Jane Doe");
    expect(rejects.map(({ line, code }) => [line, code])).toEqual(expected);
  });
});

it("every list of objects is cut into its objects, whatever they hold and wherever the chunks end", async () => {
  const text = fc.string({ unit: "binary", maxLength: 20 }).filter((value) => !/\p{Surrogate}/u.test(value));
  const object = fc.record({
    name: fc.constant("Jane Doe"),
    mail: fc.constant("j@a.example"),
    x: text,
    y: fc.array(text),
    z: fc.dictionary(text, fc.jsonValue({ maxDepth: 2 })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(object, { minLength: 1, maxLength: 8 }), fc.nat(4), async (list, indent) => {
      const { people, rejects } = await understood(JSON.stringify(list, null, indent), "json");
      expect(people.length).toBe(list.length);
      expect(rejects).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
