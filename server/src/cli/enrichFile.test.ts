import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { VouchError } from "../errors.js";
import type { EnrichOutcome, EnrichQuery } from "./enrichClient.js";
import { enrichFile } from "./enrichFile.js";

let folder: string;
let output: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vouch-enrich-"));
  output = join(folder, "out.csv");
});
afterEach(() => rmSync(folder, { recursive: true }));

const profile = {
  full_name: 'Ada "the first" Example',
  email: "ada@acme.example",
  title: "Engineer,\nsenior",
  seniority: "senior",
  department: "Engineering",
  company_name: "Acme",
  company_domain: "acme.example",
  linkedin_url: null,
  location: null,
  confidence: 0.9,
};

function input(emails: readonly string[], header = ["email", "note"]) {
  return {
    header,
    rows: (async function* () {
      for (const email of emails) yield { cells: [email, `about ${email}`], query: { email } };
    })(),
  };
}

/** Answers every address as found and remembers what it was asked; fails for one address when told to. */
function answering(failsAt?: string) {
  const asked: string[] = [];
  const enrich = async ({ email = "" }: EnrichQuery): Promise<EnrichOutcome> => {
    if (email === failsAt) throw new VouchError("insufficient_credits", "no credits left");
    asked.push(email);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
    return { status: "success", credits: 4, profile };
  };
  return { enrich, asked };
}

const people = Array.from({ length: 30 }, (_, index) => `p${index}@acme.example`);
const read = (): Record<string, string>[] => parse(readFileSync(output), { columns: true });
const run = (emails: readonly string[], client: { enrich: (query: EnrichQuery) => Promise<EnrichOutcome> }) =>
  enrichFile(input(emails), output, client, () => undefined, new AbortController().signal);

describe("the output of enrich", () => {
  it("keeps every row of the input in its order and appends the answer's columns", async () => {
    const summary = await run(people, answering());
    const rows = read();
    expect(summary).toEqual({ rows: 30, earlier: 0, found: 30, not_found: 0, errors: 0, credits_used: 120 });
    expect(rows.map(({ note }) => note)).toEqual(people.map((email) => `about ${email}`));
    expect(rows[0]).toMatchObject({
      status: "success",
      vouch_email: profile.email,
      title: profile.title,
      confidence: "0.9",
    });
  });

  it("prefixes a column of the answer that the input has as well", async () => {
    await run(["a@acme.example"], answering());
    expect(Object.keys(read()[0] ?? {}).slice(0, 5)).toEqual([
      "email",
      "note",
      "status",
      "full_name",
      "vouch_email",
    ]);
  });

  it("does not ask about a row that says too little", async () => {
    const client = answering();
    const summary = await run(["", "a@acme.example"], client);
    expect(client.asked).toEqual(["a@acme.example"]);
    expect(summary).toMatchObject({ errors: 1, credits_used: 4 });
    expect(read()[0]).toMatchObject({ status: "missing_param" });
  });

  it("leaves no journal behind when it is done", async () => {
    await run(people, answering());
    expect(existsSync(`${output}.answers`)).toBe(false);
  });
});

describe("a run that was stopped", () => {
  it("asks about no row twice that had an answer", async () => {
    const first = answering("p12@acme.example");
    await expect(run(people, first)).rejects.toThrow("no credits left");
    const second = answering();
    const summary = await run(people, second);
    expect(new Set([...first.asked, ...second.asked]).size).toBe(first.asked.length + second.asked.length);
    expect(summary.rows).toBe(30);
    expect(read().map(({ email }) => email)).toEqual(people);
  });

  it("goes on after the last complete row, wherever the output was cut off", async () => {
    await run(people, answering());
    const whole = readFileSync(output, "utf8");
    const header = whole.indexOf("\n") + 1;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: header, max: whole.length }), async (length) => {
        writeFileSync(output, whole);
        truncateSync(output, length);
        const client = answering();
        const summary = await run(people, client);
        expect(readFileSync(output, "utf8")).toBe(whole);
        expect(client.asked.length).toBe(30 - summary.earlier);
      }),
      { numRuns: 30 },
    );
  });

  it("does nothing where all is done", async () => {
    await run(people, answering());
    const again = answering();
    expect(await run(people, again)).toMatchObject({ rows: 30, earlier: 30, credits_used: 0 });
    expect(again.asked).toEqual([]);
  });

  it("keeps what was asked when it is interrupted", async () => {
    const stop = new AbortController();
    const first = answering();
    const onRow = (done: number) => done === 5 && stop.abort();
    await expect(enrichFile(input(people), output, first, onRow, stop.signal)).rejects.toThrow("Stopped");
    const second = answering();
    await run(people, second);
    expect(first.asked.length).toBeLessThan(30);
    expect(first.asked.length + second.asked.length).toBe(30);
  });

  it("survives a journal whose last line was cut off", async () => {
    await expect(run(people, answering("p3@acme.example"))).rejects.toThrow();
    appendFileSync(`${output}.answers`, '{"row":3,"ha');
    expect(await run(people, answering())).toMatchObject({ rows: 30 });
  });
});

describe("an output that cannot be written", () => {
  it("is said so, with what to do", async () => {
    output = join(folder, "no", "such", "folder.csv");
    await expect(run(people, answering())).rejects.toMatchObject({ code: "output_not_writable" });
  });
});

describe("an output that is not ours", () => {
  it("is not touched when its columns differ", async () => {
    writeFileSync(output, "something,else\n1,2\n");
    await expect(run(people, answering())).rejects.toMatchObject({ code: "output_exists" });
    expect(readFileSync(output, "utf8")).toBe("something,else\n1,2\n");
  });

  it("is not continued when it belongs to another input", async () => {
    await run(["x@acme.example"], answering());
    await expect(run(people, answering())).rejects.toMatchObject({ code: "output_exists" });
  });
});
