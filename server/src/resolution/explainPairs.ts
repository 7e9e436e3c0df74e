import type { Engine } from "../engine/engine.js";
import { runSteps, type Step } from "../engine/pipeline.js";
import { VouchError } from "../errors.js";
import { identifierBlockStep } from "./blocking.js";
import { codedSql, comparedCodeStep } from "./codes.js";
import { LINKED_RECORDS, linkRecords, unlinkRecords } from "./companyDomains.js";
import { comparableSteps, levelStep } from "./comparison.js";
import { judgedPairStep } from "./judgements.js";
import { latestModel, type VersionedModel } from "./linkageModels.js";
import { type LinkageModel, levelBits, priorOdds } from "./model.js";
import { type NamedRecord, namedRecords } from "./recordReference.js";
import { matchProbability } from "./scoring.js";
import { frequencySteps, rarityByComparison } from "./termFrequency.js";

/** What one comparison tells of a pair. */
export interface ComparisonEvidence {
  readonly comparison: string;
  /** The outcome, in the model's plain words. */
  readonly level: string;
  /** Of the outcome for values of average frequency. */
  readonly bits: number;
  /** More where the values that agree are rare, less where they are common. */
  readonly rarity_bits: number;
}

/** Why two records are taken to be of one person, or not. */
export interface PairExplanation {
  readonly left: NamedRecord;
  readonly right: NamedRecord;
  readonly model_version: number;
  /** Before anything is compared. */
  readonly prior_bits: number;
  readonly comparisons: readonly ComparisonEvidence[];
  /** Match weight in bits: the sum. */
  readonly weight: number;
  /** Of a match, by the weight alone. */
  readonly probability: number;
  /** A person's word, which stands above the weight. */
  readonly judgement: "positive" | "negative" | null;
  /** What clustering made of it; null before the first resolve. */
  readonly same_person: boolean | null;
}

const RECORDS = { records: LINKED_RECORDS, identifiers: "identifier", pending: "asked_record" };
const SCRATCH = ["asked_record", "asked_pair", "compared_record", "identifier_block", "comparable"];

/**
 * Explains pairs of records as the model in the store sees them today, whether they were candidates or not.
 * @param pairs by record id
 * @throws VouchError `not_resolved` before the first resolve
 */
export async function explainPairs(
  engine: Engine,
  pairs: readonly (readonly [number, number])[],
): Promise<PairExplanation[]> {
  if (pairs.length === 0) return [];
  const current = await latestModel(engine);
  const [codes] = await engine.query<{ coded: number }>(codedSql(engine.dialect));
  if (current === undefined || codes?.coded === 0) {
    throw new VouchError("not_resolved", "No model was learned yet", "Run vouch resolve first.");
  }
  const { model } = current;
  await linkRecords(engine, model);
  await askFor(engine, pairs);
  const made = await runSteps(engine, comparingSteps(model, engine));
  const rows = await readEvidence(engine, current);
  for (const name of new Set([...SCRATCH, ...made.map((step) => step.name)]))
    await engine.execute(`DROP TABLE IF EXISTS ${name}`);
  await unlinkRecords(engine);
  const named = await namedRecords(engine, [...new Set(pairs.flat())]);
  const byId = new Map(named.map((record) => [record.record_id, record]));
  return rows.flatMap((row) => {
    const [left, right] = [byId.get(row.left_id), byId.get(row.right_id)];
    return left === undefined || right === undefined ? [] : [explanationOf(current, row, left, right)];
  });
}

async function askFor(engine: Engine, pairs: readonly (readonly [number, number])[]): Promise<void> {
  const ids = [...new Set(pairs.flat())];
  await engine.execute("CREATE OR REPLACE TEMP TABLE asked_record (record_id INTEGER)");
  await engine.append("asked_record", { rowCount: ids.length, columns: [ids] });
  await engine.execute(
    "CREATE OR REPLACE TEMP TABLE asked_pair (place INTEGER, left_id INTEGER, right_id INTEGER)",
  );
  const columns = [
    pairs.map((_, at) => at),
    pairs.map(([left, right]) => Math.min(left, right)),
    pairs.map(([left, right]) => Math.max(left, right)),
  ];
  await engine.append("asked_pair", { rowCount: pairs.length, columns });
}

