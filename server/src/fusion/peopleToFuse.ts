import type { Dialect } from "../engine/dialect.js";
import type { Engine } from "../engine/engine.js";
import { runSteps, type Step } from "../engine/pipeline.js";
import { judgedPairStep } from "../resolution/judgements.js";
import { FURTHER_ADDRESS, personOf, ROW_COLUMNS, SEPARATOR } from "./queuedPerson.js";
import { FUSED_COLUMNS } from "./statements.js";

export const EPOCH = "DATE '1970-01-01'";

/** About as many people as are fused and written together. */
const ROWS_PER_BATCH = 8192;

const asText = (value: string) => `coalesce(CAST(${value} AS VARCHAR), '')`;
/** Only what people see can hold a separator; the comparable forms are letters and digits. */
const withoutSeparator = (text: string) => `replace(${text}, '${SEPARATOR}', ' ')`;
const packed = (texts: readonly string[]) => texts.map(asText).join(` || '${SEPARATOR}' || `);

/** The record's employer's main domain, and the one that is usual for the company that it names. */
const MAIN_DOMAIN = "coalesce(da.main, n.employer_domain)";
const USUAL_DOMAIN = "coalesce(cu.usual_domain, da.main)";

function recordRow({ daysBetween }: Dialect): string {
  const values: Readonly<Record<(typeof ROW_COLUMNS)[number], string>> = {
    ...(Object.fromEntries(FUSED_COLUMNS.map((column) => [column, `n.${column}`])) as Record<
      (typeof FUSED_COLUMNS)[number],
      string
    >),
    person_id: "q.person_id",
    record_id: "q.record_id",
    kind: "''",
    source_id: "r.source_id",
    source_key: withoutSeparator("r.source_key"),
    support: "s.support",
    published_hash: "p.content_hash",
    first_day: daysBetween(EPOCH, "n.first_seen"),
    last_day: daysBetween(EPOCH, "n.last_seen"),
    is_torn: `CASE WHEN du.usual_company_key <> n.company_key AND cu.usual_domain <> ${MAIN_DOMAIN} THEN 1 ELSE 0 END`,
    full_name: withoutSeparator("n.full_name"),
    company_name: withoutSeparator("n.company_name"),
    title: withoutSeparator("n.title"),
    location: withoutSeparator("n.location"),
    usual_domain: `CASE WHEN ${USUAL_DOMAIN} <> coalesce(n.employer_domain, '') THEN ${USUAL_DOMAIN} ELSE NULL END`,
    other_domains: "od.others",
    usual_company_name: withoutSeparator(
      "CASE WHEN du.usual_company_name <> coalesce(n.company_name, '') THEN du.usual_company_name ELSE NULL END",
    ),
  };
  return packed(ROW_COLUMNS.map((column) => values[column]));
}

const BOUNDED = "CASE WHEN p.weight > 12 THEN 12 WHEN p.weight < -12 THEN -12 ELSE p.weight END";

/** A company's further domains that a person is found by, of most people first. */
const MOST_OTHERS = 4;
const further = Array.from(
  { length: MOST_OTHERS - 1 },
  (_, at) => ` || coalesce(' ' || max(CASE WHEN place = ${at + 2} THEN domain END), '')`,
);

/** Per company its further domains, in one text. */
export const otherDomainsStep: Step = {
  name: "other_domains",
  reads: ["domain_alias"],
  sql: `SELECT main, max(CASE WHEN place = 1 THEN domain END)${further.join("")} AS others
FROM (SELECT main, domain, row_number() OVER (PARTITION BY main ORDER BY people DESC, domain) AS place FROM domain_alias) ranked
GROUP BY main`,
};

/**
 * The queue, and the match weight that ties each record to the rest of its person; a positive judgement ties as much
 * as a pair can.
 */
const QUEUE_STEPS: readonly Step[] = [
  {
    name: "queued_record",
    reads: ["publish_queue", "cluster"],
    sql: "SELECT c.record_id, c.person_id, q.place FROM cluster c JOIN publish_queue q ON q.person_id = c.person_id",
  },
  judgedPairStep,
  otherDomainsStep,
  {
    name: "queued_support",
    reads: ["queued_record", "scored_pair", "judged_pair"],
    sql: `WITH said AS (
  SELECT left_id, right_id, ${BOUNDED} AS weight FROM scored_pair p
  UNION ALL
  SELECT left_id, right_id, 12 AS weight FROM judged_pair WHERE verdict = 'positive'),
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

/**
 * Rows of people, person by person: one per record, and one per address beyond its first.
 * @param records table of (record_id, person_id, place), the place being the person's
 */
function rowsToFuse(dialect: Dialect, records: string): string {
  return `SELECT texts FROM (
  SELECT q.place, q.record_id, '' AS address, ${recordRow(dialect)} AS texts
  FROM ${records} q
  JOIN source_record r ON r.record_id = q.record_id
  JOIN normalized_record n ON n.record_id = q.record_id
  LEFT JOIN queued_support s ON s.record_id = q.record_id
  LEFT JOIN published p ON p.person_id = q.person_id
  LEFT JOIN domain_alias da ON da.domain = n.employer_domain
  LEFT JOIN domain_usual du ON du.employer_domain = ${MAIN_DOMAIN}
  LEFT JOIN company_usual cu ON cu.company_key = coalesce(n.company_key, du.usual_company_key)
  LEFT JOIN other_domains od ON od.main = coalesce(cu.usual_domain, ${MAIN_DOMAIN})
  UNION ALL
  SELECT q.place, q.record_id, i.value AS address,
    ${packed(["q.person_id", "q.record_id", `'${FURTHER_ADDRESS}'`, "i.value"])} AS texts
  FROM ${records} q
  JOIN identifier i ON i.record_id = q.record_id
  JOIN normalized_record n ON n.record_id = q.record_id
  WHERE i.kind = 'email' AND i.value <> n.email
) row_to_fuse ORDER BY place, record_id, address`;
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
    sql: `SELECT person_id, CAST(row_number() OVER (ORDER BY person_id) AS INTEGER) AS place
FROM (SELECT DISTINCT person_id FROM cluster WHERE person_id IN (SELECT person_id FROM dirty_person)) dirty`,
  };
  await runSteps(engine, [queue, ...QUEUE_STEPS]);
}

/**
 * People in the order of their places, some at a time: all rows of each, as `readPeople` reads them.
 * @param records as of `rowsToFuse`: the queued people's where absent
 */
export async function* streamPeople(
  engine: Engine,
  records = "queued_record",
): AsyncGenerator<readonly string[]> {
  let rows: string[] = [];
  for await (const { columns } of engine.stream(rowsToFuse(engine.dialect, records))) {
    for (const cell of columns[0] ?? []) rows.push(String(cell));
    const last = rows.length < ROWS_PER_BATCH ? 0 : beginOfLast(rows);
    if (last === 0) continue;
    yield rows.slice(0, last);
    rows = rows.slice(last);
  }
  if (rows.length > 0) yield rows;
}

/** Where the rows of the last person begin. */
function beginOfLast(rows: readonly string[]): number {
  const person = personOf(rows.at(-1) ?? "");
  let begin = rows.length - 1;
  while (begin > 0 && personOf(rows[begin - 1] ?? "") === person) begin -= 1;
  return begin;
}
