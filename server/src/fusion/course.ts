/** One look at a person's field: which of the candidate values a source gave, and on which day. */
export interface Sight {
  /** Place of the value among the candidates. */
  readonly value: number;
  /** Days since 1970. */
  readonly day: number;
  /** Probability that the source gives what is so on that day. */
  readonly accuracy: number;
  /** Probability that the source did not look itself but copied a sight that is among the others. */
  readonly copied: number;
}

/** The course of a field, as far as sights tell. */
export interface Course {
  /** Per sight, in the order given, the probability that its value held on its day. */
  readonly held: readonly number[];
  /** Between sights that follow each other: days, and the probability that the value changed. */
  readonly gaps: readonly { readonly days: number; readonly changed: number }[];
}

/** How soon values change, and until when they are followed. */
export interface Pace {
  /** Days after which half of the people have another value. */
  readonly halfLife: number;
  /** Days since 1970. */
  readonly today: number;
}

/** Chance that a change, or a source that errs, leads to one given value of all that there could be. */
const GIVEN = 0.05;
/** Chance that a source that errs gives a given value that was seen before. */
const STALE_ERROR = 0.5;
/** Share that values nobody gave keep at least. */
const LEAST_UNSEEN = 0.1;
/** Sources write dates some weeks before or after the fact. */
const BLUR = 20;

/*
 * A hidden Markov model (Rabiner 1989): the value that holds is the hidden state, one state stands for all values that
 * nobody gave. Between sights a value stays with 2^(-days / half-life), or else gives way to a candidate that was first
 * seen later (a left-to-right model) or to an unseen value. A sight gives what holds with its source's accuracy, else
 * a stale or a wild value; the copied part of a sight says nothing.
 */

/** Per candidate its probability, and in the last place that of all other values together. */
type States = Float64Array;

/**
 * The probability of each candidate to hold today (forward algorithm).
 * @param sights at least one, by day
 * @param count how many candidates there are, in the order in which they were first seen
 * @returns per candidate; what is missing to 1 is the share of all other values
 */
export function currentValues(
  sights: readonly Sight[],
  count: number,
  pace: Pace,
): States | readonly number[] {
  if (count === 1) return [currentOfOne(sights, pace)];
  const states = startingStates(count);
  let seen = 0;
  for (const [at, sight] of sights.entries()) {
    look(states, sight, seen);
    normalize(states);
    move(states, stayAfter(sights, at, pace));
    seen = Math.max(seen, sight.value + 1);
  }
  return states.subarray(0, count);
}

/** `currentValues` where all sights are of one value, as most are: the same sums without lists of states. */
function currentOfOne(sights: readonly Sight[], pace: Pace): number {
  let [holds, other] = [GIVEN, 1 - GIVEN];
  for (const [at, { accuracy, copied }] of sights.entries()) {
    const error = (1 - accuracy) * (at > 0 ? STALE_ERROR : GIVEN);
    holds *= copied + (1 - copied) * accuracy;
    other *= copied + (1 - copied) * error;
    const sum = holds + other;
    const stay = stayAfter(sights, at, pace);
    holds = (holds / sum) * stay + (other / sum) * GIVEN * (1 - stay);
    other = Math.max(0, 1 - holds);
  }
  return holds;
}

/** What sights say of the past (forward-backward algorithm). Parameters as of `currentValues`. */
export function smoothCourse(sights: readonly Sight[], count: number, pace: Pace): Course {
  const seen = seenBefore(sights);
  const forward = forwardPass(sights, seen, count, pace);
  const held: number[] = [];
  const gaps: { days: number; changed: number }[] = [];
  let weights: States = new Float64Array(count + 1).fill(1);
  for (let at = sights.length - 1; at >= 0; at -= 1) {
    const [here, sight] = [forward[at], sights[at]];
    if (here === undefined || sight === undefined) break;
    held.push(shareOf(here, weights, sight.value));
    look(weights, sight, seen[at] ?? 0);
    const [before, earlier] = [forward[at - 1], sights[at - 1]];
    if (before === undefined || earlier === undefined) break;
    const stay = stayAfter(sights, at - 1, pace);
    const after = weights;
    weights = movedBack(after, stay);
    gaps.push({
      days: sight.day - earlier.day,
      changed: 1 - (stay * dot(before, after)) / dot(before, weights),
    });
    normalize(weights);
  }
  return { held: held.reverse(), gaps: gaps.reverse() };
}

