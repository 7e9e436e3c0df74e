import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "@babel/parser";
import { operations } from "@vouch/contract";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { buildProgram } from "../src/cli/main.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(root + path));
const read = (path: string) => readFileSync(root + path, "utf8");
/** What people write; what is made from the contract is as long as the contract. */
const sources = tracked.filter((path) => /\.(ts|tsx)$/.test(path) && !path.includes("/generated/"));
const product = sources.filter((path) => !path.endsWith(".test.ts") && !path.includes("/test/"));
const under = (folders: RegExp) => product.filter((path) => folders.test(path));

interface FunctionSpan {
  readonly at: string;
  readonly lines: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  typeof value.type === "string" &&
  "start" in value;

function visit(node: Node, look: (node: Node) => void): void {
  look(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, look);
  }
}

const FUNCTIONS = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
  "ClassMethod",
  "ClassPrivateMethod",
  "ObjectMethod",
]);

/** Every function of a file with its length in lines, and the places where `any` is written. */
function inspect(path: string): { functions: FunctionSpan[]; anys: string[] } {
  const text = read(path);
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  const functions: FunctionSpan[] = [];
  const anys: string[] = [];
  visit(
    parse(text, { sourceType: "module", plugins: ["typescript"] }).program as Node,
    ({ type, start, end }) => {
      const line = lineAt(start);
      if (FUNCTIONS.has(type)) functions.push({ at: `${path}:${line}`, lines: lineAt(end) - line + 1 });
      if (type === "TSAnyKeyword") anys.push(`${path}:${line}`);
    },
  );
  return { functions, anys };
}

const inspected = sources.map((path) => ({ path, ...inspect(path) }));
const functions = inspected
  .filter(({ path }) => product.includes(path))
  .flatMap((file) => file.functions)
  .sort((a, b) => a.lines - b.lines);

describe("size", () => {
  it("keeps every file within 400 lines", () => {
    expect(sources.filter((path) => read(path).split("\n").length > 401)).toEqual([]);
  });

  it("keeps every function within 60 lines, nine in ten within 40, half within 10", () => {
    const quantile = (share: number) => functions[Math.floor(functions.length * share)]?.lines ?? 0;
    expect(functions.filter(({ lines }) => lines > 60)).toEqual([]);
    expect(quantile(0.9)).toBeLessThanOrEqual(40);
    expect(quantile(0.5)).toBeLessThanOrEqual(10);
  });
});

describe("types", () => {
  it("says what it means instead of any", () => {
    expect(inspected.flatMap(({ anys }) => anys)).toEqual([]);
  });

  it("never silences the compiler", () => {
    const silencer = new RegExp(`@ts-${"(ignore|nocheck|expect-error)"}`);
    expect(sources.filter((path) => silencer.test(read(path)))).toEqual([]);
  });
});

describe("boundaries that an import rule cannot see", () => {
  it("keeps SQL out of api/, cli/ and jobs/", () => {
    const sql = /\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM)\b/s;
    expect(under(/^server\/src\/(api|cli|jobs)\//).filter((path) => sql.test(read(path)))).toEqual([]);
  });

  it("names an engine only in its own folder", () => {
    const core = tracked.filter((path) => /^server\/src\/(resolution|fusion|normalization)\//.test(path));
    expect(core.filter((path) => /duckdb/i.test(read(path)))).toEqual([]);
  });

  it("knows HTTP status codes in api/errors.ts and the contract alone", () => {
    const status = /\b(statusCode|\.code\()\s*[:=(]\s*[2345]\d\d\b/;
    expect(
      under(/^server\/src\//).filter(
        (path) => path !== "server/src/api/errors.ts" && status.test(read(path)),
      ),
    ).toEqual([]);
  });
});

describe("operations", () => {
  const openapi: { paths: Record<string, unknown> } = JSON.parse(read("contract/openapi.json"));
  const docs = read("docs/api.md");

  it.each(Object.values(operations).map(({ id, path }) => [id, path]))(
    "%s has its file, test, contract entry and docs row",
    (id, path) => {
      expect(existsSync(`${root}server/src/api/operations/${id}.ts`)).toBe(true);
      expect(existsSync(`${root}server/src/api/operations/${id}.test.ts`)).toBe(true);
      expect(Object.keys(openapi.paths)).toContain(path);
      expect(docs).toContain(path);
    },
  );
});

describe("the command line", () => {
  const commandsOf = (command: Command): Command[] => [command, ...command.commands.flatMap(commandsOf)];
  const nameOf = (command: Command): string =>
    command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;

  function helpOf(command: Command): string {
    let help = "";
    const writeOut = (text: string) => {
      help += text;
    };
    command.configureOutput({ writeOut, getOutHasColors: () => false });
    command.outputHelp();
    return help.trim();
  }

  const commands = commandsOf(buildProgram()).filter((command) => command.name() !== "help");

  it("helps with every command as it was read (renewed by `npx vitest run server/test/tidy -u`)", async () => {
    const helps = commands.map((command) => `$ ${nameOf(command)} --help\n\n${helpOf(command)}\n`);
    await expect(helps.join("\n\n")).toMatchFileSnapshot("./__golden__/help.txt");
  });

  it("shows examples with every command that does something", () => {
    const doing = commands.filter((command) => command.commands.length === 0);
    expect(doing.filter((command) => !helpOf(command).includes("\nExamples:\n")).map(nameOf)).toEqual([]);
  });
});

describe("the build", () => {
  it("remembers what it made beside what it made: whoever removes dist builds anew", () => {
    const configs = tracked
      .filter((path) => /^[^/]+\/tsconfig\.json$/.test(path))
      .map((path) => JSON.parse(read(path)).compilerOptions);
    expect(configs.length).toBeGreaterThan(3);
    for (const { outDir, tsBuildInfoFile } of configs) expect(tsBuildInfoFile).toBe(`${outDir}/.tsbuildinfo`);
  });
});

describe("what the repository speaks of", () => {
  it("names no machine of ours and no registry", () => {
    const foreign = new RegExp(["/work" + "/", "registry\\.npm" + "js", "/root" + "/"].join("|"));
    const texts = tracked.filter(
      (path) => /\.(ts|js|json|md|ya?ml|sql)$/.test(path) && path !== "package-lock.json",
    );
    expect(texts.filter((path) => foreign.test(read(path)))).toEqual([]);
  });
});
