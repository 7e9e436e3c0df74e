import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vouch } from "../../test/commandLine.js";
import { useTestJobs } from "../../test/jobs.js";
import { ADA } from "../../test/people.js";
import { interrupted, launchVouch } from "../../test/startedVouch.js";
import { grant } from "../credits/grant.js";

const jobs = useTestJobs();
const folder = mkdtempSync(join(tmpdir(), "vouch-enrich-cli-"));
let url: string;
let files = 0;

beforeAll(async () => {
  url = await jobs.api.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes an input file and names an output beside it. */
function filesFor(text: string, extension = "csv"): { input: string; output: string } {
  files++;
  const input = join(folder, `in${files}.${extension}`);
  writeFileSync(input, text);
  return { input, output: join(folder, `out${files}.${extension}`) };
}

const read = (path: string): Record<string, string>[] => parse(readFileSync(path), { columns: true });
const statuses = (path: string) => read(path).map(({ status }) => status);
const crowd = (rows: number) => `email\n${`${ADA.email}\n`.repeat(rows)}`;
const chargesOf = async (key: string) => (await jobs.api.charges(key)).length;

/** A file with a key that can pay for it, and the command that has it answered. */
async function prepared(text: string, { credits = 10_000, extension = "csv" } = {}) {
  const key = await jobs.api.newKey({ credits });
  const { input, output } = filesFor(text, extension);
  const args = ["enrich", input, "-o", output, "--url", url, "--key", key, "--json"];
  return { key, input, output, args };
}

describe("vouch enrich, against a running server", () => {
  it("answers rows by address and by name and domain, each with its status, and pays as the API does", async () => {
    const { key, output, args } = await prepared(
      `First Name;Last Name;Company Domain;E-Mail\n;;;${ADA.email}\nAda;Byron;https://www.acme.example/;\nNo;Body;acme.example;\n;;;info@acme.example\nAda;;;\nAda;Byron\n`,
    );
    const { code, stdout } = await vouch(args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ rows: 6, found: 2, not_found: 1, errors: 3, credits_used: 9 });
    expect(statuses(output)).toEqual([
      "success",
      "success",
      "not_found",
      "unprocessable",
      "missing_param",
      "wrong_column_count",
    ]);
    expect(read(output)[1]).toMatchObject({ full_name: ADA.full_name, email: ADA.email, department: "" });
    expect((await jobs.api.charges(key)).map(({ credits }) => credits).sort()).toEqual([1, 4, 4]);
    expect(existsSync(`${output}.job`) || existsSync(`${output}.part`)).toBe(false);
  });

  it("reads a whole name where the file does not part it", async () => {
    const { output, args } = await prepared(`Name,Domain\n"Byron, Ada",acme.example\n`);
    await vouch(args);
    expect(read(output)[0]).toMatchObject({ status: "success", title: "Senior Analyst" });
  });

  it("answers JSON lines as JSON lines, and sees that they are there", async () => {
    const { key, output, args } = await prepared(`{"email":"${ADA.email}","row":1}\n`, {
      extension: "jsonl",
    });
    expect((await vouch(args)).code).toBe(0);
    expect(JSON.parse(readFileSync(output, "utf8"))).toMatchObject({ row: 1, status: "success" });
    expect(JSON.parse((await vouch(args)).stdout)).toMatchObject({ found: 1, was_there: true });
    expect(await chargesOf(key)).toBe(1);
  });

  it("stops when the credits are used up, says how to go on, and goes on without paying twice", async () => {
    const { key, output, args } = await prepared(crowd(4), { credits: 9 });
    for (const _ of [1, 2]) {
      const { code, stderr } = await vouch(args);
      expect({ code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("after row 2 of 4"),
      });
      expect(stderr).toContain("run the same command again");
      expect(await chargesOf(key)).toBe(2);
      expect(existsSync(output)).toBe(false);
    }
    const [row] = await jobs.database.sql<{ id: string }[]>`SELECT max(account_id)::text AS id FROM job`;
    await grant(jobs.database.sql, { accountId: row?.id ?? "", credits: 100, requestId: "req_g" });
    expect((await vouch(args)).code).toBe(0);
    expect(statuses(output)).toEqual(Array(4).fill("success"));
    expect(await chargesOf(key)).toBe(4);
  });

  it("does not ask again when all is done, and leaves alone what is something else", async () => {
    const { key, output, args } = await prepared(`email,note\n${ADA.email},"=1+1"\n`);
    await vouch(args);
    const { code, stdout } = await vouch(args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 1, was_there: true, credits_used: 0 });
    expect(await chargesOf(key)).toBe(1);
    for (const other of [
      "something,else\n1,2\n",
      readFileSync(output, "utf8").replace(ADA.email, "x@a.example"),
    ]) {
      writeFileSync(output, other);
      expect(await vouch(args)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("exists and is not"),
      });
      expect(readFileSync(output, "utf8")).toBe(other);
    }
  });

  it("does not take what is being made of one input for what is made of another", async () => {
    const { input, args } = await prepared(crowd(2), { credits: 5 });
    await vouch(args);
    writeFileSync(input, crowd(3));
    expect(await vouch(args)).toMatchObject({ code: 1, stderr: expect.stringContaining("another input") });
  });
});

