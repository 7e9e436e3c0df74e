import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Started, startVouch, stopped } from "./startedVouch.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "vouch-guides-"));
const data = join(folder, "data");
let server: Started;

beforeAll(async () => {
  server = await startVouch(["--data", data]);
});

afterAll(async () => {
  await stopped(server.child, "SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

interface Block {
  readonly kind: string;
  readonly text: string;
}

const blocksOf = (guide: string): Block[] =>
  [...readFileSync(`${root}docs/guides/${guide}.md`, "utf8").matchAll(/^```(sh|text)\n(.*?)^```$/gms)].map(
    ([, kind = "", text = ""]) => ({ kind, text }),
  );

function run(cwd: string, script: string): string {
  return execFileSync("bash", ["-euo", "pipefail", "-c", script], {
    cwd,
    encoding: "utf8",
    env: {
      ...process.env,
      PATH: [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
      VOUCH_DATA: data,
      VOUCH_PORT: new URL(server.url).port,
      VOUCH_API_KEY: server.key ?? "",
    },
  });
}

/** Runs a guide's commands in their order; every line that it promises must be among what they print. */
function follow(guide: string, cwd: string): void {
  let printed = "";
  for (const { kind, text } of blocksOf(guide)) {
    if (kind === "sh") printed = run(cwd, text);
    else expect(printed.split("\n")).toEqual(expect.arrayContaining(text.trimEnd().split("\n")));
  }
}

function commitAs(repository: string, name: string, email: string): void {
  const author = ["-c", `user.name=${name}`, "-c", `user.email=${email}`];
  execFileSync("git", [...author, "commit", "--quiet", "--allow-empty", "-m", "Work"], { cwd: repository });
}

it("recruiting: every command runs, and the ranking is what the page shows", () => {
  const cwd = join(folder, "recruiting");
  const repository = join(cwd, "compiler");
  mkdirSync(repository, { recursive: true });
  execFileSync("git", ["init", "--quiet"], { cwd: repository });
  commitAs(repository, "Magnus Öberg", "magnus.oberg@marandersystems.example");
  commitAs(repository, "Vidya Iyer", "vidya@jarenta.example");
  follow("recruiting", cwd);
  const applicants = readFileSync(join(cwd, "applicants.csv"), "utf8").trim().split("\n");
  expect(applicants).toHaveLength(4);
});
