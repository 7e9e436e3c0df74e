import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { operations } from "@vouch/contract";
import { describe, expect, it } from "vitest";
import { buildProgram } from "../src/cli/main.js";
import { settings } from "../src/settings.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** Instructions of a Containerfile, continued lines joined, comments left out. */
const instructions: Instruction[] = read("Containerfile")
  .replace(/^#.*\n/gm, "")
  .replace(/\\\n\s*/g, " ")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => ({ name: line.split(" ", 1)[0] ?? "", text: line.slice(line.indexOf(" ") + 1).trim() }));
const textsOf = (name: string) => instructions.filter((one) => one.name === name).map(({ text }) => text);
const listOf = (name: string): string[] => JSON.parse(textsOf(name).at(-1) ?? "[]");

/** Whether `vouch` knows a command with its options, e.g. ["start", "--no-demo"]. */
function isCommand([name, ...options]: readonly string[]): boolean {
  const command = buildProgram().commands.find((one) => one.name() === name);
  return command !== undefined && options.every((flag) => command.options.some(({ long }) => long === flag));
}

describe("the Containerfile", () => {
  it("has instructions that there are", () => {
    const known =
      /^(FROM|ARG|ENV|RUN|COPY|USER|WORKDIR|VOLUME|EXPOSE|STOPSIGNAL|HEALTHCHECK|ENTRYPOINT|CMD)$/;
    expect(instructions.filter(({ name }) => !known.test(name))).toEqual([]);
    expect(instructions[0]?.name).toBe("FROM");
  });

  it("installs by the lock file what every workspace needs, from files that are there", () => {
    const copied = textsOf("COPY")
      .filter((text) => !text.startsWith("--from"))
      .flatMap((text) => text.split(" ").slice(0, -1));
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const { workspaces }: { workspaces: string[] } = JSON.parse(read("package.json"));
    expect(copied).toEqual(expect.arrayContaining(workspaces.map((name) => `${name}/package.json`)));
    expect(copied).toContain("package-lock.json");
  });

  it("runs the server as a user without rights", () => {
    expect(textsOf("USER").at(-1)).toBe("node");
    expect(listOf("ENTRYPOINT").at(-1)).toBe("vouch");
    expect(isCommand(listOf("CMD"))).toBe(true);
    expect(
      textsOf("ENV")
        .join(" ")
        .match(/\bVOUCH_\w+/g)
        ?.filter((name) => !(name in settings)),
    ).toEqual([]);
  });

  it("asks at the port that it opens whether the server is ready", () => {
    const { port, path } =
      /127\.0\.0\.1:(?<port>\d+)(?<path>\/\w+)/.exec(textsOf("HEALTHCHECK")[0] ?? "")?.groups ?? {};
    expect([port, textsOf("EXPOSE")[0]]).toEqual([
      settings.VOUCH_PORT.fallback,
      settings.VOUCH_PORT.fallback,
    ]);
    expect(path).toBe(operations.getReadiness.path);
  });

  it("is unhealthy where nobody answers", () => {
    const [program = "", ...args]: string[] = JSON.parse(
      /CMD (\[.*\])/.exec(textsOf("HEALTHCHECK")[0] ?? "")?.[1] ?? "[]",
    );
    const elsewhere = args.map((text) => text.replace(/:\d+\//, ":1/"));
    expect(spawnSync(program, elsewhere).status).toBe(1);
  });
});

/** Whether a program runs here; says so where it does not. */
function runs(program: string): boolean {
  const found = spawnSync(program, ["--version"]).status === 0;
  if (!found) console.log(`${program} is not installed: what it checks is left out`);
  return found;
}

describe("the unit for systemd", () => {
  const unit = read("docs/operating/vouch.service");

  it("runs a command that there is, as a user without rights", () => {
    const [, command = ""] = /^ExecStart=\S+\/vouch (.*)$/m.exec(unit) ?? [];
    expect(isCommand(command.split(" "))).toBe(true);
    expect(unit).toMatch(/^User=vouch$/m);
    expect(unit.match(/\bVOUCH_\w+/g)?.filter((name) => !(name in settings))).toEqual([]);
  });

  it.runIf(runs("systemd-analyze"))("is valid, and exposes little", () => {
    const folder = mkdtempSync(join(tmpdir(), "vouch-unit-"));
    const path = join(folder, "vouch.service");
    writeFileSync(path, unit.replace(/^ExecStart=\S+/m, "ExecStart=/bin/true"));
    try {
      expect(spawnSync("systemd-analyze", ["verify", "--man=no", path], { encoding: "utf8" }).stderr).toBe(
        "",
      );
      const security = ["security", "--offline=true", "--no-pager", "--threshold=20", path];
      expect(execFileSync("systemd-analyze", security, { encoding: "utf8" })).toContain(
        "level for vouch.service: 1.4",
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .trim()
  .split("\n")
  .filter((path) => existsSync(join(root, path)));

/** Anchors of a page's headings, as GitHub and others make them. */
const anchorsOf = (path: string) =>
  [...readFileSync(path, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

it.each(pages)("%s links to pages and headings that there are", (page) => {
  const links = [
    ...read(page)
      .replace(/^```.*?^```/gms, "")
      .matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g),
  ];
  const broken = links.filter(([, path = "", anchor]) => {
    const target = path === "" ? join(root, page) : resolve(root, dirname(page), path);
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

/** What is written as code: blocks, and words between backticks. */
const codeOf = (text: string) => [
  ...[...text.matchAll(/^```[^\n]*\n(.*?)^```/gms)].map(([, block = ""]) => block),
  ...[...text.replace(/^```.*?^```/gms, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code),
];

/** Commands of ours as they are written, up to what parts them from others. */
const commandsIn = (code: string) =>
  [...code.matchAll(/(?:^|[\s(;|/])vouch (?!vouch )([a-z][^\n;|&)#]*)/g)].map(([, words = ""]) =>
    words.trim(),
  );

/** What is wrong with a command as it is written; null where nothing is. */
function mistakeIn(words: string): string | null {
  const tokens = words.split(/\s+/);
  let command = buildProgram();
  for (const token of tokens) {
    const sub = command.commands.find((one) => one.name() === token);
    if (sub === undefined) break;
    command = sub;
  }
  if (command.parent === null) return `vouch ${words}: there is no such command`;
  const known = command.options.map(({ long }) => long);
  const unknown = tokens
    .flatMap((token) => /^--[a-z-]+/.exec(token) ?? [])
    .find((flag) => flag !== "--help" && !known.includes(flag));
  return unknown === undefined ? null : `vouch ${words}: there is no ${unknown}`;
}

it.each(pages.filter((page) => !/CHANGELOG|decisions/.test(page)))(
  "%s names commands and options that there are",
  (page) => {
    const mistakes = codeOf(read(page))
      .flatMap(commandsIn)
      .map(mistakeIn)
      .filter((mistake) => mistake !== null);
    expect(mistakes).toEqual([]);
  },
);

it("tells in docs/architecture.md of every folder of the server", () => {
  const folders = readdirSync(join(root, "server/src"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const page = read("docs/architecture.md");
  expect(folders.map(({ name }) => name).filter((name) => !page.includes(`${name}/\``))).toEqual([]);
});
