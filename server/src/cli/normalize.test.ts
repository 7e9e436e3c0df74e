import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { describers } from "../normalization/describeValue.js";

const program = fileURLToPath(new URL("../../bin/vouch.js", import.meta.url));
const normalize = (args: readonly string[], input: string) =>
  spawnSync(process.execPath, [program, "normalize", ...args], { input, encoding: "utf8" });
const json = (kind: string, input: string) =>
  normalize([kind, "--json"], input)
    .stdout.trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("vouch normalize", () => {
  it("prints a table of what it reads in each line", () => {
    const { stdout, status } = normalize(["title"], "CTO\r\nWerkstudentin Marketing\n\n");
    expect(status).toBe(0);
    expect(stdout.split("\n")).toEqual([
      expect.stringMatching(/^value +title +key +seniority +department +confidence$/),
      expect.stringMatching(/^CTO +CTO +chief technology officer +executive +Engineering +0\.\d+$/),
      expect.stringMatching(
        /^(Werkstudentin Marketing +){2}werkstudentin marketing +junior +Marketing +0\.\d+$/,
      ),
      expect.stringMatching(/^ +- +- +- +- +-$/),
      "",
    ]);
  });

  it("prints a line of JSON for each line, with the same fields whatever it holds", () => {
    expect(json("email", "Jane.Doe+x@gmail.com\nno address")).toEqual([
      expect.objectContaining({ value: "Jane.Doe+x@gmail.com", canonical: "janedoe@gmail.com", free: true }),
      expect.objectContaining({ value: "no address", canonical: null, free: null }),
    ]);
    for (const describeOne of Object.values(describers))
      expect(Object.keys(describeOne("Ada Byron"))).toEqual(Object.keys(describeOne("\u0000")));
  });

  it("reads every kind", () => {
    expect(json("company", "ACME GmbH & Co. KG")[0]).toMatchObject({ company_key: "acme" });
    expect(json("place", "Berlin, Germany")[0]).toMatchObject({ country: "de" });
    expect(json("phone", "+49 30 901820")[0]).toMatchObject({ e164: "+4930901820" });
    expect(json("url", "www.linkedin.com/in/Ada-Byron/")[0].linkedin).toBe(
      "https://linkedin.com/in/ada-byron",
    );
    expect(json("domain", "https://www.acme.example/team")[0].registrable).toBe("acme.example");
    expect(json("domain", "bücher.example")[0]).toMatchObject({
      host: "xn--bcher-kva.example",
      unicode: "bücher.example",
    });
    expect(json("email", "a.byron@acme.example")[0]).toMatchObject({
      given_name: "a",
      family_name: "byron",
    });
    expect(json("url", "https://www.jane.example/about/")[0].website).toBe("https://jane.example/about");
    expect(json("name", "Augusta (Ada) Byron")[0]).toMatchObject({ given_name: "augusta", called: "Ada" });
    expect(json("name", "Ada Byron")[0]).toMatchObject({ given_name: "ada", family_name: "byron" });
  });

  it("prints nothing for nothing, and says what kinds there are", () => {
    expect(normalize(["title"], "").stdout).toBe("");
    const { status, stderr } = normalize(["shoe"], "");
    expect(status).toBe(2);
    expect(stderr).toContain("Allowed choices are name, email");
  });
});
