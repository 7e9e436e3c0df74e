import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { spilledBytes, testEngine } from "../../test/analytic.js";
import type { Engine } from "../engine/engine.js";
import { professionalModel } from "./linkageModels.js";
import { type LinkedTable, linkTable } from "./linkTable.js";
import type { LinkageModel } from "./model.js";

const TIMEOUT = 180_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vouch-link-table-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A record of a fictional census: who it is of, and what it says. */
type Entry = readonly [person: number, name: string | null, born: string | null, town: string | null];

const MODEL: LinkageModel = {
  ...professionalModel(),
  name: "census",
  columns: ["name", "born", "town"],
  identifiers: [],
  blocking: [
    { name: "by_name", on: ["name"], maxRecords: 20, finer: ["born"] },
    { name: "by_birth", on: ["born", "town"], maxRecords: 20 },
  ],
  comparisons: [
    {
      name: "name",
      levels: [
        { name: "same", when: { equal: "name" }, m: 0.5, u: 0.01, termFrequency: ["name"] },
        { name: "another", m: 0.5, u: 0.99 },
      ],
    },
    {
      name: "born",
      levels: [
        { name: "same", when: { equal: "born" }, m: 0.5, u: 0.01 },
        { name: "another", m: 0.5, u: 0.99 },
      ],
    },
    {
      name: "town",
      levels: [
        { name: "nothing to compare", when: { missing: "town" }, bits: 0 },
        { name: "same", when: { equal: "town" }, m: 0.6, u: 0.2 },
        { name: "another", m: 0.4, u: 0.8 },
      ],
    },
  ],
  agreement: { name: 0.01 },
  matchesPerRecord: 0.3,
  priorStrength: { m: 5, u: 5, records: 5 },
  conflicts: [],
};

/** Numbers that look like chance and are the same every time (Murmur's finaliser). */
function scattered(seed: number, below: number): number {
  let mixed = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % below;
}

/**
 * Two records of every person: of ten second records one has another name, of twenty one another birthday; of four
 * one has moved.
 */
function census(people: number): Entry[] {
  return Array.from({ length: people }, (_, person): Entry[] => {
    const [name, born, town] = [
      `n${person}`,
      `b${scattered(person, people * 100)}`,
      `t${scattered(person * 3, 40)}`,
    ];
    const second: Entry = [
      person,
      scattered(person * 5, 10) === 0 ? `m${person}` : name,
      scattered(person * 7, 20) === 0 ? `c${person}` : born,
      scattered(person * 11, 4) === 0 ? `t${scattered(person * 13, 40)}` : town,
    ];
    return [[person, name, born, town], second];
  }).flat();
}

async function linked(entries: readonly Entry[], engine: Engine): Promise<LinkedTable> {
  const column = (at: number) => entries.map((entry) => entry[at] ?? null);
  await engine.execute("CREATE TABLE entry (record_id INTEGER, name VARCHAR, born VARCHAR, town VARCHAR)");
  await engine.append("entry", {
    rowCount: entries.length,
    columns: [entries.map((_, at) => at), column(1), column(2), column(3)],
  });
  await engine.execute("CREATE TABLE no_identifier (record_id INTEGER, kind VARCHAR, value VARCHAR)");
  const tables = { records: "entry", identifiers: "no_identifier", pending: "entry", compared: "entry" };
  return linkTable(engine, MODEL, tables, entries.length);
}

async function link(entries: readonly Entry[]): Promise<LinkedTable> {
  return (await linkWithin("512MB", entries)).found;
}

/** Links in memory, and says how many bytes lie on disk in the end. */
async function linkWithin(memoryLimit: string, entries: readonly Entry[]) {
  const tempDirectory = join(folder, "spilled");
  const engine = await testEngine({ memoryLimit, tempDirectory });
  try {
    const found = await linked(entries, engine);
    return { found, spilled: await spilledBytes(engine) };
  } finally {
    await engine.close();
  }
}

const mOf = ({ model }: LinkedTable, comparison: number, level: number) =>
  model.comparisons[comparison]?.levels[level]?.m ?? Number.NaN;

describe("learning from a table", () => {
  it(
    "finds how often people changed what the records say, without labels",
    async () => {
      const found = await link(census(4000));
      expect(mOf(found, 0, 0)).toBeCloseTo(0.93, 1);
      expect(mOf(found, 1, 0)).toBeCloseTo(0.95, 1);
      expect(mOf(found, 2, 1)).toBeCloseTo(0.75, 1);
      expect(found.model.matchesPerRecord).toBeCloseTo(0.5, 1);
    },
    TIMEOUT,
  );

  it(
    "gives the same model and the same people every time, in whatever order the records come",
    async () => {
      const entries = census(1500);
      const found = await link(entries);
      const again = await link(entries);
      expect(again).toEqual(found);
      const reversed = await link([...entries].reverse());
      expect(reversed.model).toEqual(found.model);
      const pairOf = ({ labels }: LinkedTable, first: number, second: number) =>
        labels[first] === labels[second];
      const last = entries.length - 1;
      for (let at = 0; at < entries.length; at += 2) {
        expect(pairOf(reversed, last - at, last - at - 1)).toBe(pairOf(found, at, at + 1));
      }
    },
    TIMEOUT,
  );
});

describe("one value that half of the records share", () => {
  const people = 3000;
  const skewed = census(people).map(
    ([person, name, born, town], at): Entry =>
      at % 2 === 0 ? [person, name, born, town] : [person, "test", born, town],
  );

  it(
    "is never quadratic, and ties nobody to anybody",
    async () => {
      const { pairs, labels } = await link(skewed);
      expect(pairs).toBeLessThan(skewed.length * 20);
      const mixed = skewed.filter(([person], at) => skewed[labels[at] ?? at]?.[0] !== person);
      expect(mixed.length).toBeLessThan(people * 0.01);
    },
    TIMEOUT,
  );

  it(
    "is compared within its finer blocks, and what is too large even then is reported",
    async () => {
      const crowd = Array.from({ length: 60 }, (_, at): Entry => [-at - 1, "crowd", "1 January", null]);
      const twins: Entry[] = [
        [people, "test", "29 February", "alone"],
        [people, "test", "29 February", "elsewhere"],
      ];
      const { pairs } = await link([...crowd, ...skewed]);
      const withTwins = await link([...twins, ...crowd, ...skewed]);
      expect(withTwins.pairs).toBe(pairs + 1);
      expect(new Set(withTwins.labels.subarray(2, 2 + crowd.length)).size).toBe(crowd.length);
      expect(withTwins.skippedBlocks).toEqual([{ rule: "by_name", blocks: 1, records: 60, largest: 60 }]);
    },
    TIMEOUT,
  );
});

describe("memory", () => {
  it(
    "is bounded by configuration: what does not fit goes to disk, and the people are the same",
    async () => {
      const entries = census(60_000);
      const roomy = await linkWithin("2GB", entries);
      const tight = await linkWithin("40MB", entries);
      expect([roomy.spilled > 0, tight.spilled > 0]).toEqual([false, true]);
      expect(tight.found).toEqual(roomy.found);
    },
    TIMEOUT,
  );
});
