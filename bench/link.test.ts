import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ended, runProgram } from "../server/test/commandLine.js";

const TIMEOUT = 120_000;
const program = fileURLToPath(new URL("./dist/link.js", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "vouch-link-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const link = (...args: readonly string[]): Promise<Ended> => runProgram(program, args);

const GIVEN = ["Ada", "Bela", "Cyra", "Dina", "Esra", "Fina", "Gesa", "Hana", "Ines", "Jola"];
const FAMILY = ["Abendroth", "Birnbaum", "Castellane", "Drosselmeyer", "Eisenbach", "Finkelroth", "Gravenor"];
const CITIES = ["Ulm", "Turku", "Porto", "Gdansk", "Leuven"];

interface Person {
  readonly key: string;
  readonly name: string;
  readonly born: string;
  readonly city: string;
}

/** Fictional people: every pair of a given and a family name, each with a birthday and a city of its own. */
const PEOPLE: readonly Person[] = GIVEN.flatMap((given, i) =>
  FAMILY.map((family, j) => ({
    key: `p${i}-${j}`,
    name: `${given} ${family}`,
    born: `19${50 + ((i * 7 + j * 3) % 45)}-0${1 + ((i + j) % 9)}-${10 + ((i * 5 + j * 11) % 18)}`,
    city: CITIES[(i + 2 * j) % CITIES.length] ?? "",
  })),
);

const HEADER = "who, name, born, city";
const asWritten = ({ key, name, born, city }: Person) => `${key},${name},${born},${city}`;
/** The same person, the last letter of the name lost. */
const misspelt = ({ key, name, born, city }: Person) => `${key},${name.slice(0, -1)},${born},${city}`;
const csv = (rows: readonly string[]) => [HEADER, ...rows].join("\n");

const SPEC = {
  name: "villagers",
  truth: { name: "person", from: "who", by: [{ part: 1, between: "#" }] },
  columns: [
    { name: "name", from: "name", by: ["words"] },
    { name: "born", from: "born" },
    { name: "city", from: "city", by: ["fold"] },
  ],
  blocking: [
    { name: "by_birth", on: ["born"], maxRecords: 50 },
    { name: "by_name", on: ["name"], maxRecords: 50 },
  ],
  comparisons: [
    {
      name: "name",
      levels: [
        { name: "same name", when: { equal: "name" }, m: 0.6, u: 0.01 },
        { name: "similar name", when: { jaroWinkler: "name", atLeast: 0.95 }, m: 0.3, u: 0.01 },
        { name: "another name", m: 0.1, u: 0.98 },
      ],
    },
    {
      name: "birth",
      levels: [
        { name: "same birthday", when: { equal: "born" }, m: 0.95, u: 0.01 },
        { name: "another birthday", m: 0.05, u: 0.99 },
      ],
    },
    {
      name: "city",
      levels: [
        { name: "same city", when: { equal: "city" }, m: 0.9, u: 0.2 },
        { name: "another city", m: 0.1, u: 0.8 },
      ],
    },
  ],
  agreement: {},
  matchesPerRecord: 0.5,
  priorStrength: { m: 20, u: 200, records: 100 },
  conflicts: [],
  clustering: { edge: 0, unblocked: -1, clamp: 12, maxIsland: 100 },
};
const specFile = (name: string, changes: object = {}) => file(name, JSON.stringify({ ...SPEC, ...changes }));

describe("linking a table by a specification", () => {
  it(
    "prints how well the people met the truth, as one line of JSON",
    async () => {
      const records = file("one.csv", csv([...PEOPLE.map(asWritten), ...PEOPLE.map(misspelt)]));
      const { code, stdout } = await link(
        "--records",
        records,
        "--spec",
        specFile("a.json"),
        "--truth",
        "who",
      );
      expect(code).toBe(0);
      expect(stdout.trimEnd().split("\n")).toHaveLength(1);
      const perfect = { precision: 1, recall: 1, f1: 1 };
      expect(JSON.parse(stdout)).toMatchObject({ pairwise: perfect, b3: perfect, records: 140, people: 70 });
      expect(Object.keys(JSON.parse(stdout) as object)).toEqual([
        "pairwise",
        "b3",
        "records",
        "people",
        "pairs",
        "seconds",
        "peak_rss_mb",
      ]);
    },
    TIMEOUT,
  );

  it(
    "links two files across, over the columns that both have, by a truth that the specification derives",
    async () => {
      const left = file("left.csv", csv(PEOPLE.map(asWritten)));
      const rows = PEOPLE.map((person) => `${misspelt(person).replace(",", "#2,")},late`);
      const right = file("right.csv", [`${HEADER}, remark`, ...rows].join("\n"));
      const { stdout } = await link(
        ...["--records", left, "--records", right, "--spec", specFile("b.json"), "--truth", "person"],
      );
      expect(JSON.parse(stdout)).toMatchObject({ pairwise: { f1: 1 }, records: 140, people: 70 });
    },
    TIMEOUT,
  );

  it(
    "says what is at fault, without a stack, and exits with 2",
    async () => {
      const records = file("some.csv", csv(PEOPLE.map(asWritten)));
      const spec = specFile("c.json");
      const blocking = [{ name: "by_birth", on: ["born"], maxRecords: 0 }];
      const faults: [readonly string[], RegExp][] = [
        [["--records", records, "--spec", spec], /^Missing: --truth\./],
        [
          ["--records", records, "--spec", spec, "--truth", "whom"],
          /no column "whom".*who, name, born, city/,
        ],
        [["--records", `${records}x`, "--spec", spec, "--truth", "who"], /no file .*some\.csvx/],
        [["--records", spec, "--spec", spec, "--truth", "who"], /neither \.parquet nor \.csv/],
        [
          ["--records", records, "--spec", records, "--truth", "who"],
          /specification .*some\.csv is not valid/,
        ],
        [
          ["--records", records, "--spec", specFile("d.json", { blocking }), "--truth", "who"],
          /d\.json is not valid: blocking\.0/,
        ],
        [
          [
            ...["--records", records, "--truth", "who", "--spec"],
            specFile("e.json", { columns: [{ name: "name", from: "nom" }, ...SPEC.columns.slice(1)] }),
          ],
          /no column "nom"/,
        ],
      ];
      for (const [args, message] of faults) {
        const { code, stdout, stderr } = await link(...args);
        expect(stderr).toMatch(message);
        expect(stderr).not.toMatch(/\n\s+at /);
        expect([code, stdout]).toEqual([2, ""]);
      }
    },
    TIMEOUT,
  );

  it(
    "explains itself with --help",
    async () => {
      const { code, stdout } = await link("--help");
      expect(code).toBe(0);
      expect(stdout).toContain("--records FILE");
    },
    TIMEOUT,
  );
});

describe("the specifications of the public tables", () => {
  it("say what they are of by their name", () => {
    for (const name of ["historical_50k", "febrl3", "febrl4", "fake_1000"]) {
      const text = readFileSync(new URL(`./specs/${name}.json`, import.meta.url), "utf8");
      expect(JSON.parse(text)).toMatchObject({ name });
    }
  });
});