describe("vouch enrich, killed and stopped", () => {
  it("pays for every row once, however often and wherever it is killed", async () => {
    const rows = 3000;
    const { key, output, args } = await prepared(crowd(rows), { credits: 100_000 });
    const kill = async (when: () => Promise<unknown>) => {
      const child = launchVouch(args);
      const ended = once(child, "exit");
      await when();
      child.kill("SIGKILL");
      await ended;
    };
    await kill(async () => {
      while (!existsSync(`${output}.job`)) await sleep(1);
    });
    for (const paid of [1, rows / 3, rows / 2])
      await kill(async () => {
        while ((await chargesOf(key)) < paid) await sleep(2);
      });
    expect((await vouch(args)).code).toBe(0);
    expect(statuses(output)).toEqual(Array(rows).fill("success"));
    expect(await chargesOf(key)).toBe(rows);
    expect(existsSync(`${output}.job`)).toBe(false);
  });

  it("says at Ctrl-C how to go on, and ends the job where it is when it is told to", async () => {
    const rows = 20_000;
    const { key, output, args } = await prepared(crowd(rows), { credits: 100_000 });
    const child = launchVouch(args);
    let said = "";
    child.stderr?.on("data", (text) => {
      said += text;
    });
    while ((await chargesOf(key)) === 0) await sleep(5);
    expect(await interrupted(child)).toBe(1);
    expect(said).toContain("--cancel");
    const { code, stdout } = await vouch([...args, "--cancel"]);
    expect(code).toBe(0);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ cancelled: true, errors: 0 });
    expect(summary.rows).toBeLessThan(rows);
    expect(statuses(output)).toHaveLength(summary.rows);
    expect(await chargesOf(key)).toBe(summary.rows);
  });
});

describe("vouch enrich, asked wrongly", () => {
  it.each([
    ["the key is not valid", ["--key", "wrong"], "vouch keys create"],
    ["no server runs", ["--key", "any", "--url", "http://127.0.0.1:1"], "vouch start"],
  ])("says what to do where %s", async (_, options, hint) => {
    const { input, output } = filesFor(crowd(1));
    const { code, stderr } = await vouch(["enrich", input, "-o", output, "--url", url, ...options]);
    expect(code).toBe(1);
    expect(stderr).toContain(hint);
    expect(existsSync(`${output}.job`)).toBe(false);
  });

  it("says how to make a key where none is given", async () => {
    const { input, output } = filesFor(crowd(1));
    const { code, stderr } = await vouch(["enrich", input, "-o", output, "--url", url], {
      VOUCH_API_KEY: "",
    });
    expect(code).toBe(1);
    expect(stderr).toContain("vouch keys create");
  });

  it.each([
    ["has neither addresses nor names", "colour,size\nred,4\n", "no column holds a name"],
    ["has no rows", "email\n", "no rows"],
  ])("says what is wrong with a file that %s, and leaves nothing behind", async (_, text, problem) => {
    const { output, args } = await prepared(text);
    const { code, stderr } = await vouch(args);
    expect(code).toBe(1);
    expect(stderr).toContain(problem);
    expect(existsSync(`${output}.job`)).toBe(false);
  });

  it("says so where the output cannot be written, before anything is asked", async () => {
    const { key, args } = await prepared(crowd(1));
    const elsewhere = args.map((arg) => (arg.includes("/out") ? join(folder, "no", "such", "out.csv") : arg));
    expect(await vouch(elsewhere)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("cannot be written"),
    });
    expect(await chargesOf(key)).toBe(0);
  });

  it("ends with the code for wrong use where no output is named", async () => {
    expect((await vouch(["enrich", "in.csv"])).code).toBe(2);
  });
});
