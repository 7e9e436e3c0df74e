import type { Dialect } from "../engine/dialect.js";
import type { Cell, Engine } from "../engine/engine.js";
import { runSteps, type Step } from "../engine/pipeline.js";
import { EPOCH } from "./learnSources.js";
import { FUSED_COLUMNS, type PersonRecord } from "./statements.js";

/** A person whose records are to be fused, with the hash of what was published of them last. */
export interface QueuedPerson {
  readonly person_id: string;
  readonly published_hash: string | null;
  readonly records: readonly PersonRecord[];
}

/**
 * The texts of a record travel as one, because crossing from the engine text by text is most of the cost of
 * reading; an empty text is null. The separator is a character that no text holds.
 */
const SEPARATOR = "\u001f";
const TEXTS = {
  ...Object.fromEntries(FUSED_COLUMNS.map((column) => [column, `n.${column}`])),
  // Only what people see can hold a separator; the comparable forms are letters and digits.
  full_name: withoutSeparator("n.full_name"),
  company_name: withoutSeparator("n.company_name"),
  title: withoutSeparator("n.title"),
  location: withoutSeparator("n.location"),
  usual_domain:
    "CASE WHEN cu.usual_domain <> coalesce(n.employer_domain, '') THEN cu.usual_domain ELSE NULL END",
  other_domain: "cu.other_domain",
  usual_company_name: withoutSeparator(
    "CASE WHEN du.usual_company_name <> coalesce(n.company_name, '') THEN du.usual_company_name ELSE NULL END",
  ),
} as const;
type TextColumn = (typeof FUSED_COLUMNS)[number] | "usual_domain" | "other_domain" | "usual_company_name";

function withoutSeparator(text: string): string {
  return `replace(${text}, '${SEPARATOR}', ' ')`;
}

const PACKED = Object.values(TEXTS)
  .map((text) => `coalesce(${text}, '')`)
  .join(` || '${SEPARATOR}' || `);

const BOUNDED = "CASE WHEN p.weight > 12 THEN 12 WHEN p.weight < -12 THEN -12 ELSE p.weight END";

/**
 * The queue, and the match weight that ties each record to the rest of its person; a positive judgement ties as much
 * as a pair can.
 */
const QUEUE_STEPS: readonly Step[] = [
  {
    name: "queued_record",
    reads: ["publish_queue", "cluster"],
    sql: "SELECT c.record_id, c.person_id FROM cluster c JOIN publish_queue q ON q.person_id = c.person_id",
  },
  {
    name: "queued_support",
    reads: ["queued_record", "scored_pair", "judgement", "source_record"],
    sql: `WITH said AS (
  SELECT left_id, right_id, ${BOUNDED} AS weight FROM scored_pair p
  UNION ALL
  SELECT l.record_id AS left_id, r.record_id AS right_id, 12 AS weight FROM judgement j
  JOIN source_record l ON l.source_id = j.source_id AND l.source_key = j.left_key
  JOIN source_record r ON r.source_id = j.source_id AND r.source_key = j.right_key
  WHERE j.verdict = 'positive'),
tie AS (
  SELECT l.record_id AS left_id, r.record_id AS right_id, max(p.weight) AS weight
  FROM said p JOIN queued_record l ON l.record_id = p.left_id JOIN queued_record r ON r.record_id = p.right_id
  WHERE l.person_id = r.person_id GROUP BY l.record_id, r.record_id),
end_of_tie AS (SELECT left_id AS record_id, weight FROM tie UNION ALL SELECT right_id AS record_id, weight FROM tie),
tied AS (SELECT record_id, sum(weight) AS weight, count(*) AS ties FROM end_of_tie GROUP BY record_id),
size AS (SELECT person_id, count(*) AS records FROM queued_record GROUP BY person_id)
SELECT q.record_id, coalesce(t.weight, 0) - (s.records - 1 - coalesce(t.ties, 0)) AS support
FROM queued_record q JOIN size s ON s.person_id = q.person_id LEFT JOIN tied t ON t.record_id = q.record_id
WHERE s.records > 1`,
  },
];

