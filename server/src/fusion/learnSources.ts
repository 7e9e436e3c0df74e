import type { Engine } from "../engine/engine.js";
import { runSteps, type Step } from "../engine/pipeline.js";
import {
  type Agreement,
  accuraciesFrom,
  HIGHEST,
  type LearnedReliability,
  LOWEST,
  SOURCE_FIELDS,
  type SourceField,
  sourceFieldKey,
} from "./sourceReliability.js";

/** The comparable form of a field in `normalized_record`. Addresses differ by nature and are not compared. */
const COMPARED = {
  name: "n.given_root || ' ' || n.family_key",
  company: "n.company_key",
  title: "n.title_key",
  domain: "n.employer_domain",
  location: "n.city",
  linkedin: "n.linkedin_url",
} as const satisfies Partial<Record<SourceField, string>>;
const COMPARED_FIELDS = SOURCE_FIELDS.filter((field): field is keyof typeof COMPARED => field !== "email");

/** Sources are judged anew once the store has grown by this share. */
const GROWTH = 0.1;

const DAY = 86_400_000;
export const EPOCH = "DATE '1970-01-01'";
const SEEN = `coalesce(n.last_seen, n.first_seen, ${EPOCH})`;

const latestOf = (field: keyof typeof COMPARED) =>
  `max_by(${COMPARED[field]}, CASE WHEN ${COMPARED[field]} IS NULL THEN NULL ELSE ${SEEN} END) AS ${field}_value`;

const countsOf = (field: keyof typeof COMPARED) =>
  `CAST(sum(CASE WHEN a.${field}_value IS NOT NULL AND b.${field}_value IS NOT NULL THEN 1 ELSE 0 END) AS INTEGER) AS ${field}_compared,
   CAST(sum(CASE WHEN a.${field}_value = b.${field}_value THEN 1 ELSE 0 END) AS INTEGER) AS ${field}_agreed`;

/** What each source says last of each person, how often two sources agree, and what companies usually give. */
export const LEARNING_STEPS: readonly Step[] = [
  {
    name: "source_vote",
    reads: ["cluster", "source_record", "normalized_record"],
    sql: `SELECT c.person_id, r.source_id, ${COMPARED_FIELDS.map(latestOf).join(", ")}
FROM cluster c JOIN source_record r ON r.record_id = c.record_id JOIN normalized_record n ON n.record_id = c.record_id
GROUP BY c.person_id, r.source_id`,
  },
  {
    name: "source_agreement",
    reads: ["source_vote"],
    sql: `SELECT a.source_id AS left_source, b.source_id AS right_source, ${COMPARED_FIELDS.map(countsOf).join(", ")}
FROM source_vote a JOIN source_vote b ON b.person_id = a.person_id
WHERE a.source_id < b.source_id GROUP BY a.source_id, b.source_id`,
  },
  {
    name: "company_domain",
    reads: ["normalized_record"],
    sql: `SELECT company_key, employer_domain, n,
  row_number() OVER (PARTITION BY company_key ORDER BY n DESC, employer_domain) AS domain_rank,
  row_number() OVER (PARTITION BY employer_domain ORDER BY n DESC, company_key) AS company_rank,
  sum(n) OVER (PARTITION BY company_key) AS company_total
FROM (SELECT company_key, employer_domain, count(*) AS n FROM normalized_record
  WHERE company_key IS NOT NULL AND employer_domain IS NOT NULL GROUP BY company_key, employer_domain) counted`,
  },
  {
    name: "company_usual",
    lasts: true,
    reads: ["company_domain"],
    sql: `SELECT u.company_key, u.employer_domain AS usual_domain, o.employer_domain AS other_domain
FROM (SELECT * FROM company_domain WHERE domain_rank = 1 AND n >= 2 AND n >= 0.4 * company_total) u
LEFT JOIN (SELECT * FROM company_domain
  WHERE domain_rank = 2 AND company_rank = 1 AND n >= 3 AND n >= 0.1 * company_total) o ON o.company_key = u.company_key`,
  },
  {
    name: "domain_usual",
    lasts: true,
    reads: ["normalized_record", "company_domain"],
    sql: `SELECT employer_domain, company_key AS usual_company_key, company_name AS usual_company_name
FROM (SELECT n.employer_domain, n.company_key, n.company_name,
    row_number() OVER (PARTITION BY n.employer_domain ORDER BY count(*) DESC, n.company_name) AS name_rank
  FROM normalized_record n JOIN company_domain d ON d.company_key = n.company_key AND d.employer_domain = n.employer_domain
  WHERE d.company_rank = 1 AND d.n >= 2 AND n.company_name IS NOT NULL
  GROUP BY n.employer_domain, n.company_key, n.company_name) named
WHERE name_rank = 1`,
  },
];

type Learning = { records: number; sources: number };
type AgreementRow = Record<string, number> & { left_source: number; right_source: number };

/**
 * Learns what the sources are worth and what companies usually give, where the store has grown by a tenth or has
 * a new source since the last time; otherwise leaves all as it is. Where what was learned moved, everybody becomes
 * dirty, so that all people are fused by the same measure.
 */
