import type { Engine } from "../engine/engine.js";
import { putRecordIds, WITH_PERSON } from "./eraseRecords.js";
import { ALL_RECORDS, findRecords } from "./findRecords.js";
import { leadingValues, type SubjectFields, suppressionOf } from "./suppressionKeys.js";
import { SuppressionList } from "./suppressionList.js";

/** A source record of a person, as it was imported. */
export interface SubjectRecord {
  readonly source: string;
  readonly legal_basis: string | null;
  readonly key: string;
  readonly imported_at: string;
  readonly person_id: string | null;
  /** As the source gave them. */
  readonly fields: Readonly<Record<string, unknown>>;
}

type Row = Omit<SubjectRecord, "fields"> & { readonly fields: string } & Record<string, string | null>;

/** What leads to one person alone: a name at an employer may be another's. */
export const identifiersOf = ({ email, phone, profile_url }: SubjectFields): SubjectFields => ({
  email,
  phone,
  profile_url,
});

/** All records of the people that somebody's address, phone or profile leads to. */
export async function subjectRecords(engine: Engine, subject: SubjectFields): Promise<SubjectRecord[]> {
  const values = leadingValues(identifiersOf(subject));
  const list = new SuppressionList(
    "",
    values.map((value) => suppressionOf("", value)),
  );
  const { byIdentifier } = await findRecords(engine, list, ALL_RECORDS);
  await putRecordIds(engine, "found_record", byIdentifier);
  const rows = await engine.query<Row>(
    `SELECT s.name AS source, d.legal_basis, r.source_key AS key, CAST(r.imported_at AS VARCHAR) AS imported_at,
       c.person_id, r.fields
     FROM source_record r JOIN source s ON s.source_id = r.source_id
     LEFT JOIN source_declaration d ON d.source_id = r.source_id
     LEFT JOIN cluster c ON c.record_id = r.record_id
     WHERE r.record_id IN (${WITH_PERSON("found_record")}) ORDER BY r.record_id`,
  );
  await engine.execute("DROP TABLE found_record");
  return rows.map(({ source, legal_basis, key, imported_at, person_id, fields }) => ({
    source,
    legal_basis,
    key,
    imported_at,
    person_id,
    fields: JSON.parse(fields),
  }));
}
