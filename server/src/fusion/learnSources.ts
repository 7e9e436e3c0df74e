import type { Engine } from "../engine/engine.js";
import { runSteps, type Step } from "../engine/pipeline.js";
import { createLearnedTables, hasMoved, readLearned, writeLearned } from "./learnedTables.js";
import { type Dates, learnReliability } from "./learnReliability.js";
import { EPOCH } from "./peopleToFuse.js";
import { samplePeople } from "./sampledPeople.js";
import {
  HIGHEST,
  type LearnedReliability,
  LOWEST,
  SOURCE_FIELDS,
  sourceFieldKey,
} from "./sourceReliability.js";

/** Sources are judged anew once the store has grown by this share. */
const GROWTH = 0.1;

const DAY = 86_400_000;

/** What each record says of its employer, whose domain stands for all of the company's. */
const EMPLOYED = `SELECT n.company_key, n.company_name, coalesce(a.main, n.employer_domain) AS main
  FROM normalized_record n LEFT JOIN domain_alias a ON a.domain = n.employer_domain`;

/** What companies usually give. */
const COMPANY_STEPS: readonly Step[] = [
  {
    name: "company_domain",
    reads: ["normalized_record", "domain_alias"],
    sql: `SELECT company_key, employer_domain, n,
  row_number() OVER (PARTITION BY company_key ORDER BY n DESC, employer_domain) AS domain_rank,
  row_number() OVER (PARTITION BY employer_domain ORDER BY n DESC, company_key) AS company_rank,
  sum(n) OVER (PARTITION BY company_key) AS company_total
FROM (SELECT company_key, main AS employer_domain, count(*) AS n FROM (${EMPLOYED}) employed
  WHERE company_key IS NOT NULL AND main IS NOT NULL GROUP BY company_key, main) counted`,
  },
  {
    name: "company_usual",
    lasts: true,
    reads: ["company_domain"],
    sql: `SELECT company_key, employer_domain AS usual_domain FROM company_domain
WHERE domain_rank = 1 AND n >= 2 AND n >= 0.4 * company_total`,
  },
  {
    name: "domain_usual",
    lasts: true,
    reads: ["normalized_record", "domain_alias", "company_domain"],
    sql: `SELECT main AS employer_domain, company_key AS usual_company_key, company_name AS usual_company_name
FROM (SELECT n.main, n.company_key, n.company_name,
    row_number() OVER (PARTITION BY n.main ORDER BY count(*) DESC, n.company_name) AS name_rank
  FROM (${EMPLOYED}) n JOIN company_domain d ON d.company_key = n.company_key AND d.employer_domain = n.main
  WHERE d.company_rank = 1 AND d.n >= 2 AND n.company_name IS NOT NULL
  GROUP BY n.main, n.company_key, n.company_name) named
WHERE name_rank = 1`,
  },
];

type Learning = { records: number; sources: number };

/**
 * Learns what the sources are worth, who copies from whom, how soon values change, and what companies usually give,
 * where the store has grown by a tenth or has a new source since the last time; otherwise leaves all as it is. Where
 * what was learned moved, everybody becomes dirty, so that all people are fused by the same measure.
 */
export async function learnSources(engine: Engine): Promise<void> {
  await createLearnedTables(engine);
  await engine.execute("CREATE TABLE IF NOT EXISTS source_learning (records INTEGER, sources INTEGER)");
  const [now] = await engine.query<Learning>(
    "SELECT (SELECT count(*) FROM cluster) AS records, (SELECT count(*) FROM source) AS sources",
  );
  const [then] = await engine.query<Learning>("SELECT records, sources FROM source_learning");
  if (now === undefined) return;
  if (then !== undefined && then.sources === now.sources && isClose(then, now)) return;
  await runSteps(engine, COMPANY_STEPS);
  const before = await readLearned(engine);
  const people = await samplePeople(engine);
  const lesson = learnReliability(people, await readDates(engine), await declaredAccuracies(engine));
  const moved = then === undefined || !isClose(then, now) || hasMoved(before, lesson);
  await engine.transaction(async () => {
    await writeLearned(engine, lesson);
    if (moved) await engine.execute("INSERT INTO dirty_person SELECT DISTINCT person_id FROM cluster");
    await engine.execute("DELETE FROM source_learning");
    await engine.execute("INSERT INTO source_learning VALUES ($1, $2)", [now.records, now.sources]);
  });
}

function isClose(then: Learning, now: Learning): boolean {
  return Math.abs(now.records - then.records) <= GROWTH * then.records;
}

/** What the operator states of a source stands above what was learned of it. */
export async function declaredAccuracies(engine: Engine): Promise<ReadonlyMap<string, number>> {
  const rows = await engine.query<{ source_id: number; reliability: number }>(
    "SELECT source_id, reliability FROM source_declaration WHERE reliability IS NOT NULL",
  );
  return new Map(
    rows.flatMap(({ source_id, reliability }) =>
      SOURCE_FIELDS.map((field): [string, number] => [
        sourceFieldKey(source_id, field),
        Math.min(HIGHEST, Math.max(LOWEST, reliability)),
      ]),
    ),
  );
}

/** What `learnSources` last learned. */
export async function readReliability(engine: Engine): Promise<LearnedReliability> {
  const learned = await readLearned(engine);
  const accuracies = new Map([...learned.accuracies, ...(await declaredAccuracies(engine))]);
  return { ...learned, accuracies, ...(await readDates(engine)) };
}

/**
 * How old the records of sources are. An undated record is taken to be as old as its source's dated ones are on average,
 * or as all dated records are.
 */
async function readDates(engine: Engine): Promise<Dates> {
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
  return { today, typicalDays, typicalDay: Math.round(meanOfAll) };
}
