import { compareText } from "./compareText.js";
import type { StatedValue } from "./evidence.js";
import type { KnownName } from "./fusedPerson.js";
import type { SourceReliability } from "./sourceReliability.js";
import { type PersonRecord, type Statement, statementsOf } from "./statements.js";
import { agree, mergeSimilar, rankValues, supportOf } from "./survivorship.js";

/**
 * The name to show, then others the person may go by today. The family name that holds today comes first (it changes seldom, and then follows dates);
 * among its spellings Latin script goes before others, because most readers of an answer can file only that; a
 * full given name before an initial, a formal one before a nickname, both family names before one; then what most of
 * the evidence writes; then the given name first, accents before plain letters and mixed case before shouting. All other forms stay known for lookup.
 */
export function rankedNames(records: readonly PersonRecord[], reliability: SourceReliability): StatedValue[] {
  return rankValues(familyNamesSaid(records, reliability), "name", reliability).map(
    ({ probability, statements }) => ({ value: bestSpelling(statements), probability, statements }),
  );
}

/** What is said of the family name. */
export function familyNamesSaid(
  records: readonly PersonRecord[],
  reliability: SourceReliability,
): readonly Statement[] {
  const said = statementsOf(records, "name", reliability, ({ full_name, family_key, name_key }) =>
    full_name === null ? null : { value: family_key ?? name_key ?? full_name, original: full_name },
  );
  return sameFamily(said);
}

/** One value per family name: a name's tokens in another order, a double surname's first part, a slip of the pen. */
function sameFamily(said: readonly Statement[]): readonly Statement[] {
  if (agree(said)) return said;
  const support = supportOf(said);
  const standsFor = mergeSimilar(support);
  const ranked = [...support].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])).map(([value]) => value);
  const byTokens = new Map<string, string>();
  for (const value of ranked) {
    for (const { record } of said.filter((statement) => statement.value === value)) {
      const { name_key } = record;
      if (name_key !== null && !byTokens.has(name_key)) byTokens.set(name_key, value);
    }
  }
  const familyOf = ({ value, record }: Statement) => {
    const alike = byTokens.get(record.name_key ?? "") ?? standsFor.get(value) ?? value;
    return ranked.find((other) => other !== alike && isPartOf(alike, other)) ?? alike;
  };
  return said.map((statement) => ({ ...statement, value: familyOf(statement) }));
}

/** Whether the longer of two family names begins or ends with the other: "garcia" in "garciamarquez". */
function isPartOf(part: string, whole: string): boolean {
  return part.length >= 4 && part.length < whole.length && (whole.startsWith(part) || whole.endsWith(part));
}

interface Spelling {
  readonly text: string;
  readonly ranks: readonly number[];
}

function bestSpelling(statements: readonly Statement[]): string | null {
  const [first] = statements;
  if (first !== undefined && statements.every(({ original }) => original === first.original))
    return first.original;
  const folded = (record: PersonRecord) => `${record.given_name ?? ""} ${record.family_name ?? ""}`;
  const forms = new Map<string, number>();
  const texts = new Map<string, number>();
  for (const { record, original, accuracy } of statements) {
    forms.set(folded(record), (forms.get(folded(record)) ?? 0) + accuracy);
    texts.set(original, (texts.get(original) ?? 0) + accuracy);
  }
  const spellings = statements.map(({ record, original }) => ({
    text: original,
    ranks: [
      ...formality(record, original),
      forms.get(folded(record)) ?? 0,
      ...finish(record, original),
      texts.get(original) ?? 0,
    ],
  }));
  return spellings.sort(compareSpellings)[0]?.text ?? null;
}

function compareSpellings(a: Spelling, b: Spelling): number {
  for (const [at, rank] of a.ranks.entries()) {
    const difference = (b.ranks[at] ?? 0) - rank;
    if (difference !== 0) return difference;
  }
  return compareText(a.text, b.text);
}

const NOT_LATIN = /[^\P{L}\p{Script=Latin}]/u;

function formality(record: PersonRecord, text: string): number[] {
  const given = (record.given_name ?? "").split(" ")[0] ?? "";
  const formal = record.given_root === null || given === record.given_root;
  const families = (record.family_name ?? "").split(" ").length;
  return [Number(!NOT_LATIN.test(text)), Number(given.length > 1), Number(formal), families];
}

function finish(record: PersonRecord, text: string): number[] {
  const mixed = text !== text.toUpperCase() && text !== text.toLowerCase();
  const given = (record.given_name ?? "").charAt(0);
  const givenFirst = text.normalize("NFD").toLowerCase().startsWith(given);
  return [Number(givenFirst), Number(/[^\p{ASCII}]/u.test(text)), Number(mixed)];
}

/** Every name the person goes by, folded, with the share of the evidence that uses it; most used first. */
export function knownNames(records: readonly PersonRecord[], reliability: SourceReliability): KnownName[] {
  const said = statementsOf(records, "name", reliability, ({ given_name, family_name }) =>
    given_name === null || family_name === null
      ? null
      : { value: `${given_name}|${family_name}`, original: "" },
  );
  const support = supportOf(said);
  const total = [...support.values()].reduce((sum, weight) => sum + weight, 0);
  return [...support]
    .sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
    .map(([value, weight]) => {
      const [given_name = "", family_name = ""] = value.split("|");
      return { given_name, family_name, share: weight / total };
    });
}
