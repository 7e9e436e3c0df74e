import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vouch } from "../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const run = (args: readonly string[]) => vouch(args, { DATABASE_URL: database.url });
const json = async (args: readonly string[]) => JSON.parse((await run([...args, "--json"])).stdout);

describe("vouch feedback", () => {
  it("lists what accounts said, shows it and undoes it", async () => {
    expect((await run(["feedback"])).stdout).toContain("No account has said anything");
    await run(["accounts", "create", "sales"]);
    await database.sql`
      INSERT INTO feedback (account_id, request_id, operation, person_id, verdict, field, wrong_value, correct_value, confidence)
      SELECT account_id, 'req_1', 'enrichPerson', 'per_1', 'wrong_value', 'title', 'Engineer', 'VP Sales', 0.98 FROM account`;
    const [listed] = await json(["feedback", "list"]);
    expect(listed).toMatchObject({
      account: "sales",
      verdict: "wrong_value",
      field: "title",
      state: "waiting",
    });
    expect(await json(["feedback", "list", "--limit", "1"])).toHaveLength(1);
    const { stdout } = await run(["feedback", "show", listed.id]);
    for (const words of ["wrong_value in title", "shown: Engineer", "right, it says: VP Sales", "0.98"])
      expect(stdout).toContain(words);
    expect(await json(["feedback", "confirm", listed.id])).toMatchObject({ state: "confirmed", accounts: 1 });
    expect(await json(["feedback", "undo", listed.id, "--why", "mixed up"])).toMatchObject({
      state: "undone",
    });
    expect((await run(["feedback", "list"])).stdout).toContain("undone");
    for (const action of ["feedback.confirm", "feedback.undo"])
      expect(await database.sql`SELECT FROM audit_entry WHERE action = ${action}`).toHaveLength(1);
  });

  it("changes nothing by what was said to be right", async () => {
    const [right] = await database.sql<{ id: string }[]>`
      INSERT INTO feedback (account_id, request_id, operation, verdict)
      SELECT account_id, 'req_2', 'enrichPerson', 'right' FROM account RETURNING feedback_id::text AS id`;
    const { code, stderr } = await run(["feedback", "confirm", right?.id ?? ""]);
    expect(code).not.toBe(0);
    expect(stderr).toContain("says that the answer was right");
  });

  it.each([
    [["show", "999"], "There is no feedback 999"],
    [["confirm", "999"], "There is no feedback 999"],
    [["undo", "999"], "There is no feedback 999"],
    [["undo", "x"], "id under which it is listed"],
    [["list", "--limit", "0"], "1 at least"],
  ])("says what is wrong with %j", async (args, words) => {
    const { code, stderr } = await run(["feedback", ...args]);
    expect(code).not.toBe(0);
    expect(stderr).toContain(words);
  });
});
