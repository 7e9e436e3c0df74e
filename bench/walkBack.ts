import { join } from "node:path";
import { openDuckdb } from "@vouch/server/dist/engine/duckdb/duckdbEngine.js";
import { PROFILE_FIELDS, type Profile } from "@vouch/server/dist/fusion/fusedPerson.js";
import { knownPlace, parsePlace } from "@vouch/server/dist/normalization/places.js";
import { fold } from "@vouch/server/dist/normalization/text.js";
import { parseTitle } from "@vouch/server/dist/normalization/titles.js";

type Field = keyof Profile;

/** An answer with its evidence, as it is served. */
export interface VouchedAnswer {
  readonly data: Readonly<Record<Field, string | null>>;
  readonly evidence?: Partial<
    Record<
      Field,
      {
        readonly value: string;
        readonly sources: readonly { source: string; record: string; value: string }[];
      }
    >
  >;
}

/** A value that was served. */
export interface ServedValue {
  readonly field: Field;
  readonly value: string;
  /**
   * What leads from it to a source record that contains it: its evidence; or, of an employer's name or domain, the other
   * one of the two, which its evidence contains, and which stands beside it in a record of the same store.
   */
  readonly by: "evidence" | "employer" | "nothing";
}

/** Follows every value of the answers back to the records that its evidence names, as their sources gave them. */
export async function walkBack(dataDir: string, answers: readonly VouchedAnswer[]): Promise<ServedValue[]> {
  const records = await givenRecords(dataDir);
  return answers.flatMap(({ data, evidence }) =>
    PROFILE_FIELDS.flatMap((field): ServedValue[] => {
      const value = data[field];
      if (value === null) return [];
      const vouching = evidence?.[field]?.sources ?? [];
      const given = vouching.map(({ source, record }) => records.get(`${source}|${record}`) ?? {});
      if (given.some((fields) => contains(fields, field, value))) return [{ field, value, by: "evidence" }];
      const said = vouching.filter((one, at) => contains(given[at] ?? {}, field, one.value));
      const isBeside = said.some((one) => stateBoth(records, one.value, value));
      return [{ field, value, by: isBeside && EMPLOYER.has(field) ? "employer" : "nothing" }];
    }),
  );
}

const EMPLOYER: ReadonlySet<Field> = new Set(["company_name", "company_domain"]);

/** Whether some record states a name and a domain of one employer. */
function stateBoth(records: ReadonlyMap<string, Given>, one: string, other: string): boolean {
  return [...records.values()].some(
    (given) => contains(given, "company_name", one) && contains(given, "company_name", other),
  );
}

type Given = Readonly<Record<string, unknown>>;

/** The fields of every record, as they came. */
async function givenRecords(dataDir: string): Promise<Map<string, Given>> {
  const engine = await openDuckdb({ path: join(dataDir, "analytic.duckdb") });
  try {
    const rows = await engine.query<{ name: string; source_key: string; fields: string }>(
      "SELECT s.name, r.source_key, r.fields FROM source_record r JOIN source s ON s.source_id = r.source_id",
    );
    return new Map(rows.map(({ name, source_key, fields }) => [`${name}|${source_key}`, JSON.parse(fields)]));
  } finally {
    await engine.close();
  }
}

const textsOf = (given: unknown): string[] =>
  typeof given === "object" && given !== null ? Object.values(given).flatMap(textsOf) : [String(given ?? "")];

const isText = (value: unknown): value is string => typeof value === "string";

/** The one form in which a record's place is displayed. */
function displayedPlace(given: Given): string | null {
  const { location, city, region, country } = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => isText(entry[1])),
  );
  return knownPlace(parsePlace({ location, city, region, country }));
}

/**
 * Whether a record says a value: in one of its cells, or word by word in several, whatever the case. Seniority and
 * department are said by a title; a place in whatever way it is written.
 */
function contains(given: Given, field: Field, value: string): boolean {
  const texts = textsOf(given);
  if (field === "seniority" || field === "department") {
    return texts.some((text) => text === value || parseTitle(text)?.[field] === value);
  }
  if (field === "location" && displayedPlace(given) === value) return true;
  const lower = texts.map((text) => text.toLowerCase());
  const sought = value.toLowerCase().replace(/^https:\/\//u, "");
  if (lower.some((text) => text.includes(sought))) return true;
  if (field !== "full_name" && field !== "location") return false;
  if (texts.some((text) => text !== "" && value.startsWith(text) && texts.includes(value.slice(text.length))))
    return true;
  const words = new Set(texts.flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u)));
  return fold(value)
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => words.has(word));
}
