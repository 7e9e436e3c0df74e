import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestApi } from "../../test/api.js";
import { vouch } from "../../test/commandLine.js";
import { ADA, publishAda } from "../../test/people.js";
import { type TestDatabase, testDatabase } from "../../test/postgres.js";
import { launchVouch } from "../../test/startedVouch.js";
import { createEnricher } from "../people/enrich.js";

const folder = mkdtempSync(join(tmpdir(), "vouch-enrich-cli-"));
let database: TestDatabase;
let api: TestApi;
let url: string;
let files = 0;

beforeAll(async () => {
  database = await testDatabase();
  await publishAda(database.sql);
  api = new TestApi(database.sql, { enrich: createEnricher(database.sql) });
  url = await api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await api.app.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

/** Writes an input file and names an output beside it. */
function filesFor(text: string): { input: string; output: string } {
  files++;
  const input = join(folder, `in${files}.csv`);
  writeFileSync(input, text);
  return { input, output: join(folder, `out${files}.csv`) };
}

const read = (path: string): Record<string, string>[] => parse(readFileSync(path), { columns: true });

describe("vouch enrich, against a running server", () => {
  it("answers rows by address and by name and domain, each with its status, and pays as the API does", async () => {
    const key = await api.newKey({ credits: 100 });
    const { input, output } = filesFor(
      `First Name;Last Name;Company Domain;E-Mail\n;;;${ADA.email}\nAda;Byron;https://www.acme.example/;\nNo;Body;acme.example;\n;;;info@acme.example\nAda;;;\nAda;Byron\n`,
    );
    const { code, stdout, stderr } = await vouch(["enrich", input, "-o", output, "--url", url, "--json"], {
      VOUCH_API_KEY: key,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      rows: 6,
      earlier: 0,
      found: 2,
      not_found: 1,
      errors: 3,
      credits_used: 9,
    });
    expect(read(output).map(({ status }) => status)).toEqual([
      "success",
      "success",
      "not_found",
      "unprocessable",
      "missing_param",
      "wrong_column_count",
    ]);
    expect(read(output)[1]).toMatchObject({ full_name: ADA.full_name, email: ADA.email, department: "" });
    expect((await api.charges(key)).map(({ credits }) => credits).sort()).toEqual([1, 4, 4]);
  });

  it("reads a whole name where the file does not part it", async () => {
    const key = await api.newKey({ credits: 100 });
    const { input, output } = filesFor(`Name,Domain\n"Byron, Ada",acme.example\n`);
    await vouch(["enrich", input, "-o", output, "--url", url, "--key", key]);
    expect(read(output)[0]).toMatchObject({ status: "success", title: "Senior Analyst" });
  });

  it("stops when the credits are used up, says how to go on, and goes on without paying twice", async () => {
    const key = await api.newKey({ credits: 9 });
    const { input, output } = filesFor(`email\n${`${ADA.email}\n`.repeat(4)}`);
    const args = ["enrich", input, "-o", output, "--url", url, "--key", key, "--json"];
    const first = await vouch(args);
    expect(first.code).toBe(1);
    expect(first.stderr).toContain("run the same command again");
    const paid = (await api.charges(key)).length;
    const again = await vouch(args);
    expect(again.code).toBe(1);
    expect((await api.charges(key)).length).toBe(paid);
  });

  it("pays for every row once, however often it is killed", async () => {
    const key = await api.newKey({ credits: 10_000 });
    const rows = 600;
    const { input, output } = filesFor(`email\n${`${ADA.email}\n`.repeat(rows)}`);
    const args = ["enrich", input, "-o", output, "--url", url, "--key", key, "--json"];
    for (const paid of [1, 150, 400]) {
      const child = launchVouch(args);
      const ended = once(child, "exit");
      while ((await api.charges(key)).length < paid) await sleep(2);
      child.kill("SIGKILL");
      await ended;
    }
    expect((await vouch(args)).code).toBe(0);
    expect(read(output).map(({ status }) => status)).toEqual(Array(rows).fill("success"));
    expect(await api.charges(key)).toHaveLength(rows);
  });

  it("does not ask again when all is done", async () => {
    const key = await api.newKey({ credits: 100 });
    const { input, output } = filesFor(`email\n${ADA.email}\n`);
    const args = ["enrich", input, "-o", output, "--url", url, "--key", key, "--json"];
    await vouch(args);
    const { code, stdout } = await vouch(args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 1, earlier: 1, credits_used: 0 });
    expect(await api.charges(key)).toHaveLength(1);
  });

  it("says so when the key is not valid", async () => {
    const { input, output } = filesFor(`email\n${ADA.email}\n`);
    const { code, stderr } = await vouch(["enrich", input, "-o", output, "--url", url, "--key", "wrong"]);
    expect(code).toBe(1);
    expect(stderr).toContain("vouch keys create");
  });
});

describe("vouch enrich, asked wrongly", () => {
  it("says how to start a server where none runs", async () => {
    const { input, output } = filesFor(`email\n${ADA.email}\n`);
    const { code, stderr } = await vouch([
      "enrich",
      input,
      "-o",
      output,
      "--url",
      "http://127.0.0.1:1",
      "--key",
      "any",
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain("vouch start");
  });

  it("says how to make a key where none is given", async () => {
    const { input, output } = filesFor(`email\n${ADA.email}\n`);
    const { code, stderr } = await vouch(["enrich", input, "-o", output, "--url", url], {
      VOUCH_API_KEY: "",
    });
    expect(code).toBe(1);
    expect(stderr).toContain("vouch keys create");
  });

  it("says what is missing in a file without addresses and names", async () => {
    const { input, output } = filesFor("colour,size\nred,4\n");
    const { code, stderr } = await vouch(["enrich", input, "-o", output, "--url", url, "--key", "any"]);
    expect(code).toBe(1);
    expect(stderr).toContain("no column holds a name");
  });

  it("ends with the code for wrong use where no output is named", async () => {
    expect((await vouch(["enrich", "in.csv"])).code).toBe(2);
  });
});
