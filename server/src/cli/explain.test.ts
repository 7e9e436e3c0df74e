import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ended, vouch } from "../../test/commandLine.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";

let database: TestDatabase;
let dataDir: string;
let person = "";

const run = (...args: string[]): Promise<Ended> =>
  vouch(args, { DATABASE_URL: database.url, VOUCH_DATA: dataDir });

beforeAll(async () => {
  database = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), "vouch-explain-"));
  const file = join(dataDir, "crew.csv");
  const rows = [
    "1,Ada Byronova,ada@acme.example",
    "2,Ada Byronova,ada@acme.example",
    "3,Ben Castellane,ben@umbra.example",
  ];
  writeFileSync(file, `id,name,email\n${rows.join("\n")}\n`);
  await run("import", file, "--source", "crm");
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("why records are one person", () => {
  it("is not told before they were resolved", async () => {
    const { code, stderr } = await run("explain", "crm:1", "crm:2");
    expect(code).toBe(1);
    expect(stderr).toBe("error: No model was learned yet\nhint: Run vouch resolve first.\n");
  });

  it("vouch resolve --explain tells each step with its rows and SQL", async () => {
    const { stdout } = await run("resolve", "--explain");
    expect(stdout).toMatch(/^step +rows +seconds$/m);
    expect(stdout).toMatch(/^candidate_pair +1 +\d+\.\d\d$/m);
    expect(stdout).toContain("-- candidate_pair\nSELECT left_id, right_id");
  });

  it("vouch explain tells of two records, evidence by evidence", async () => {
    const { stdout } = await run("explain", "crm:1", "crm:2");
    expect(stdout).toMatch(/^bits +sum +because of$/m);
    expect(stdout).toMatch(/contact: same address/);
    person = /They are one person today: (per_\w+)\./.exec(stdout)?.[1] ?? "";
    expect(person).not.toBe("");
  });

  it("vouch explain tells of a person, and draws a picture", async () => {
    const graph = join(dataDir, "person.mmd");
    const { stdout } = await run("explain", person, "--graph", graph);
    expect(stdout).toContain(`${person}: 2 records, by model 1`);
    expect(readFileSync(graph, "utf8")).toContain(`subgraph p0["${person}"]`);
  });

  it("vouch history tells what became of them", async () => {
    const { stdout } = await run("history", person);
    expect(stdout).toContain(`${person} has 2 records.`);
    expect(stdout).toMatch(
      new RegExp(`^2\\d{3}-\\d\\d-\\d\\d \\d\\d:\\d\\dZ +${person} was found +import of crm, model 1$`, "m"),
    );
    expect((await run("history", "per_none")).code).toBe(1);
  });

  it("vouch judge, judgements and review keep a person's word", async () => {
    expect((await run("judgements")).stdout).toBe("Nobody has judged anything yet. See vouch review.\n");
    const by = ["--by", "Kim", "--why", "knows both"];
    expect((await run("judge", "crm:1", "crm:2", "different", ...by)).stdout).toContain(
      "from the next vouch resolve on",
    );
    expect((await run("judge", "crm:1", "crm:2", "perhaps", ...by)).code).toBe(2);
    expect(JSON.parse((await run("review", "--json")).stdout)).toEqual([]);
    await run("judgements", "withdraw", "1", ...by);
    const list = JSON.parse((await run("judgements", "list", "--json")).stdout);
    expect(list.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["negative", "withdrawn"]);
  });
});