/** Probability that what held at a sight stays until the next one, or until today. */
function stayAfter(sights: readonly Sight[], at: number, { halfLife, today }: Pace): number {
  const day = sights[at]?.day ?? today;
  const next = sights[at + 1]?.day;
  const days = next === undefined ? Math.max(0, today - day) : next - day + BLUR;
  return 2 ** (-days / halfLife);
}

/** Per sight how many candidates had been seen before it. */
function seenBefore(sights: readonly Sight[]): number[] {
  let seen = 0;
  return sights.map(({ value }) => {
    const before = seen;
    seen = Math.max(seen, value + 1);
    return before;
  });
}

/** Weighs states by the probability of what a sight says under each. @param seen candidates seen before it */
function look(states: States, { value, accuracy, copied }: Sight, seen: number): void {
  const error = (1 - accuracy) * (value < seen ? STALE_ERROR : GIVEN);
  const otherwise = copied + (1 - copied) * error;
  const so = copied + (1 - copied) * accuracy;
  for (let state = 0; state < states.length; state += 1)
    states[state] = (states[state] ?? 0) * (state === value ? so : otherwise);
}

/** Chance that a change leads to a given one of the candidates that may follow. */
function chanceOfEach(open: number): number {
  return Math.min(GIVEN, (1 - LEAST_UNSEEN) / Math.max(1, open));
}

function startingStates(count: number): States {
  const each = chanceOfEach(count);
  const states = new Float64Array(count + 1).fill(each);
  states[count] = 1 - count * each;
  return states;
}

/** Makes of states those after a time in which a value stays with this probability. */
function move(states: States, stay: number): void {
  const count = states.length - 1;
  let comes = (states[count] ?? 0) * chanceOfEach(count);
  let sum = 0;
  for (let state = 0; state < count; state += 1) {
    const here = states[state] ?? 0;
    const after = here * stay + comes * (1 - stay);
    states[state] = after;
    sum += after;
    comes += here * chanceOfEach(count - 1 - state);
  }
  states[count] = Math.max(0, 1 - sum);
}

/** The weights of the states before such a time, from those after it. */
function movedBack(weights: States, stay: number): States {
  const count = weights.length - 1;
  const before = new Float64Array(count + 1);
  const unseen = weights[count] ?? 0;
  let later = 0;
  for (let state = count - 1; state >= 0; state -= 1) {
    const open = count - 1 - state;
    const each = chanceOfEach(open);
    const goes = later * each + unseen * (1 - open * each);
    before[state] = (weights[state] ?? 0) * stay + goes * (1 - stay);
    later += weights[state] ?? 0;
  }
  const each = chanceOfEach(count);
  before[count] = unseen * stay + (later * each + unseen * (1 - count * each)) * (1 - stay);
  return before;
}

/** The states after each sight. */
function forwardPass(sights: readonly Sight[], seen: readonly number[], count: number, pace: Pace): States[] {
  const states = startingStates(count);
  return sights.map((sight, at) => {
    if (at > 0) move(states, stayAfter(sights, at - 1, pace));
    look(states, sight, seen[at] ?? 0);
    normalize(states);
    return states.slice();
  });
}

function dot(states: States, others: States): number {
  let sum = 0;
  for (let at = 0; at < states.length; at += 1) sum += (states[at] ?? 0) * (others[at] ?? 0);
  return sum;
}

function normalize(states: States): void {
  let sum = 0;
  for (const share of states) sum += share;
  for (let at = 0; at < states.length; at += 1) states[at] = (states[at] ?? 0) / sum;
}

function shareOf(states: States, weights: States, state: number): number {
  return ((states[state] ?? 0) * (weights[state] ?? 0)) / dot(states, weights);
}
