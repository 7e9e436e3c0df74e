import { distance } from "fastest-levenshtein";
import { compareText } from "./compareText.js";
import { type Course, currentValues, type Pace, type Sight, smoothCourse } from "./course.js";
import { type Seen, seenBy } from "./independence.js";
import type { SourceField, SourceReliability } from "./sourceReliability.js";
import type { Statement } from "./statements.js";

/** A value with the probability that it is the one that holds today, and the statements that say it. */
export interface RankedValue {
  readonly value: string;
  readonly probability: number;
  readonly statements: readonly Statement[];
}

/** Statements of one field of one person, by day, with what they say of its course. */
export interface ReadCourse extends Course {
  readonly seen: readonly Seen[];
}

/** What statements say of the past of their field. @param statements at least one */
export function readCourse(
  statements: readonly Statement[],
  field: SourceField,
  reliability: SourceReliability,
): ReadCourse {
  const seen = seenBy(statements, reliability);
  const { sights, values } = sightsOf(seen);
  return { seen, ...smoothCourse(sights, values.length, paceOf(field, reliability)) };
}

/**
 * Ranks the values of one field by the probability that they hold today. The current value follows dates and not the
 * majority, one careless source does not move anybody, and copies add little. That none of the values holds has its own
 * mass: every source may be wrong, and the value may have changed since anybody saw it.
 * @returns best first; equal probabilities in the order of the values. The probabilities sum to less than 1
 */
export function rankValues(
  statements: readonly Statement[],
  field: SourceField,
  reliability: SourceReliability,
): RankedValue[] {
  if (statements.length === 0) return [];
  const { sights, values } = sightsOf(seenBy(statements, reliability));
  const today = currentValues(sights, values.length, paceOf(field, reliability));
  return values
    .map((value, at) => ({
      value,
      probability: today[at] ?? 0,
      statements: values.length === 1 ? statements : statements.filter((one) => one.value === value),
    }))
    .sort((a, b) => b.probability - a.probability || compareText(a.value, b.value));
}

function paceOf(field: SourceField, { halfLife, today }: SourceReliability): Pace {
  return { halfLife: halfLife(field), today };
}

/** What was seen, with the values in the order in which they were first seen. */
function sightsOf(seen: readonly Seen[]): { sights: Sight[]; values: string[] } {
  const values: string[] = [];
  const sights = seen.map(({ statement: { value, accuracy }, day, copied }) => {
    const known = values.indexOf(value);
    return { value: known === -1 ? values.push(value) - 1 : known, day, accuracy, copied };
  });
  return { sights, values };
}

/**
 * Maps misspelt values to the better supported value they resemble, so that similar values support each other.
 * @param values value → weight of its support
 * @returns every value with the value it stands for
 */
export function mergeSimilar(values: ReadonlyMap<string, number>): Map<string, string> {
  const kept: string[] = [];
  const standsFor = new Map<string, string>();
  const bySupport = [...values].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
  for (const [value] of bySupport) {
    const alike = kept.find((other) => resembles(value, other));
    if (alike === undefined) kept.push(value);
    standsFor.set(value, alike ?? value);
  }
  return standsFor;
}

function resembles(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  if (length < 5 || Math.abs(a.length - b.length) > 2) return false;
  return distance(a, b) <= (length < 10 ? 1 : 2);
}

/** Whether all say the same, as most do. */
export function agree(statements: readonly Statement[]): boolean {
  const value = statements[0]?.value;
  return statements.every((statement) => statement.value === value);
}

/** Sum of the accuracies behind each value. */
export function supportOf(statements: readonly Statement[]): Map<string, number> {
  const support = new Map<string, number>();
  for (const { value, accuracy } of statements) support.set(value, (support.get(value) ?? 0) + accuracy);
  return support;
}

/** The statements with misspelt values replaced by what they stand for. */
export function withSimilarMerged(statements: readonly Statement[]): readonly Statement[] {
  if (agree(statements)) return statements;
  const standsFor = mergeSimilar(supportOf(statements));
  return statements.map((statement) => {
    const value = standsFor.get(statement.value) ?? statement.value;
    return value === statement.value ? statement : { ...statement, value };
  });
}

/**
 * The best way to write a value: most support first, then the better written.
 * @param quality higher is better written
 */
export function bestWritten(
  statements: readonly Pick<Statement, "original" | "accuracy">[],
  quality: (text: string) => number = () => 0,
): string | null {
  const [first] = statements;
  if (first === undefined || statements.every(({ original }) => original === first.original))
    return first?.original ?? null;
  const support = new Map<string, number>();
  for (const { original, accuracy } of statements) {
    support.set(original, (support.get(original) ?? 0) + accuracy);
  }
  const ranked = [...support].sort(
    (a, b) => quality(b[0]) - quality(a[0]) || b[1] - a[1] || compareText(a[0], b[0]),
  );
  return ranked[0]?.[0] ?? null;
}
