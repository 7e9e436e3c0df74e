import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { vouch } from "../../test/commandLine.js";
import { publishColleagues } from "../../test/finder.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";

let database: TestDatabase;
let api: TestApi;
let url: string;

beforeAll(async () => {
  database = await testDatabase();
  await publishColleagues(database.sql, [{ name: "Ada Byron", local: "ada.byron" }]);
  api = new TestApi(database.sql, {});
  url = await api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await api.app.close();
  await database.close();
});

const find = async (...args: readonly string[]) =>
  await vouch(["find", ...args, "--url", url, "--key", await api.newKey({ credits: 10 })]);

describe("vouch find, against a running server", () => {
  it("says the address, how it is made, and what it cost", async () => {
    const { code, stdout, stderr } = await find("Ada", "Byron", "acme.example");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^ada\.byron@acme\.example {2}\d\d % {2}known {2}\{first\}\.\{last\}\n/);
    expect(stdout).toMatch(/Whether mail arrives is not known\. 2 credits\.\n$/);
  });

  it("answers machines as the API does", async () => {
    const { stdout } = await find("Grace", "Hopper", "acme.example", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ email: "grace.hopper@acme.example", status: "inferred" });
  });

  it("says so where nothing is likely enough", async () => {
    const { code, stdout } = await find("Grace", "Hopper", "acme.example", "--min-confidence", "0.99");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "Not found; 0 credits.\n" });
  });

  it("fails with what is wrong", async () => {
    const wrong = await find("Ada", "Byron", "no domain");
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("domain is not a domain") });
    const nobody = await vouch(["find", "A", "B", "c.example", "--key", "k", "--url", "http://127.0.0.1:1"]);
    expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining("No Vouch server answers") });
  });
});
