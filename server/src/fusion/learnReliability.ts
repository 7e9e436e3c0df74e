import { AgreementTally } from "./agreementTally.js";
import { CopyTally } from "./copyTally.js";
import { GapTally } from "./halfLife.js";
import { coursesSaid } from "./said.js";
import {
  HALF_LIFE,
  HIGHEST,
  type LearnedReliability,
  LOWEST,
  PRIOR_ACCURACY,
  reliabilityFrom,
  type SourceField,
  sourceFieldKey,
} from "./sourceReliability.js";
import type { PersonRecord } from "./statements.js";
import { type ReadCourse, readCourse } from "./survivorship.js";

/** What is known of the dates of sources before anything is learned. */
export type Dates = Pick<LearnedReliability, "today" | "typicalDay" | "typicalDays">;

/** What was learned, with how many statements each accuracy rests on. */
export interface Lesson extends LearnedReliability {
  readonly counts: ReadonlyMap<string, number>;
}

const ROUNDS = 5;
/** Fields whose false values tell copies: what is wrong in them is wrong in many ways. */
const COPIED: ReadonlySet<SourceField> = new Set(["company", "title", "location"]);
/** Before anything is learned a source is right four times in five, worth twenty statements. */
const PRIOR_STRENGTH = 20;

/**
 * Learns from people what each source is worth for each field, which sources copy from which, and how soon values
 * change. A first guess comes from how often sources agree; then expectation maximisation: the courses of all fields are
 * smoothed by what is known so far, and accuracies, copying and half-lives fitted to them. After truth discovery with
 * copying sources in a changing world (Dong, Berti-Equille & Srivastava, VLDB 2009).
 * @param people records of each
 * @param declared accuracies that the operator states, as `sourceFieldKey` writes them: they hold while the rest is learned
 */
export function learnReliability(
  people: readonly (readonly PersonRecord[])[],
  dates: Dates,
  declared: ReadonlyMap<string, number> = new Map(),
): Lesson {
  let lesson = firstGuess(people, dates);
  for (let round = 0; round < ROUNDS; round += 1) lesson = improved(people, withDeclared(lesson, declared));
  return lesson;
}

function withDeclared(lesson: Lesson, declared: ReadonlyMap<string, number>): Lesson {
  return { ...lesson, accuracies: new Map([...lesson.accuracies, ...declared]) };
}

function unlearned(dates: Dates): Lesson {
  return { ...dates, accuracies: new Map(), copyRates: new Map(), halfLives: new Map(), counts: new Map() };
}

/** Calls `look` with every course of every person that more than one statement tells of. */
function eachCourse(
  people: readonly (readonly PersonRecord[])[],
  learned: LearnedReliability,
  look: (field: SourceField, course: ReadCourse) => void,
): void {
  const reliability = reliabilityFrom(learned);
  for (const records of people) {
    for (const { field, statements } of coursesSaid(records, reliability)) {
      if (statements.length > 1) look(field, readCourse(statements, field, reliability));
    }
  }
}

function firstGuess(people: readonly (readonly PersonRecord[])[], dates: Dates): Lesson {
  const start = unlearned(dates);
  const agreements = new AgreementTally();
  const copies = new CopyTally();
  eachCourse(people, start, (field, { seen, held }) => {
    agreements.add(field, seen);
    if (COPIED.has(field)) copies.add(seen, held);
  });
  const { accuracies, unexplained } = agreements.guess(COPIED);
  return { ...start, accuracies, copyRates: copies.rates(unexplained) };
}

/** One round of expectation and maximisation. */
function improved(people: readonly (readonly PersonRecord[])[], lesson: Lesson): Lesson {
  const tallies = new Map<string, { right: number; total: number }>();
  const gaps = new Map<SourceField, GapTally>();
  const copies = new CopyTally();
  eachCourse(people, lesson, (field, course) => {
    countRight(course, tallies);
    const tally = gaps.get(field) ?? new GapTally();
    gaps.set(field, tally);
    for (const gap of course.gaps) tally.add(gap);
    if (COPIED.has(field)) copies.add(course.seen, course.held);
  });
  return {
    ...lesson,
    accuracies: new Map([...tallies].map(([key, tally]) => [key, smoothed(tally)])),
    counts: new Map([...tallies].map(([key, { total }]) => [key, Math.round(total)])),
    copyRates: copies.rates(),
    halfLives: new Map([...gaps].map(([field, tally]) => [field, tally.fit(HALF_LIFE[field])])),
  };
}

/** Copies say nothing of what the copier is worth. */
function countRight(
  { seen, held }: ReadCourse,
  tallies: Map<string, { right: number; total: number }>,
): void {
  for (const [at, { statement, copied }] of seen.entries()) {
    const key = sourceFieldKey(statement.record.source_id, statement.field);
    const tally = tallies.get(key) ?? { right: 0, total: 0 };
    tally.right += (1 - copied) * (held[at] ?? 0);
    tally.total += 1 - copied;
    tallies.set(key, tally);
  }
}

function smoothed({ right, total }: { right: number; total: number }): number {
  const mean = (right + PRIOR_ACCURACY * PRIOR_STRENGTH) / (total + PRIOR_STRENGTH);
  return Math.min(HIGHEST, Math.max(LOWEST, mean));
}
