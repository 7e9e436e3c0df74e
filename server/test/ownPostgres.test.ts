import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vouch } from "./commandLine.js";
import { type DebianPostgres, debianPrograms, startDebianPostgres } from "./debianPostgres.js";
import { startVouch, stopped } from "./startedVouch.js";

const programs = debianPrograms();
if (programs === null)
  process.stderr.write(
    "skipped: no PostgreSQL of Debian's in /usr/lib/postgresql (apt-get install postgresql)\n",
  );

const PEOPLE = `id,name,email,title,company,domain
1,Jane Doe,jane@acme.example,Analyst,Acme,acme.example
2,Jane Doe,j.doe@acme.example,Analyst,Acme,acme.example
3,José Núñez,jose@globex.example,Ingeniero,Globex,globex.example
`;

describe.runIf(programs !== null)("Debian's PostgreSQL, by DATABASE_URL", () => {
  let server: DebianPostgres;
  let folder: string;
  let data: string;
  let environment: { DATABASE_URL: string };

  beforeAll(async () => {
    server = await startDebianPostgres(programs ?? "");
    environment = { DATABASE_URL: server.url };
    folder = mkdtempSync(join(tmpdir(), "vouch-own-"));
    data = join(folder, "data");
  });
  afterAll(async () => {
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await vouch([...args, "--data", data, "--json"], environment);
    expect([code, stderr]).toEqual([0, ""]);
    return JSON.parse(stdout);
  };

  it("takes people from a file to an answer, under a role that owns its database alone", async () => {
    const path = join(folder, "people.csv");
    writeFileSync(path, PEOPLE);
    expect(await run("import", path, "--source", "crm")).toMatchObject({ accepted: 3 });
    const { people } = await run("resolve");
    expect(people).toBeGreaterThan(1);
    const { key } = await run("keys", "create", "--account", "sales", "--credits", "8");

    const { child, url } = await startVouch(["--no-demo", "--data", data], environment);
    const enrich = async (body: unknown) => {
      const response = await fetch(`${url}/api/v1/people/enrich`, {
        method: "POST",
        headers: { "x-api-key": key, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    };
    const byEmail = await enrich({ email: "jane@acme.example" });
    expect(byEmail.body).toMatchObject({ status: "success", data: { full_name: "Jane Doe" } });
    const byName = await enrich({
      first_name: "Jose",
      last_name: "Nunez",
      domain: "globex.example",
      min_confidence: 0.1,
    });
    expect(byName.body).toMatchObject({ status: "success", data: { full_name: "José Núñez" } });
    expect((await enrich({ email: "jane@acme.example" })).status).toBe(402);
    expect(await run("status")).toMatchObject({ running: true, people });
    expect(await stopped(child, "SIGTERM")).toBe(0);
    expect(existsSync(join(data, "postgres"))).toBe(false);
  });

  it("is brought to a newer state by the next run, and no further by the one after", async () => {
    writeFileSync(join(folder, "more.csv"), PEOPLE.replaceAll("Analyst", "Director"));
    await run("import", join(folder, "more.csv"), "--source", "crm");
    await run("resolve");
    expect(await run("resolve")).toMatchObject({ created: 0, changed: 0, merged: 0, split: 0 });
    const sql = postgres(server.url, { max: 1 });
    const titles = await sql<
      { title: string }[]
    >`SELECT DISTINCT profile::json->>'title' AS title FROM person ORDER BY 1`;
    const [{ version } = { version: 0 }] = await sql<{ version: number }[]>`
      SELECT current_setting('server_version_num')::int / 10000 AS version`;
    await sql.end();
    expect(titles.map(({ title }) => title)).toEqual(["Director", "Ingeniero"]);
    expect(version).toBeGreaterThanOrEqual(15);
  });

  it("is restored from a dump into another database, as docs/operating/backup.md says", async () => {
    const page = readFileSync(new URL("../../docs/operating/backup.md", import.meta.url), "utf8");
    const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = ""]) => text);
    const before = await run("status");
    const restored = await server.createDatabase("restored");
    execFileSync("bash", ["-euo", "pipefail", "-c", blocks.slice(-2).join("")], {
      env: {
        ...process.env,
        ...environment,
        PATH: [programs, process.env["PATH"]].join(delimiter),
        NEW_DATABASE_URL: restored,
        VOUCH_DATA: data,
        BACKUPS: folder,
      },
    });
    environment = { DATABASE_URL: restored };
    expect(await run("status")).toEqual(before);
    expect(await run("credits", "show", "sales")).toMatchObject({ balance: 0 });
    expect(await run("resolve")).toMatchObject({ created: 0, changed: 0, merged: 0, split: 0 });
  });
});
