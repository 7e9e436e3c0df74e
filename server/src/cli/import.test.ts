import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const program = fileURLToPath(new URL("../../bin/vouch.js", import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vouch-import-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function vouchImport(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const command = [program, "import", ...args, "--data", join(folder, "data")];
    const child = execFile(process.execPath, command, { cwd: folder }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const PEOPLE = "id,name,email\n1,Jane Doe,jane@acme.example\n2,John Roe,john@acme.example\n";

describe("vouch import", () => {
  it("answers machines with one line of four numbers, and nothing else", async () => {
    const path = file("people.csv", PEOPLE);
    expect(await vouchImport(path, "--source", "crm", "--json")).toEqual({
      code: 0,
      stdout: '{"read":2,"accepted":2,"rejected":0,"unchanged":0}\n',
      stderr: "",
    });
    expect((await vouchImport(path, "--source", "crm", "--json")).stdout).toBe(
      '{"read":2,"accepted":2,"rejected":0,"unchanged":2}\n',
    );
  });

  it("succeeds beside rejects, and says where they stand", async () => {
    const { code, stdout } = await vouchImport(file("people.csv", `${PEOPLE}3,Max Moe\n`), "--source", "crm");
    expect(code).toBe(0);
    expect(stdout).toContain("crm: 3 read = 2 accepted + 1 rejected; 0 of the accepted were there already.");
    const path = /reason: (.*)/.exec(stdout)?.[1] ?? "";
    expect(readFileSync(path, "utf8")).toBe(
      'file,line,column,code,detail\npeople.csv,4,,wrong_column_count,"the row has 2 columns, the header 3"\n',
    );
    expect(stdout).toContain("Next: vouch resolve");
  });

  it("tells JSON lines by the file's name, and reads what --map says", async () => {
    const path = file("people.ndjson", '{"wer":"Jane Doe"}\n');
    const map = file("map.json", '{"wer":"full_name"}');
    const { stdout } = await vouchImport(path, "--source", "directory", "--map", map, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ read: 1, accepted: 1 });
  });

  it("--preview shows how columns are understood, and writes a map that can be edited and used", async () => {
    const path = file("people.csv", "wer;E-Mail;Farbe\nJane Doe;jane@acme.example;rot\n");
    const { code, stdout } = await vouchImport(path, "--preview");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^wer +\(not understood: ignored\) +- +Jane Doe$/m);
    expect(stdout).toMatch(/^E-Mail +emails +header +jane@acme\.example$/m);
    const map = join(folder, "people.map.json");
    expect(JSON.parse(readFileSync(map, "utf8"))).toEqual({
      wer: "ignore",
      "E-Mail": "emails",
      Farbe: "ignore",
    });
    writeFileSync(map, '{"wer": "full_name"}');
    const again = await vouchImport(path, "--preview", "--map", map, "--json");
    expect(JSON.parse(again.stdout)).toMatchObject({
      columns: [{ column: "wer", meaning: "full_name", by: "map", samples: ["Jane Doe"] }, {}, {}],
      map_written: false,
    });
    expect(readFileSync(map, "utf8")).toBe('{"wer": "full_name"}');
    const imported = await vouchImport(path, "--source", "crm", "--map", map, "--json");
    expect(JSON.parse(imported.stdout)).toMatchObject({ accepted: 1 });
  });

  it.each([
    ["a file that is not there", ["nothing.csv", "--source", "crm"], "no such file"],
    ["a map that is not there", ["people.csv", "--source", "crm", "--map", "nothing.json"], "--map"],
    [
      "a folder that is no repository",
      [".", "--source", "crm", "--format", "git"],
      "is not a git repository",
    ],
  ])("fails with a sentence and a hint on %s", async (_, args, sentence) => {
    file("people.csv", PEOPLE);
    const [path = "", ...others] = args;
    const { code, stdout, stderr } = await vouchImport(join(folder, path), ...others);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(sentence);
    expect(stderr).toContain("hint: ");
  });

  it.each([
    ["no source", ["people.csv"]],
    ["a source without a name", ["people.csv", "--source", " "]],
    ["no path", ["--source", "crm"]],
    ["another format", ["people.csv", "--source", "crm", "--format", "xml"]],
  ])("refuses %s as wrong usage", async (_, args) => {
    expect((await vouchImport(...args)).code).toBe(2);
  });

  it("shows examples in its help", async () => {
    const { code, stdout } = await vouchImport("--help");
    expect(code).toBe(0);
    expect(stdout).toContain("$ vouch import contacts.csv --source crm");
  });
});
