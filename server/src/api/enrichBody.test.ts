import { enrichPersonBody, includable, profileFields } from "@vouch/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EnrichBody, readEnrichBody } from "./enrichBody.js";
import { type Refusal, RefusedError } from "./errors.js";

function read(body: unknown): EnrichBody | Refusal {
  try {
    return readEnrichBody(body);
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal;
    throw error;
  }
}

const text = fc.oneof(
  fc.constantFrom(
    "",
    "  ",
    "Ada",
    " ada@acme.example ",
    "acme.example",
    "\0",
    "a".repeat(254),
    "é".repeat(255),
  ),
  fc.constantFrom("b".repeat(200), ` ${"b".repeat(200)} `, "b".repeat(201), "c".repeat(2049)),
  fc.string(),
);
const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 20, arbitrary: value },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
const body = fc.record(
  {
    email: maybe(text),
    first_name: maybe(text),
    last_name: maybe(text),
    domain: maybe(text),
    min_confidence: maybe(fc.double({ min: -0.5, max: 1.5, noNaN: true })),
    required: maybe(fc.array(fc.constantFrom<string>(...profileFields, "salary"))),
    include: maybe(fc.array(fc.constantFrom<string>(...includable, "gossip"), { maxLength: 1 })),
    dry_run: maybe(fc.boolean()),
    unknown: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("the fast reader of enrichPerson's body", () => {
  it("accepts what the contract's schema accepts, and nothing else", () => {
    const verdicts = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.oneof({ weight: 9, arbitrary: body }, { weight: 1, arbitrary: fc.jsonValue() }),
        (value) => {
          const sent = asSent(value);
          const accepted = !("word" in read(sent));
          verdicts[accepted ? "accepted" : "refused"]++;
          expect(accepted).toBe(enrichPersonBody.safeParse(sent).success);
        },
      ),
      { numRuns: 3000 },
    );
    expect(verdicts.accepted).toBeGreaterThan(100);
    expect(verdicts.refused).toBeGreaterThan(100);
  });

  it("names the field that the schema names", () => {
    fc.assert(
      fc.property(body, (value) => {
        const sent = asSent(value);
        const verdict = read(sent);
        if (!("word" in verdict)) return;
        const named = enrichPersonBody.safeParse(sent).error?.issues.map(({ path }) => path[0]);
        expect(named).toContain(verdict.param);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads what the schema reads", () => {
    fc.assert(
      fc.property(body, (value) => {
        const sent = asSent(value);
        const parsed = enrichPersonBody.safeParse(sent);
        if (!parsed.success) return;
        const { include, ...fields } = parsed.data;
        const expected = { ...fields, required: fields.required ?? [], dry_run: fields.dry_run ?? false };
        for (const [name, held] of Object.entries(read(sent))) {
          const asked = expected[name as keyof typeof expected];
          expect(held).toEqual(asked === null || asked === "" ? undefined : asked);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("does not see what a prototype has", () => {
    expect(read(JSON.parse('{"__proto__": {"email": "ada@acme.example"}}'))).toMatchObject({
      word: "missing_param",
    });
    expect(read(Object.create({ email: "ada@acme.example" }))).toMatchObject({ word: "missing_param" });
  });
});
