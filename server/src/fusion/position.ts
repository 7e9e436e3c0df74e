import { compareText } from "./compareText.js";
import type { Employers, Employment } from "./employment.js";
import type { StatedValue } from "./evidence.js";
import type { SourceReliability } from "./sourceReliability.js";
import { type PersonRecord, type Statement, statementsOf } from "./statements.js";
import { bestWritten, type RankedValue, rankValues, withSimilarMerged } from "./survivorship.js";

/** What a person does at the current employer, and what was said of others. */
type Position = Pick<
  Employment,
  "title" | "seniority" | "department" | "titles" | "seniorities" | "departments"
>;

type Said = Pick<Statement, "record" | "original">;

interface RankedTitle {
  /** Comparable form. */
  readonly key: string;
  /** As it is shown. */
  readonly value: string | null;
  readonly probability: number;
  readonly statements: readonly Statement[];
  /** The record whose writing of it is shown. */
  readonly writer: PersonRecord | undefined;
}

/**
 * The title at the current employer, and what it says of seniority and department. A title that was seen at several
 * employers holds with the sum of what it has at each.
 * @param ranked employers, the current one first
 */
export function positionOf(
  records: readonly PersonRecord[],
  reliability: SourceReliability,
  employers: Employers,
  ranked: readonly RankedValue[],
): Position {
  const [current, ...others] = ranked;
  const here = titlesAt(
    records.filter((record) => {
      const at = employers.get(record);
      return at === undefined || current === undefined || at.includes(current.value);
    }),
    reliability,
    current?.probability ?? 1,
  );
  const elsewhere = others.flatMap(({ value, probability }) =>
    titlesAt(
      records.filter((record) => employers.get(record)?.includes(value) === true),
      reliability,
      probability,
    ),
  );
  const titles = joined(here, elsewhere);
  const chosen = here.length === 0 ? undefined : titles[0];
  const seniority = chosen?.writer?.seniority ?? null;
  const department = chosen?.writer?.department ?? null;
  return {
    title: chosen?.value ?? null,
    seniority,
    department,
    titles,
    seniorities: impliedBy(titles, (writer) => writer.seniority, seniority),
    departments: impliedBy(titles, (writer) => writer.department, department),
  };
}

/** What is said of the title by records of one employer. */
export function titlesSaid(
  records: readonly PersonRecord[],
  reliability: SourceReliability,
): readonly Statement[] {
  const said = statementsOf(records, "title", reliability, ({ title, title_key }) =>
    title === null ? null : { value: title_key ?? title, original: title },
  );
  return withSimilarMerged(said);
}

/** @param share probability of the employer that the records speak of */
function titlesAt(
  records: readonly PersonRecord[],
  reliability: SourceReliability,
  share: number,
): RankedTitle[] {
  return rankValues(titlesSaid(records, reliability), "title", reliability).map((ranked) => {
    const value = bestWritten(ranked.statements);
    const writer = ranked.statements.find(({ original }) => original === value)?.record;
    return {
      key: ranked.value,
      value,
      probability: ranked.probability * share,
      statements: ranked.statements,
      writer,
    };
  });
}

/** Titles with those of other employers, each once; the first of the current employer stays first. */
function joined(here: readonly RankedTitle[], elsewhere: readonly RankedTitle[]): readonly RankedTitle[] {
  if (elsewhere.length === 0) return here;
  const titles = new Map<string, RankedTitle>();
  for (const title of [...here, ...elsewhere]) {
    const known = titles.get(title.key);
    titles.set(title.key, known === undefined ? title : both(known, title));
  }
  const first = here[0]?.key;
  const place = ({ key }: RankedTitle) => Number(key !== first);
  return [...titles.values()].sort(
    (a, b) => place(a) - place(b) || b.probability - a.probability || compareText(a.key, b.key),
  );
}

/** A record that names two employers states its title once. */
function both(one: RankedTitle, other: RankedTitle): RankedTitle {
  const stated = new Set(one.statements.map(({ record }) => record));
  const further = other.statements.filter(({ record }) => !stated.has(record));
  return {
    ...one,
    probability: one.probability + other.probability,
    statements: [...one.statements, ...further],
  };
}

/**
 * What titles say beside themselves: a value holds where any of the titles does that say it.
 * @param shown the value that the profile shows, which comes first
 */
function impliedBy(
  titles: readonly RankedTitle[],
  implied: (record: PersonRecord) => string | null,
  shown: string | null,
): StatedValue[] {
  const values: { value: string; probability: number; statements: Said[] }[] = [];
  for (const { writer, probability, statements } of titles) {
    const value = writer === undefined ? null : implied(writer);
    if (value === null) continue;
    const known = values.find((one) => one.value === value) ?? { value, probability: 0, statements: [] };
    if (known.statements.length === 0) values.push(known);
    known.probability += probability;
    for (const { record } of statements) {
      if (implied(record) === value) known.statements.push({ record, original: value });
    }
  }
  const place = ({ value }: { value: string }) => Number(value !== shown);
  return values.sort(
    (a, b) => place(a) - place(b) || b.probability - a.probability || compareText(a.value, b.value),
  );
}
