import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { anchorsOf, type Condition, lexeme, meets, tsquery } from "./searchCondition.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const term = fc.constantFrom("t:a", "d:b.example", "x:c d", "k:it's", "o:\\", "l:&|!", "n:''\\'", "c:é");
const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const several = fc.array(tie("condition"), { minLength: 1, maxLength: 3 });
  return {
    condition: fc.oneof(
      { maxDepth: 4 },
      term,
      several.map((all) => ({ all })),
      several.map((any) => ({ any })),
    ),
  };
});

describe("the anchors of a condition", () => {
  it("are terms one of which whoever meets it has", () => {
    fc.assert(
      fc.property(fc.uniqueArray(term, { maxLength: 5 }), condition, (terms, asked) => {
        const had: ReadonlySet<string> = new Set(terms);
        const isMissed = meets(had, asked) && !anchorsOf(asked).some((anchor) => had.has(anchor));
        expect(isMissed).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("are those that fewest have", () => {
    const employer = { any: ["c:acme", "d:acme.example"] };
    expect(anchorsOf({ all: ["n:us", "s:senior", employer, "t:sale"] })).toEqual(employer.any);
  });
});

describe("a condition", () => {
  it("holds in PostgreSQL for whom it holds here", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(term, { maxLength: 5 }), condition, async (terms, asked) => {
        const [row] = await database.sql<{ matches: boolean }[]>`
          SELECT ${terms.map(lexeme).join(" ")}::text::tsvector @@ ${tsquery(asked)}::text::tsquery AS matches`;
        expect(row?.matches).toBe(meets(new Set(terms), asked));
      }),
      { numRuns: 200 },
    );
  });
});
