import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "./debianPostgres.js";
import { type Started, startVouch, stopped } from "./startedVouch.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "vouch-guides-"));
const data = join(folder, "data");
const read = (guide: string) => readFileSync(`${root}docs/guides/${guide}.md`, "utf8");
const settings = {
  VOUCH_PLANS: /^```json\n(.*?)^```$/ms.exec(read("selling"))?.[1] ?? "",
  /** A receiver of webhooks runs on this machine. */
  VOUCH_REACHABLE: "127.0.0.1",
  /** No name is looked up: answers must not depend on where this runs. */
  VOUCH_DELIVERABILITY: "off",
};
let server: Started | undefined;
let hookPort: number;

beforeAll(async () => {
  hookPort = await freePort();
  server = await startVouch(["--data", data], settings);
});

afterAll(async () => {
  if (server !== undefined) await stopped(server.child, "SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

interface Block {
  readonly kind: string;
  readonly text: string;
}

const blocksOf = (guide: string): Block[] =>
  [...read(guide).matchAll(/^```(sh|text)\n(.*?)^```$/gms)].map(([, kind = "", text = ""]) => ({
    kind,
    text,
  }));

/** Runs scripts in one shell, as in a terminal. @returns what each of them printed */
function run(cwd: string, scripts: readonly string[]): string[] {
  const { url = "", key } = server ?? {};
  const end = "-- end of a block --";
  const script = scripts.map((text) => `${text}printf '%s\\n' '${end}'\n`).join("");
  const printed = execFileSync("bash", ["-euo", "pipefail", "-c", script], {
    cwd,
    encoding: "utf8",
    env: {
      ...process.env,
      PATH: [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
      ...settings,
      HOOK_PORT: String(hookPort),
      VOUCH_DATA: data,
      VOUCH_PORT: new URL(url).port,
      VOUCH_URL: url,
      VOUCH_API_KEY: key ?? "",
    },
  });
  return printed.split(`${end}\n`);
}

/** Ids of people are minted: pages say PERSON. */
const withoutIds = (printed: string) => printed.replaceAll(/per_\w{20}/g, "PERSON").split("\n");

/** Runs a guide's commands in their order; every line that it promises must be among what those above it print. */
function follow(guide: string, cwd: string): void {
  mkdirSync(cwd, { recursive: true });
  const blocks = blocksOf(guide);
  const printed = run(
    cwd,
    blocks.filter(({ kind }) => kind === "sh").map(({ text }) => text),
  );
  let last = -1;
  for (const { kind, text } of blocks) {
    if (kind === "sh") last += 1;
    else expect(withoutIds(printed[last] ?? "")).toEqual(expect.arrayContaining(text.trimEnd().split("\n")));
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

it.each(["quick-start", "migrating", "crm", "selling"])(
  "%s: every command runs and prints what the page shows",
  (guide) => {
    follow(guide, join(folder, guide));
  },
);

it("README: its question is answered as it shows", () => {
  const readme = readFileSync(`${root}README.md`, "utf8");
  const [, question = ""] = /^```\n(curl.*?)^```$/ms.exec(readme) ?? [];
  const [, answer = ""] = /^```json\n(.*?)^```$/ms.exec(readme) ?? [];
  const [said = ""] = run(folder, [
    question.replace("http://127.0.0.1:8787", "$VOUCH_URL").replace("$KEY", "$VOUCH_API_KEY"),
  ]);
  expect(JSON.parse(said.replace(/req_\w+/, "req_…"))).toEqual(JSON.parse(answer));
});
