import type { PersonRecord } from "./statements.js";

/** Bits beyond which more evidence changes nothing: the same bound that clustering puts on a pair. */
const BOUND = 12;

/**
 * Probability (uncalibrated) that all records of a person are one person: the mean over its records of the
 * probability that the record belongs to the rest, from the match weight in bits that ties it to them.
 * @returns 1 for a person of one record
 */
export function cohesionOf(records: readonly PersonRecord[]): number {
  if (records.length < 2) return 1;
  return records.reduce((sum, { support }) => sum + belonging(support), 0) / records.length;
}

function belonging(support: number | null): number {
  const bits = Math.max(-BOUND, Math.min(BOUND, support ?? 0));
  return 1 / (1 + 2 ** -bits);
}
