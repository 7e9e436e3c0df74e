import { describe, expect, it } from "vitest";
import { EMPTY_RECORD } from "../../test/personRecord.js";
import { type Lesson, learnReliability } from "./learnReliability.js";
import { copyKey, sourceFieldKey } from "./sourceReliability.js";
import type { PersonRecord } from "./statements.js";

const dates = { today: 20_000, typicalDay: 19_000, typicalDays: new Map<number, number>() };

/** Numbers 0..1 that look drawn at random and are the same every time (mulberry32). */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface World {
  readonly people: number;
  /** Of independent sources, numbered from 1. */
  readonly accuracies: readonly number[];
  /** A further source copies this one. */
  readonly copied?: { readonly source: number; readonly share: number };
  readonly halfLife: number;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** People who move, seen in towns of dissimilar names by sources whose accuracy is known; a copy comes after its original. */
function sightings({ people, accuracies, copied, halfLife }: World): PersonRecord[][] {
  const draw = drawing(7);
  let records = 0;
  const seen = (source_id: number, city: string, last_day: number): PersonRecord => {
    records += 1;
    return { ...EMPTY_RECORD, record_id: records, source_id, city, location: city, last_day };
  };
  const wrong = () => Array.from({ length: 8 }, () => LETTERS[Math.floor(draw() * 26)]).join("");
  return Array.from({ length: people }, () => {
    const moves: number[] = [];
    let day = 16_000;
    while (day < dates.today) {
      day += -Math.log(draw()) * (halfLife / Math.LN2);
      moves.push(day);
    }
    const home = (on: number) => LETTERS.charAt(moves.filter((move) => move <= on).length).repeat(8);
    const own = accuracies.map((accuracy, at) => {
      const looked = 16_500 + Math.floor(draw() * 3000);
      return seen(at + 1, draw() < accuracy ? home(looked) : wrong(), looked);
    });
    const original = own.find(({ source_id }) => source_id === copied?.source);
    if (copied === undefined || original === undefined) return own;
    const isCopy = draw() < copied.share;
    const dated = (original.last_day ?? 0) + Math.floor(draw() * 500);
    const fresh = draw() < 0.8 ? home(dated) : wrong();
    return [...own, seen(accuracies.length + 1, isCopy ? (original.city ?? "") : fresh, dated)];
  });
}

const accuracyOf = ({ accuracies }: Lesson, source: number) =>
  accuracies.get(sourceFieldKey(source, "location")) ?? 0;

describe("learnReliability", () => {
  it("recovers the accuracies of sources and the half-life of a field from what the sources say alone", () => {
    const accuracies = [0.95, 0.85, 0.6, 0.75];
    const lesson = learnReliability(sightings({ people: 1500, accuracies, halfLife: 4000 }), dates);
    for (const [at, accuracy] of accuracies.entries()) {
      expect(Math.abs(accuracyOf(lesson, at + 1) - accuracy)).toBeLessThan(0.06);
    }
    expect(lesson.halfLives.get("location")).toBeGreaterThan(2500);
    expect(lesson.halfLives.get("location")).toBeLessThan(6500);
    expect(lesson.copyRates.size).toBe(0);
  });

  it("finds the source that copies another, and from which one, and trusts the errors of both no more for it", () => {
    const accuracies = [0.9, 0.85, 0.6, 0.8];
    const copied = { source: 3, share: 0.9 };
    const lesson = learnReliability(sightings({ people: 1500, accuracies, copied, halfLife: 4000 }), dates);
    expect([...lesson.copyRates.keys()]).toEqual([copyKey(5, 3)]);
    expect(lesson.copyRates.get(copyKey(5, 3))).toBeGreaterThan(0.6);
    expect(accuracyOf(lesson, 3)).toBeLessThan(0.72);
  });

  it("stays near what is usual where there is little to learn from", () => {
    const lesson = learnReliability(sightings({ people: 3, accuracies: [0.3, 0.3], halfLife: 4000 }), dates);
    expect(accuracyOf(lesson, 1)).toBeGreaterThan(0.6);
    expect(learnReliability([], dates).accuracies.size).toBe(0);
  });

  it("holds to what the operator states of a source while it learns the rest", () => {
    const people = sightings({ people: 300, accuracies: [0.5, 0.5], halfLife: 40_000 });
    const declared = new Map([[sourceFieldKey(1, "location"), 0.95]]);
    expect(accuracyOf(learnReliability(people, dates, declared), 2)).toBeLessThan(0.6);
  });
});
