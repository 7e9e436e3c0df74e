import type { SourceReliability } from "./sourceReliability.js";
import type { Statement } from "./statements.js";

/** A statement as a look at the person. */
export interface Seen {
  readonly statement: Statement;
  /** Days since 1970 on which somebody looked: of a copy, the day of what it was copied from. */
  readonly day: number;
  /** Probability that its source did not look itself, but repeats another statement of these. */
  readonly copied: number;
}

/** Probability that a source that says the same again has not looked again. */
const REPEATED = 0.6;
/** From here on a statement is taken to be of the day of what it repeats. */
const LIKELY = 0.5;

/**
 * What was seen by whom independently: a source that repeats another's statements adds little, and puts a new date on
 * old facts. After the copy detection of Dong, Berti-Equille & Srivastava (VLDB 2009).
 * @returns by day, then by record
 */
export function seenBy(statements: readonly Statement[], reliability: SourceReliability): Seen[] {
  if (statements.length === 1)
    return statements.map((statement) => ({ statement, day: statement.seen, copied: 0 }));
  return statements
    .map((statement) => {
      let [day, looked] = [statement.seen, 1];
      for (const other of statements) {
        if (other === statement || other.value !== statement.value) continue;
        const rate = repeating(statement, other, reliability);
        looked *= 1 - rate;
        const isCopy = rate >= LIKELY && other.record.source_id !== statement.record.source_id;
        if (isCopy) day = Math.min(day, other.seen);
      }
      return { statement, day, copied: 1 - looked };
    })
    .sort((a, b) => a.day - b.day || a.statement.record.record_id - b.statement.record.record_id);
}

/** Probability that a statement repeats another one that says the same. */
function repeating(statement: Statement, other: Statement, reliability: SourceReliability): number {
  const [here, there] = [statement.record, other.record];
  if (here.source_id !== there.source_id) return reliability.copyRate(here.source_id, there.source_id);
  const isEarlier =
    statement.seen < other.seen || (statement.seen === other.seen && here.record_id < there.record_id);
  return isEarlier ? REPEATED : 0;
}
