import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currentValues, type Pace, type Sight, smoothCourse } from "./course.js";

const pace: Pace = { halfLife: 1000, today: 20_000 };

/** The model of `course.ts`, written down anew as plainly as possible: every path of states, one by one. */
const GIVEN = 0.05;
const STALE = 0.5;
const BLUR = 20;

function leads(from: number, to: number, count: number): number {
  const open = from === count ? count : count - 1 - from;
  const each = open === 0 ? 0 : Math.min(GIVEN, 0.9 / open);
  if (to === count) return 1 - open * each;
  return from < count && to <= from ? 0 : each;
}

function says({ value, accuracy, copied }: Sight, state: number, wasSeen: boolean): number {
  const looked = state === value ? accuracy : (1 - accuracy) * (wasSeen ? STALE : GIVEN);
  return copied + (1 - copied) * looked;
}

function* paths(length: number, count: number): Generator<number[]> {
  if (length === 0) yield [];
  else for (const path of paths(length - 1, count)) for (let s = 0; s <= count; s += 1) yield [...path, s];
}

/** Weight of a path through all sights; the last state is today's. */
function weightOf(path: readonly number[], sights: readonly Sight[], count: number): number {
  let weight = leads(count, path[0] ?? 0, count);
  for (const [at, sight] of sights.entries()) {
    const [state = 0, next = 0] = [path[at], path[at + 1]];
    const wasSeen = sights.slice(0, at).some(({ value }) => value === sight.value);
    const last = at === sights.length - 1;
    const days = last ? pace.today - sight.day : (sights[at + 1]?.day ?? 0) - sight.day + BLUR;
    const stay = 2 ** (-days / pace.halfLife);
    weight *= says(sight, state, wasSeen);
    weight *= (state === next ? stay : 0) + (1 - stay) * leads(state, next, count);
  }
  return weight;
}

const anySights = fc
  .array(
    fc.record({
      value: fc.integer({ min: 0, max: 2 }),
      day: fc.integer({ min: 17_000, max: 20_000 }),
      accuracy: fc.double({ min: 0.35, max: 0.98, noNaN: true }),
      copied: fc.double({ min: 0, max: 0.95, noNaN: true }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((sights) => {
    const byDay = [...sights].sort((a, b) => a.day - b.day);
    const places = [...new Set(byDay.map(({ value }) => value))];
    return byDay.map((sight) => ({ ...sight, value: places.indexOf(sight.value) }));
  });
const countOf = (sights: readonly Sight[]) => new Set(sights.map(({ value }) => value)).size;

describe("currentValues", () => {
  it("gives what the sum over every course that a person could have taken gives", () => {
    fc.assert(
      fc.property(anySights, (sights) => {
        const count = countOf(sights);
        const sums = new Array<number>(count + 1).fill(0);
        for (const path of paths(sights.length + 1, count)) {
          const last = path.at(-1) ?? 0;
          sums[last] = (sums[last] ?? 0) + weightOf(path, sights, count);
        }
        const all = sums.reduce((sum, weight) => sum + weight, 0);
        for (const [at, probability] of currentValues(sights, count, pace).entries()) {
          expect(probability).toBeCloseTo((sums[at] ?? 0) / all, 8);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("believes one fresh source as far as it is accurate", () => {
    const [held = 0] = currentValues([{ value: 0, day: pace.today, accuracy: 0.8, copied: 0 }], 1, pace);
    expect(held).toBeCloseTo(0.81, 2);
  });
});

describe("smoothCourse", () => {
  it("says of every sight and gap what the sum over every course says", () => {
    fc.assert(
      fc.property(anySights, (sights) => {
        const count = countOf(sights);
        const { held, gaps } = smoothCourse(sights, count, pace);
        const weighed = [...paths(sights.length + 1, count)].map((path) => ({
          path,
          weight: weightOf(path, sights, count),
        }));
        const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
        for (const [at, { value }] of sights.entries()) {
          const right = weighed.filter(({ path }) => path[at] === value);
          expect(held[at]).toBeCloseTo(right.reduce((sum, { weight }) => sum + weight, 0) / all, 8);
        }
        expect(gaps).toHaveLength(sights.length - 1);
        for (const { changed } of gaps) {
          expect(changed).toBeGreaterThanOrEqual(-1e-9);
          expect(changed).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  const seen = (value: number, day: number) => ({ value, day, accuracy: 0.85, copied: 0 });

  it("takes a value between sights of another for an error, and a lasting one for a change", () => {
    const before = [seen(0, 17_800), seen(0, 18_000)];
    const error = smoothCourse([...before, seen(1, 18_500), seen(0, 19_000), seen(0, 19_200)], 2, pace);
    const change = smoothCourse([...before, seen(1, 18_500), seen(1, 19_000)], 2, pace);
    expect(error.held[2]).toBeLessThan(0.05);
    expect(change.held[2]).toBeGreaterThan(0.9);
    expect(change.gaps[1]?.changed).toBeGreaterThan(0.85);
  });

  it("leaves it open which one erred where each value was seen by few", () => {
    // Nobody goes back to a value: A, B, A is one error, be it of the second source or, staying with what it knew, of the third.
    const error = smoothCourse([seen(0, 18_000), seen(1, 18_500), seen(0, 19_000)], 2, pace);
    expect(error.held[1]).toBeCloseTo(0.3, 2);
    // A, B, B is a change, or the first source erred: two sights of B say nothing of A.
    const change = smoothCourse([seen(0, 18_000), seen(1, 18_500), seen(1, 19_000)], 2, pace);
    expect(change.held[0]).toBeCloseTo(0.65, 2);
    expect(change.gaps[0]?.changed).toBeCloseTo(0.715, 2);
    expect(change.held[1]).toBeCloseTo(0.943, 2);
  });
});
