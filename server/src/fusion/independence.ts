import { compareText } from "./compareText.js";
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
 * @returns by day; of one day, what was last seen earlier comes first, then the smaller value, then who surely looked. So the order in which
 *   records came does not matter
 */
export function seenBy(statements: readonly Statement[], reliability: SourceReliability): Seen[] {
  const [only] = statements;
  if (only !== undefined && statements.length === 1) return [{ statement: only, day: only.seen, copied: 0 }];
  const seen = statements.map((statement) => lookOf(statement, statements, reliability));
  let last: ReadonlyMap<string, number> | undefined;
  const lastOf = ({ statement }: Seen) => {
    last ??= lastDays(seen);
    return last.get(statement.value) ?? 0;
  };
  return [...seen].sort(
    (a, b) =>
      a.day - b.day ||
      (a.statement.value === b.statement.value ? 0 : lastOf(a) - lastOf(b)) ||
      compareText(a.statement.value, b.statement.value) ||
      a.copied - b.copied ||
      b.statement.accuracy - a.statement.accuracy,
  );
}

/** Per value the day on which it was last seen. */
function lastDays(seen: readonly Seen[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const { statement, day } of seen) {
    last.set(statement.value, Math.max(last.get(statement.value) ?? day, day));
  }
  return last;
}

function lookOf(
  statement: Statement,
  statements: readonly Statement[],
  reliability: SourceReliability,
): Seen {
  let [day, looked] = [statement.seen, 1];
  for (const other of statements) {
    if (other === statement || other.value !== statement.value) continue;
    const rate = repeating(statement, other, reliability);
    looked *= 1 - rate;
    const isCopy = rate >= LIKELY && other.record.source_id !== statement.record.source_id;
    if (isCopy) day = Math.min(day, other.seen);
  }
  return { statement, day, copied: 1 - looked };
}

/** Probability that a statement repeats another one that says the same. */
function repeating(statement: Statement, other: Statement, reliability: SourceReliability): number {
  const [here, there] = [statement.record, other.record];
  if (here.source_id !== there.source_id) return reliability.copyRate(here.source_id, there.source_id);
  const isEarlier =
    statement.seen < other.seen || (statement.seen === other.seen && here.record_id < there.record_id);
  return isEarlier ? REPEATED : 0;
}