export async function learnSources(engine: Engine): Promise<void> {
  await engine.execute(
    "CREATE TABLE IF NOT EXISTS source_accuracy (source_id INTEGER, field VARCHAR, accuracy DOUBLE, n INTEGER)",
  );
  await engine.execute("CREATE TABLE IF NOT EXISTS source_learning (records INTEGER, sources INTEGER)");
  const [now] = await engine.query<Learning>(
    "SELECT (SELECT count(*) FROM cluster) AS records, (SELECT count(*) FROM source) AS sources",
  );
  const [then] = await engine.query<Learning>("SELECT records, sources FROM source_learning");
  if (now === undefined) return;
  if (then !== undefined && then.sources === now.sources && isClose(then, now)) return;
  await runSteps(engine, LEARNING_STEPS);
  const rows = await learnedAccuracies(engine);
  const moved = then === undefined || !isClose(then, now) || (await differ(engine, rows));
  await engine.transaction(async () => {
    await engine.execute("DELETE FROM source_accuracy");
    const columns = [0, 1, 2, 3].map((at) => rows.map((row) => row[at] ?? null));
    if (rows.length > 0) await engine.append("source_accuracy", { rowCount: rows.length, columns });
    if (moved) await engine.execute("INSERT INTO dirty_person SELECT DISTINCT person_id FROM cluster");
    await engine.execute("DELETE FROM source_learning");
    await engine.execute("INSERT INTO source_learning VALUES ($1, $2)", [now.records, now.sources]);
  });
}

function isClose(then: Learning, now: Learning): boolean {
  return Math.abs(now.records - then.records) <= GROWTH * then.records;
}

type AccuracyRow = readonly [source: number, field: SourceField, accuracy: number, n: number];

async function learnedAccuracies(engine: Engine): Promise<AccuracyRow[]> {
  const agreements = await engine.query<AgreementRow>(
    "SELECT * FROM source_agreement ORDER BY left_source, right_source",
  );
  return COMPARED_FIELDS.flatMap((field) => {
    const learned = accuraciesFrom(agreements.map((row) => agreementOf(row, field)));
    return [...learned].map(
      ([source, { accuracy, n }]): AccuracyRow => [source, field, Math.round(accuracy * 100) / 100, n],
    );
  });
}

async function differ(engine: Engine, rows: readonly AccuracyRow[]): Promise<boolean> {
  const before = await accuracyTable(engine);
  return rows.some(([source, field, accuracy]) => {
    const known = before.get(sourceFieldKey(source, field));
    return known !== undefined && known !== accuracy;
  });
}

function agreementOf(row: AgreementRow, field: keyof typeof COMPARED): Agreement {
  return {
    left: row.left_source,
    right: row.right_source,
    compared: row[`${field}_compared`] ?? 0,
    agreed: row[`${field}_agreed`] ?? 0,
  };
}

async function accuracyTable(engine: Engine): Promise<Map<string, number>> {
  const rows = await engine.query<{ source_id: number; field: string; accuracy: number }>(
    "SELECT source_id, field, accuracy FROM source_accuracy",
  );
  return new Map(rows.map(({ source_id, field, accuracy }) => [sourceFieldKey(source_id, field), accuracy]));
}

/** What the operator states of a source stands above what was learned of it. */
async function declaredAccuracies(engine: Engine): Promise<[string, number][]> {
  const rows = await engine.query<{ source_id: number; reliability: number }>(
    "SELECT source_id, reliability FROM source_declaration WHERE reliability IS NOT NULL",
  );
  return rows.flatMap(({ source_id, reliability }) =>
    SOURCE_FIELDS.map((field): [string, number] => [
      sourceFieldKey(source_id, field),
      Math.min(HIGHEST, Math.max(LOWEST, reliability)),
    ]),
  );
}

/**
 * What `learnSources` last learned. An undated record is taken to be as old as its source's dated
 * ones are on average, or as all dated records are.
 */
export async function readReliability(engine: Engine): Promise<LearnedReliability> {
  const accuracies = new Map([...(await accuracyTable(engine)), ...(await declaredAccuracies(engine))]);
  const seen = engine.dialect.daysBetween(EPOCH, "coalesce(n.last_seen, n.first_seen)");
  const dates = await engine.query<{
    source_id: number;
    latest: number | null;
    mean: number | null;
    n: number;
  }>(
    `SELECT r.source_id, max(${seen}) AS latest, avg(${seen}) AS mean, count(${seen}) AS n
     FROM source_record r JOIN normalized_record n ON n.record_id = r.record_id GROUP BY r.source_id`,
  );
  const today = Math.min(
    Math.floor(Date.now() / DAY),
    Math.max(0, ...dates.map(({ latest }) => latest ?? 0)),
  );
  const dated = dates.reduce((sum, { n }) => sum + n, 0);
  // Where no source gives dates, nothing is older than anything.
  const meanOfAll = dates.reduce((sum, { mean, n }) => sum + ((mean ?? 0) * n) / Math.max(1, dated), 0);
  const typicalDays = new Map(dates.map(({ source_id, mean }) => [source_id, Math.round(mean ?? meanOfAll)]));
  return { today, accuracies, typicalDays, typicalDay: Math.round(meanOfAll) };
}
