import type { Engine } from "../engine/engine.js";
import { VouchError } from "../errors.js";
import { explainPairs } from "../resolution/explainPairs.js";
import { explainPerson } from "../resolution/explainPerson.js";
import { recordNamed } from "../resolution/recordReference.js";
import type { ExplainJob, ResultOf } from "./job.js";

/** Explains a person, or a pair of records. @throws VouchError same_record, and where a name stands for nothing */
export async function runExplain(
  engine: Engine,
  { of: [one, other] }: ExplainJob,
): Promise<ResultOf["explain"]> {
  if (other === undefined) return await explainPerson(engine, one);
  const [left, right] = [await recordNamed(engine, one), await recordNamed(engine, other)];
  const [explanation] = await explainPairs(engine, [[left.record_id, right.record_id]]);
  if (explanation !== undefined) return explanation;
  throw new VouchError("same_record", `${one} is one record`, "Name two different records.");
}
