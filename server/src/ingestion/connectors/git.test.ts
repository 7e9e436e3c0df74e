import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Connected } from "../sourceRecord.js";
import { git } from "./git.js";
import { parseMailmap, properSignature, signatureKey } from "./mailmap.js";

let repository: string;

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "vouch-git-"));
  run("init", "-q", "-b", "main");
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

function run(...args: string[]): string {
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", ["-C", repository, ...args], {
    encoding: "utf8",
    env: environment,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

function commit(
  name: string,
  email: string,
  date: string,
  message = "work",
  committer: readonly [string, string] = [name, email],
): void {
  execFileSync("git", ["-C", repository, "commit", "-q", "--allow-empty", "-m", message], {
    env: {
      ...process.env,
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: `${date}T12:00:00Z`,
      GIT_COMMITTER_NAME: committer[0],
      GIT_COMMITTER_EMAIL: committer[1],
      GIT_COMMITTER_DATE: `${date}T12:00:00Z`,
    },
  });
}

async function read(path = repository, mailmap = true): Promise<Connected[]> {
  const all: Connected[] = [];
  for await (const batch of git(path, { map: new Map(), mailmap })) all.push(...batch);
  return all;
}

const records = (all: readonly Connected[]) =>
  all.flatMap((one) => (one.kind === "record" ? [one.record] : [])).sort((a, b) => (a.key < b.key ? -1 : 1));
const judgements = (all: readonly Connected[]) =>
  all.flatMap((one) => (one.kind === "judgement" ? [one.judgement] : []));

describe("a history", () => {
  it("gives one record for each signature, with its first and last date", async () => {
    commit("Jane Doe", "jane@acme.example", "2021-03-01");
    commit("Jane Doe", "jane@acme.example", "2023-05-01");
    commit("Jane Doe", "jane@home.example", "2022-01-01");
    expect(records(await read())).toMatchObject([
      {
        key: "Jane Doe <jane@acme.example>",
        fields: {
          full_name: "Jane Doe",
          emails: ["jane@acme.example"],
          first_seen: "2021-03-01",
          last_seen: "2023-05-01",
        },
      },
      { key: "Jane Doe <jane@home.example>", fields: { first_seen: "2022-01-01", last_seen: "2022-01-01" } },
    ]);
  });

  it("takes the name, and not the address, of whom a list passes on", async () => {
    commit("Jane Doe via patches", "patches@lists.acme.example", "2021-03-01");
    const [record] = records(await read());
    expect(record?.key).toBe("Jane Doe via patches <patches@lists.acme.example>");
    expect(record?.fields).toMatchObject({ full_name: "Jane Doe" });
    expect(record?.fields).not.toHaveProperty("emails");
  });

  it("reads a trailer that was pasted into another one", async () => {
    const message = "work\n\nSigned-off-by: Reviewed-by: Max Moe <max@acme.example>";
    commit("Jane Doe", "jane@acme.example", "2021-03-01", message);
    expect(records(await read()).map(({ key }) => key)).toContain("Max Moe <max@acme.example>");
  });

  it("tells of committers and of those that the trailers name", async () => {
    const message =
      "work\n\nCo-authored-by: Max Moe <max@acme.example>\nSigned-off-by: Zoë Åberg <zoe@acme.example>\nReviewed-by: nobody in particular";
    commit("Jane Doe", "jane@acme.example", "2021-03-01", message, ["John Roe", "john@acme.example"]);
    expect(records(await read()).map(({ key }) => key)).toEqual([
      "Jane Doe <jane@acme.example>",
      "John Roe <john@acme.example>",
      "Max Moe <max@acme.example>",
      "Zoë Åberg <zoe@acme.example>",
    ]);
  });

  it("knows programs, and the accounts behind no-reply addresses", async () => {
    commit("dependabot[bot]", "1+dependabot[bot]@users.noreply.codehost.example", "2021-03-01");
    commit("Jane Doe", "17+jane-d@users.noreply.codehost.example", "2021-03-01");
    const all = await read();
    expect(all.filter(({ kind }) => kind === "reject")).toMatchObject([{ reject: { code: "bot" } }]);
    expect(records(all)).toMatchObject([{ fields: { profile_urls: ["https://codehost.example/jane-d"] } }]);
  });

  it("may be empty, or stand in a bare repository or a work tree's folder", async () => {
    expect(await read()).toEqual([]);
    commit("Jane Doe", "jane@acme.example", "2021-03-01");
    run("clone", "-q", "--bare", ".", "bare.git");
    mkdirSync(join(repository, "folder"));
    for (const path of ["bare.git", "folder", ".git"])
      expect(records(await read(join(repository, path)))).toHaveLength(1);
  });
});

describe("a repository that is not as it should be", () => {
  it("gives signatures without an address, and dates that cannot be, as far as they tell something", async () => {
    const tree = run("mktree").trim();
    const object = [
      `tree ${tree}`,
      "author Jane Doe <jane> 99999999999999 +0000",
      "committer  <john@acme.example> 1600000000 +0000",
      "",
      "work",
    ].join("\n");
    const id = execFileSync(
      "git",
      ["-C", repository, "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
      {
        input: object,
        encoding: "utf8",
      },
    ).trim();
    run("update-ref", "refs/heads/main", id);
    expect(records(await read())).toMatchObject([
      { key: " <john@acme.example>", fields: { emails: ["john@acme.example"], first_seen: "2020-09-13" } },
      { key: "Jane Doe <jane>", fields: { full_name: "Jane Doe" } },
    ]);
  });

  it("is read where names are in Latin-1 and nobody says so", async () => {
    const name = Buffer.from("Zoë Åberg", "latin1");
    const object = Buffer.concat([
      Buffer.from(`tree ${run("mktree").trim()}\nauthor `),
      name,
      Buffer.from(" <zoe@acme.example> 1600000000 +0000\ncommitter "),
      name,
      Buffer.from(" <zoe@acme.example> 1600000000 +0000\n\nwork"),
    ]);
    const id = execFileSync("git", ["-C", repository, "hash-object", "-t", "commit", "-w", "--stdin"], {
      input: object,
      encoding: "utf8",
    }).trim();
    run("update-ref", "refs/heads/main", id);
    expect(records(await read()).map(({ key }) => key)).toEqual(["Zoë Åberg <zoe@acme.example>"]);
  });

  it("starts no program that its configuration names", async () => {
    const trace = join(repository, "started");
    writeFileSync(join(repository, "program.sh"), `#!/bin/sh\ntouch '${trace}'\n`, { mode: 0o755 });
    commit("Jane Doe", "jane@acme.example", "2021-03-01");
    for (const key of ["gpg.program", "core.pager", "core.fsmonitor", "core.sshCommand"])
      run("config", key, join(repository, "program.sh"));
    run("config", "log.showSignature", "true");
    const signed = run("cat-file", "commit", "HEAD").replace(
      "\n\n",
      "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\n",
    );
    const id = execFileSync("git", ["-C", repository, "hash-object", "-t", "commit", "-w", "--stdin"], {
      input: signed,
      encoding: "utf8",
    }).trim();
    run("update-ref", "refs/heads/main", id);
    expect(records(await read())).toHaveLength(1);
    expect(existsSync(trace)).toBe(false);
  });

  it("is not the one that a git which runs us works on", async () => {
    commit("Jane Doe", "jane@acme.example", "2021-03-01");
    const program = `import { git } from ${JSON.stringify(new URL("../../../dist/ingestion/connectors/git.js", import.meta.url).href)};
      for await (const batch of git(process.argv[1], { map: new Map(), mailmap: true })) console.log(batch.length);`;
    const env = { ...process.env, GIT_DIR: "/nonexistent" };
    const args = ["--input-type=module", "-e", program, repository];
    expect(execFileSync(process.execPath, args, { env, encoding: "utf8" }).trim()).toBe("1");
  });
});

describe(".mailmap", () => {
  const MAILMAP = [
    "# people",
    "Jane Doe <jane@acme.example>",
    "<jane@acme.example> <jd@old.example>",
    "Jane Doe <jane@acme.example> <jane@home.example>",
    "Max Moe <max@acme.example> maxi <SHARED@acme.example> # one of two at this address",
    "",
  ].join("\n");
  const SIGNATURES: readonly (readonly [string, string])[] = [
    ["jane", "jane@acme.example"],
    ["Jane D", "JD@old.example"],
    ["J", "jane@home.example"],
    ["maxi", "shared@acme.example"],
    ["Maxi", "shared@acme.example"],
    ["Kim Lee", "shared@acme.example"],
    ["Kim Lee", "kim@acme.example"],
  ];

  it("is read as git reads it", () => {
    writeFileSync(join(repository, ".mailmap"), MAILMAP);
    const mailmap = parseMailmap(MAILMAP);
    for (const [name, email] of SIGNATURES) {
      const signature = { name, email };
      expect(signatureKey(properSignature(signature, mailmap))).toBe(
        run("check-mailmap", signatureKey(signature)).trim(),
      );
    }
  });

  it("gives judgements between the signatures of one identity, and none when it is left out", async () => {
    writeFileSync(join(repository, ".mailmap"), MAILMAP);
    run("add", ".mailmap");
    for (const [name, email] of SIGNATURES) commit(name, email, "2021-03-01");
    const found = judgements(await read());
    const joined = found.map(({ leftKey, rightKey }) => [leftKey, rightKey]);
    expect(found.every(({ verdict, by }) => verdict === "positive" && by === ".mailmap")).toBe(true);
    expect(joined).toHaveLength(2);
    expect(joined.flat().some((key) => key.startsWith("Kim Lee"))).toBe(false);
    expect(judgements(await read(repository, false))).toEqual([]);
  });
});
