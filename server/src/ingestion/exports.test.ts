import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { BOOK_EXPORTS } from "../../test/bookExports.js";
import { exportedPeople, exportText, told } from "../../test/exports.js";
import { LIST_EXPORTS } from "../../test/listExports.js";
import { csv } from "./connectors/csv.js";
import type { Connected } from "./sourceRecord.js";

const PEOPLE = exportedPeople(2_000);
const folder = mkdtempSync(join(tmpdir(), "vouch-exports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(text: string): Promise<Connected[]> {
  const path = join(folder, "export.csv");
  writeFileSync(path, text);
  const all: Connected[] = [];
  for await (const batch of csv.read(path, { map: new Map(), mailmap: false })) all.push(...batch);
  return all;
}

describe("2 000 people, exported and read without a mapping, are what the export tells of them", () => {
  it.each([...BOOK_EXPORTS, ...LIST_EXPORTS].map((kind) => [kind.name, kind] as const))(
    "%s",
    async (_, kind) => {
      const records = await read(exportText(kind, PEOPLE));
      expect(records.filter((one) => one.kind === "reject")).toEqual([]);
      expect(records.length).toBe(PEOPLE.length);
      for (const [at, person] of PEOPLE.entries()) {
        const [one, { id, fields }] = [records[at], told(kind, person)];
        if (one?.kind !== "record") throw new Error(`no record ${at}`);
        expect(one.record.fields).toEqual(fields);
        if (id !== null) expect(one.record.key).toBe(id);
      }
    },
  );
});
