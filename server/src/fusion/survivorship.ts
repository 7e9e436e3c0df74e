import { distance } from "fastest-levenshtein";
import type { Statement } from "./statements.js";

/** Days after which half of the people have another value: seldom another name, soon another title. */
export const HALF_LIFE = {
  name: 14_000,
  employer: 3000,
  title: 5000,
  location: 5000,
  linkedin: 14_000,
} as const;

/** A value with the probability that it is the one that holds today, and the statements that say it. */
export interface RankedValue {
  readonly value: string;
  readonly probability: number;
  readonly statements: readonly Statement[];
}

/** All that one source says for one value, as one observation: a source that repeats itself adds little. */
interface Observation {
  readonly value: string;
  seen: number;
  accuracy: number;
  count: number;
}

interface Candidate {
  readonly value: string;
  readonly statements: Statement[];
  first: number;
  last: number;
}

/** Errors of a source that still gives what used to be so, and those that were never so. */
const STALE_ERROR = 0.7;
const WILD_ERROR = 0.3;
/** Sources write dates a month before or after the fact: what lies nearer than this may still have changed between. */
const LEAST_DAYS = 30;
/** Even what was seen today may have changed since. */
const LEAST_CHANGE = 0.002;

/**
 * Ranks the values of one field by the probability that they hold today. Each value is a hypothesis about a
 * person's course: observations before its first sighting then speak of the past and do not contradict it;
 * later ones must be stale or wrong, which is as likely as their source is inaccurate. So the current employer
 * follows dates and not the majority, and one careless source does not move anybody. What no statement names
 * has its own mass: that every source is wrong, and that the value has changed since anybody saw it.
 * @param halfLife in days
 * @param today days since 1970 that ages are counted to
 * @returns best first; equal probabilities in the order of the values. The probabilities sum to less than 1
 */
export function rankValues(statements: readonly Statement[], halfLife: number, today: number): RankedValue[] {
  const candidates = candidatesOf(statements);
  const observations = observationsOf(statements);
  const wrong = logOfAllWrong(observations);
  const weighed = [...candidates.values()].map((candidate) => ({
    candidate,
    log: logOfCourse(candidate, candidates, observations, halfLife),
  }));
  const highest = weighed.reduce((most, { log }) => Math.max(most, log), wrong);
  const sum = weighed.reduce((total, { log }) => total + Math.exp(log - highest), Math.exp(wrong - highest));
  return weighed
    .map(({ candidate: { value, last, statements: said }, log }) => ({
      value,
      probability: (Math.exp(log - highest) / sum) * survival(today - last, halfLife),
      statements: said,
    }))
    .sort((a, b) => b.probability - a.probability || compareText(a.value, b.value));
}

/** Orders texts by code unit: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function candidatesOf(statements: readonly Statement[]): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  for (const statement of statements) {
    const known = candidates.get(statement.value);
    if (known === undefined) {
      const { value, seen } = statement;
      candidates.set(value, { value, statements: [statement], first: seen, last: seen });
      continue;
    }
    known.statements.push(statement);
    known.first = Math.min(known.first, statement.seen);
    known.last = Math.max(known.last, statement.seen);
  }
  return candidates;
}

function observationsOf(statements: readonly Statement[]): Observation[] {
  const observations = new Map<string, Observation>();
  for (const { record, value, seen, accuracy } of statements) {
    const key = `${record.source_id}|${value}`;
    const known = observations.get(key);
    if (known === undefined) {
      observations.set(key, { value, seen, accuracy, count: 1 });
      continue;
    }
    known.count += 1;
    known.seen = Math.max(known.seen, seen);
    known.accuracy = Math.max(known.accuracy, accuracy);
  }
  return [...observations.values()].sort((a, b) => compareText(a.value, b.value));
}

/** 1, 1.5, 1.75, …: each repetition within a source is worth half of the one before. */
function repetition(count: number): number {
  return 2 - 2 ** (1 - count);
}

/** Probability that a value still holds after so many days. */
function survival(days: number, halfLife: number): number {
  return (1 - LEAST_CHANGE) * 2 ** (-Math.max(0, days) / halfLife);
}

/** Logarithm of the probability that a value last seen on one day had given way to another by a later one. */
function logOfChange(days: number, halfLife: number): number {
  return Math.log(1 - survival(Math.max(LEAST_DAYS, days), halfLife));
}

/** How well the observations fit a course that ends in the candidate. */
function logOfCourse(
  candidate: Candidate,
  candidates: ReadonlyMap<string, Candidate>,
  observations: readonly Observation[],
  halfLife: number,
): number {
  let log = 0;
  const leftOn = new Map<string, number>();
  for (const { value, seen, accuracy, count } of observations) {
    const past = value !== candidate.value && seen < candidate.first;
    if (value === candidate.value || past) {
      log += repetition(count) * Math.log(accuracy);
    } else {
      const began = candidates.get(value)?.first ?? seen;
      const error = began < candidate.first ? STALE_ERROR : WILD_ERROR;
      log += repetition(count) * Math.log((1 - accuracy) * error);
    }
    if (past) leftOn.set(value, Math.max(leftOn.get(value) ?? seen, seen));
  }
  for (const seen of leftOn.values()) log += logOfChange(candidate.first - seen, halfLife);
  return log;
}

function logOfAllWrong(observations: readonly Observation[]): number {
  return observations.reduce(
    (sum, { accuracy, count }) => sum + repetition(count) * Math.log(1 - accuracy),
    0,
  );
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

/** Sum of the accuracies behind each value. */
export function supportOf(statements: readonly Statement[]): Map<string, number> {
  const support = new Map<string, number>();
  for (const { value, accuracy } of statements) support.set(value, (support.get(value) ?? 0) + accuracy);
  return support;
}

/** The statements with misspelt values replaced by what they stand for. */
export function withSimilarMerged(statements: readonly Statement[]): readonly Statement[] {
  const support = supportOf(statements);
  if (support.size < 2) return statements;
  const standsFor = mergeSimilar(support);
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
