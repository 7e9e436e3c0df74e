import type { Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";
import { recordNamed } from "./recordReference.js";

/** What a person says of two records; `withdrawn` takes back what was said before. */
export type Verdict = "positive" | "negative" | "unsure" | "withdrawn";

/** A person's word on two records, to be kept. */
export interface NewJudgement {
  /** `SOURCE:KEY`. */
  readonly left: string;
  readonly right: string;
  readonly verdict: Exclude<Verdict, "withdrawn">;
  readonly by: string;
  readonly why: string;
}

/** A kept judgement. None is ever deleted: the last word on a pair counts. */
export interface Judgement {
  readonly judgement_id: number;
  readonly left: string;
  readonly right: string;
  readonly verdict: Verdict;
  readonly by: string;
  readonly why: string;
}

const JUDGEMENTS = `SELECT j.judgement_id, ls.name || ':' || l.source_key AS "left", rs.name || ':' || r.source_key AS "right",
  j.verdict, j.judged_by AS "by", j.why
FROM judgement j
JOIN source_record l ON l.record_id = j.left_record JOIN source ls ON ls.source_id = l.source_id
JOIN source_record r ON r.record_id = j.right_record JOIN source rs ON rs.source_id = r.source_id
WHERE j.source_id IS NULL`;

type JudgementRow = { -readonly [Key in keyof Judgement]: Judgement[Key] };

/**
 * Keeps a person's word on two records. It stands above any score from the next resolve on.
 * @throws VouchError `no_such_record`, `same_record`
 */
export async function judge(
  engine: Engine,
  { left, right, verdict, by, why }: NewJudgement,
): Promise<Judgement> {
  const [one, other] = [await recordNamed(engine, left), await recordNamed(engine, right)];
  if (one.record_id === other.record_id) {
    throw new VouchError("same_record", `${left} is one record`, "Name two different records.");
  }
  return await append(engine, [one.record_id, other.record_id], verdict, by, why);
}

/**
 * Takes a judgement back, by another one of its pair.
 * @throws VouchError `no_such_judgement`
 */
export async function withdrawJudgement(
  engine: Engine,
  id: number,
  by: string,
  why: string,
): Promise<Judgement> {
  const [found] = await engine.query<{ left_record: number; right_record: number }>(
    "SELECT left_record, right_record FROM judgement WHERE judgement_id = $1 AND source_id IS NULL",
    [id],
  );
  if (found !== undefined)
    return await append(engine, [found.left_record, found.right_record], "withdrawn", by, why);
  throw new VouchError(
    "no_such_judgement",
    `There is no judgement ${id}`,
    "vouch judgements lists those that people gave.",
  );
}

/** What people judged, in the order in which they did. Judgements that came with a source are not among them. */
export async function judgements(engine: Engine): Promise<Judgement[]> {
  return await engine.query<JudgementRow>(`${JUDGEMENTS} ORDER BY j.judgement_id`);
}

const WORDS: Readonly<Record<Verdict, string>> = {
  positive: "same",
  negative: "different",
  unsure: "unsure",
  withdrawn: "withdrawn",
};

async function append(
  engine: Engine,
  [left, right]: readonly [number, number],
  verdict: Verdict,
  by: string,
  why: string,
): Promise<Judgement> {
  await engine.transaction(async () => {
    await engine.execute(
      `INSERT INTO judgement (judgement_id, left_record, right_record, verdict, judged_by, why)
       SELECT (SELECT coalesce(max(judgement_id), 0) FROM judgement) + 1, $1, $2, $3, $4, $5`,
      [left, right, verdict, by, why],
    );
    for (const record of [left, right]) {
      await engine.execute("INSERT INTO pending_record VALUES ($1, $2)", [
        record,
        `judgement by ${by}: ${WORDS[verdict]}`,
      ]);
    }
  });
  const [kept] = await engine.query<JudgementRow>(`${JUDGEMENTS} ORDER BY j.judgement_id DESC LIMIT 1`);
  if (kept === undefined) throw new Error("the judgement was not kept");
  return kept;
}
