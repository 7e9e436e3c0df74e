import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { type Condition, lexeme, meets, tsquery } from "./searchCondition.js";

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