/** The steps that resolution takes, over the asked pairs alone. */
function comparingSteps(model: LinkageModel, { dialect }: Engine): Step[] {
  const shared = model.identifiers.map(
    (kind) => `coalesce(max(CASE WHEN b.kind = '${kind}' THEN 1 ELSE 0 END), 0) AS shared_${kind}`,
  );
  const compared = "compared_record";
  return [
    identifierBlockStep(model, RECORDS),
    {
      name: "sharing_pair",
      reads: ["asked_pair", "identifier_block"],
      sql: `SELECT ${["p.place", "p.left_id", "p.right_id", ...shared].join(", ")} FROM asked_pair p
LEFT JOIN identifier_block a ON a.record_id = p.left_id
LEFT JOIN identifier_block b ON b.record_id = p.right_id AND b.kind = a.kind AND b.value = a.value
GROUP BY p.place, p.left_id, p.right_id`,
    },
    {
      name: compared,
      reads: ["asked_record", RECORDS.records],
      sql: `SELECT * FROM ${RECORDS.records} WHERE record_id IN (SELECT record_id FROM asked_record)`,
    },
    comparedCodeStep(model, compared, dialect),
    ...frequencySteps(model, false),
    ...comparableSteps(model, RECORDS.identifiers),
    levelStep(model, { pairs: "sharing_pair", name: "asked_level" }, dialect),
    judgedPairStep,
  ];
}

type EvidenceRow = Record<string, number | string | null> & {
  readonly left_id: number;
  readonly right_id: number;
  readonly records: number;
  readonly verdict: "positive" | "negative" | null;
};

async function readEvidence(engine: Engine, { model }: VersionedModel): Promise<EvidenceRow[]> {
  const [counted] = await engine.query<{ records: number }>(
    "SELECT count(*) AS records FROM normalized_record",
  );
  const records = counted?.records ?? 0;
  const rarity = [...rarityByComparison(model, records)].map(([name, sql]) => `${sql} AS rarity_${name}`);
  const levels = model.comparisons.map(({ name }) => `c_${name}`);
  return await engine.query<EvidenceRow>(
    `SELECT l.left_id, l.right_id, j.verdict, ${[`CAST(${records} AS INTEGER) AS records`, ...levels, ...rarity].join(", ")}
FROM asked_level l JOIN asked_pair p ON p.left_id = l.left_id AND p.right_id = l.right_id
LEFT JOIN judged_pair j ON j.left_id = l.left_id AND j.right_id = l.right_id ORDER BY p.place`,
  );
}

function explanationOf(
  { model, version }: VersionedModel,
  row: EvidenceRow,
  left: NamedRecord,
  right: NamedRecord,
): PairExplanation {
  const comparisons = model.comparisons.flatMap(({ name, levels }): ComparisonEvidence[] => {
    const level = levels[Number(row[`c_${name}`])];
    if (level === undefined) return [];
    const rarity_bits = Number(row[`rarity_${name}`] ?? 0);
    return [{ comparison: name, level: level.name, bits: levelBits(level), rarity_bits }];
  });
  const prior_bits = Math.log2(priorOdds(model, model.trainedOn > 0 ? model.trainedOn : row.records));
  const weight = comparisons.reduce((sum, { bits, rarity_bits }) => sum + bits + rarity_bits, prior_bits);
  const resolved = left.person_id !== null && right.person_id !== null;
  return {
    left,
    right,
    model_version: version,
    prior_bits,
    comparisons,
    weight,
    probability: matchProbability(weight),
    judgement: row.verdict,
    same_person: resolved ? left.person_id === right.person_id : null,
  };
}
