import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const tsc = fileURLToPath(new URL("../../node_modules/.bin/tsc", import.meta.url));
const modules = readdirSync(dist, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".js"))
  .map((path) => readFileSync(join(dist, path), "utf8"));

describe("what is shipped", () => {
  it("is at most 10 kB, packed with gzip", () => {
    expect(gzipSync(modules.join("\n")).length).toBeLessThanOrEqual(10_000);
  });

  it("needs nothing but the platform: no package, no module of one runtime", () => {
    const imported = modules.flatMap((text) =>
      [...text.matchAll(/from "([^"]+)"/g)].map(([, module = ""]) => module),
    );
    expect(imported.filter((module) => !module.startsWith("./") && !module.startsWith("../"))).toEqual([]);
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(dependencies).toBeUndefined();
  });
});

describe("the packed package", () => {
  let project: string;
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), "vouch-sdk-"));
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], {
        cwd: root,
        encoding: "utf8",
      }),
    );
    writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module", private: true }));
    run("npm", "install", "--offline", "--no-audit", "--no-fund", `./${packed.filename}`);
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it("works in a project of its own", () => {
    const program = `
      import { ConnectionError, createVouch } from "@vouch/sdk";
      const vouch = createVouch({ baseUrl: "http://127.0.0.1:9", apiKey: "k", retries: 0 });
      const failure = await vouch.enrichPerson({ email: "a@b.example" }).catch((error) => error);
      console.log(failure instanceof ConnectionError, Object.keys(vouch).includes("getAccount"));`;
    writeFileSync(join(project, "program.mjs"), program);
    expect(run(process.execPath, "program.mjs").trim()).toBe("true true");
  });

  it("is typed there", () => {
    const client = `
      import { createVouch, type Profile } from "@vouch/sdk";
      const vouch = createVouch({ baseUrl: "http://127.0.0.1:9" });\n`;
    const calls = {
      right: `export const found: Promise<Profile> = vouch.enrichPerson({ email: "a@b.example" }).then(({ data }) => data);`,
      parameter: `vouch.enrichPerson({ mail: "a@b.example" });`,
      operation: "vouch.enrichCompany({});",
    };
    const check = (name: keyof typeof calls) => {
      writeFileSync(join(project, `${name}.ts`), client + calls[name]);
      const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--types", ""];
      run(tsc, ...options, "--lib", "es2023,dom,dom.iterable", `${name}.ts`);
    };
    expect(() => check("right")).not.toThrow();
    expect(() => check("parameter")).toThrow();
    expect(() => check("operation")).toThrow();
  });
});
