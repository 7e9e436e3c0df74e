import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { BOOK_EXPORTS } from "../../test/bookExports.js";
import { type Exported, exportedPeople, exportText, told } from "../../test/exports.js";
import { LIST_EXPORTS } from "../../test/listExports.js";
import type { Connector } from "./connector.js";
import { csv } from "./connectors/csv.js";
import { vcard } from "./connectors/vcard.js";
import type { Connected } from "./sourceRecord.js";

const PEOPLE = exportedPeople(2_000);
const folder = mkdtempSync(join(tmpdir(), "vouch-exports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(text: string, connector: Connector = csv.read): Promise<Connected[]> {
  const path = join(folder, "export.csv");
  writeFileSync(path, text);
  const all: Connected[] = [];
  for await (const batch of connector(path, { map: new Map(), mailmap: false })) all.push(...batch);
  return all;
}

/** A card as Apple's address book exports it. */
const appleCard = ({
  at,
  given,
  family,
  email,
  phone,
  company,
  title,
  city,
  region,
  country,
}: Exported) => `BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14.4//EN
N:${family};${given};;;
FN:${given} ${family}
ORG:${company.replaceAll(",", "\\,")};
TITLE:${title.replaceAll(",", "\\,")}
EMAIL;type=INTERNET;type=WORK;type=pref:${email}
TEL;type=WORK;type=VOICE;type=pref:${phone}
ADR;type=WORK;type=pref:;;;${city};${region};80331;${country}
UID:${at}:ABPerson
END:VCARD
`;

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

it("2 000 people of Apple's address book, exported as cards, are what the cards tell of them", async () => {
  const records = await read(PEOPLE.map(appleCard).join("").replaceAll("\n", "\r\n"), vcard);
  expect(records).toHaveLength(PEOPLE.length);
  for (const [
    at,
    { given, family, email, phone, company, title, city, region, country },
  ] of PEOPLE.entries()) {
    const name = { full_name: `${given} ${family}`, first_name: given, last_name: family };
    const work = { company_name: company, title, emails: [email], phones: [phone] };
    expect(records[at]).toMatchObject({
      kind: "record",
      record: { key: `${at}:ABPerson`, fields: { ...name, ...work, city, region, country } },
    });
  }
});