/** Rows of all queued people, person by person: one per record, and one per address beyond its first. */
function recordsToFuse({ daysBetween }: Dialect): string {
  return `SELECT person_id, record_id, part, source_id, support, published_hash, first_day, last_day, is_torn, texts FROM (
  SELECT q.person_id, q.record_id, 0 AS part, r.source_id, s.support, p.content_hash AS published_hash,
    ${daysBetween(EPOCH, "n.first_seen")} AS first_day, ${daysBetween(EPOCH, "n.last_seen")} AS last_day,
    CASE WHEN du.usual_company_key <> n.company_key AND cu.usual_domain <> n.employer_domain THEN 1 ELSE 0 END AS is_torn,
    ${PACKED} AS texts
  FROM queued_record q
  JOIN source_record r ON r.record_id = q.record_id
  JOIN normalized_record n ON n.record_id = q.record_id
  LEFT JOIN queued_support s ON s.record_id = q.record_id
  LEFT JOIN published p ON p.person_id = q.person_id
  LEFT JOIN domain_usual du ON du.employer_domain = n.employer_domain
  LEFT JOIN company_usual cu ON cu.company_key = coalesce(n.company_key, du.usual_company_key)
  UNION ALL
  SELECT q.person_id, q.record_id, 1 AS part, NULL, NULL, NULL, NULL, NULL, NULL, i.value AS texts
  FROM queued_record q
  JOIN identifier i ON i.record_id = q.record_id
  JOIN normalized_record n ON n.record_id = q.record_id
  WHERE i.kind = 'email' AND i.value <> n.email
) row_to_fuse ORDER BY person_id, record_id, part, texts`;
}

/** Treats nobody as published and everybody as dirty; as one transaction, so that a crash loses nobody. */
export async function forgetPublished(engine: Engine): Promise<void> {
  await engine.transaction(async () => {
    await engine.execute("DELETE FROM published");
    await engine.execute("INSERT INTO dirty_person SELECT DISTINCT person_id FROM cluster");
  });
}

/** Fixes who is to be fused: the dirty people that still have records, in the table `publish_queue`. */
export async function queuePeople(engine: Engine): Promise<void> {
  const queue: Step = {
    name: "publish_queue",
    reads: ["dirty_person", "cluster"],
    sql: `SELECT DISTINCT d.person_id FROM dirty_person d
JOIN (SELECT DISTINCT person_id FROM cluster) c ON c.person_id = d.person_id`,
  };
  await runSteps(engine, [queue, ...QUEUE_STEPS]);
}

/** The queued people in the order of their ids, each with all of its records. */
export async function* streamPeople(engine: Engine): AsyncGenerator<QueuedPerson> {
  let person: { person_id: string; published_hash: string | null; records: PersonRecord[] } | undefined;
  let addresses: string[] = [];
  for await (const { rowCount, columns } of engine.stream(recordsToFuse(engine.dialect))) {
    for (let row = 0; row < rowCount; row += 1) {
      const cells = columns.map((column) => column[row] ?? null);
      const [person_id, , part, , , published_hash, , , , texts] = cells;
      if (person === undefined || person.person_id !== person_id) {
        if (person !== undefined) yield person;
        person = { person_id: String(person_id), published_hash: text(published_hash), records: [] };
      }
      if (part === 1) {
        addresses.push(String(texts));
        continue;
      }
      addresses = [];
      person.records.push(recordOf(cells, addresses));
    }
  }
  if (person !== undefined) yield person;
}

function text(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined || cell === "" ? null : String(cell);
}

function number(cell: Cell | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}

const POSITION = new Map(Object.keys(TEXTS).map((column, at) => [column, at]));

function recordOf(cells: readonly Cell[], more_emails: readonly string[]): PersonRecord {
  const [, record_id, , source_id, support, , first_day, last_day, is_torn, packed] = cells;
  const texts = String(packed).split(SEPARATOR);
  const at = (column: TextColumn) => text(texts[POSITION.get(column) ?? 0]);
  return {
    record_id: Number(record_id),
    source_id: Number(source_id),
    support: number(support),
    first_day: number(first_day),
    last_day: number(last_day),
    is_torn: is_torn === 1,
    more_emails,
    usual_domain: at("usual_domain"),
    other_domain: at("other_domain"),
    usual_company_name: at("usual_company_name"),
    full_name: at("full_name"),
    given_name: at("given_name"),
    family_name: at("family_name"),
    given_root: at("given_root"),
    family_key: at("family_key"),
    name_key: at("name_key"),
    email: at("email"),
    company_name: at("company_name"),
    company_key: at("company_key"),
    employer_domain: at("employer_domain"),
    title: at("title"),
    title_key: at("title_key"),
    seniority: at("seniority"),
    department: at("department"),
    linkedin_url: at("linkedin_url"),
    location: at("location"),
    city: at("city"),
    region: at("region"),
    country: at("country"),
  };
}
