import { employersOf, employersSaid } from "./employment.js";
import { familyNamesSaid } from "./names.js";
import { titlesSaid } from "./position.js";
import type { SourceField, SourceReliability } from "./sourceReliability.js";
import { type PersonRecord, type Statement, statementsOf } from "./statements.js";
import { withSimilarMerged } from "./survivorship.js";

/** What is said of places; a mere region or country counts only where no city is known. */
export function placesSaid(
  records: readonly PersonRecord[],
  reliability: SourceReliability,
): readonly Statement[] {
  const placeOf = [
    ({ city }: PersonRecord) => city,
    ({ region }: PersonRecord) => region,
    ({ country, location }: PersonRecord) => country ?? location,
  ].find((place) => records.some((record) => place(record) !== null));
  if (placeOf === undefined) return [];
  const said = statementsOf(records, "location", reliability, (record) => {
    const value = placeOf(record);
    return value === null || record.location === null ? null : { value, original: record.location };
  });
  return withSimilarMerged(said);
}

export function profilesSaid(
  records: readonly PersonRecord[],
  reliability: SourceReliability,
): readonly Statement[] {
  return statementsOf(records, "linkedin", reliability, ({ linkedin_url }) =>
    linkedin_url === null ? null : { value: linkedin_url, original: linkedin_url },
  );
}

/** All statements whose course is followed: what is said of one field of one person, titles employer by employer. */
export function coursesSaid(
  records: readonly PersonRecord[],
  reliability: SourceReliability,
): { readonly field: SourceField; readonly statements: readonly Statement[] }[] {
  const employers = employersOf(records);
  const titles = [...new Set([...employers.values()].flat())].map((employer) => ({
    field: "title" as const,
    statements: titlesSaid(
      records.filter((record) => employers.get(record)?.includes(employer) === true),
      reliability,
    ),
  }));
  return [
    { field: "name", statements: familyNamesSaid(records, reliability) },
    { field: "company", statements: employersSaid(records, reliability, employers) },
    ...titles,
    { field: "location", statements: placesSaid(records, reliability) },
    { field: "linkedin", statements: profilesSaid(records, reliability) },
  ];
}
