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
 * The probability of each candidate to hold today.
 * @param sights at least one, by day
 * @param count how many candidates there are, in the order in which they were first seen
 * @returns per candidate; what is missing to 1 is the share of all other values
 */
export function currentValues(sights: readonly Sight[], count: number, pace: Pace): States {
  const forward = forwardPass(sights, emissions(sights, count), count, pace);
  const last = forward[forward.length - 1] ?? startingStates(count);
  return moved(last, stayAfter(sights, sights.length - 1, pace)).subarray(0, count);
}

/** What sights say of the past (forward-backward algorithm). Parameters as of `currentValues`. */
export function smoothCourse(sights: readonly Sight[], count: number, pace: Pace): Course {
  const chances = emissions(sights, count);
  const forward = forwardPass(sights, chances, count, pace);
  const held: number[] = [];
  const gaps: { days: number; changed: number }[] = [];
  let weights: States = new Float64Array(count + 1).fill(1);
  for (let at = sights.length - 1; at >= 0; at -= 1) {
    const [here, sight] = [forward[at], sights[at]];
    if (here === undefined || sight === undefined) break;
    held.push(shareOf(here, weights, sight.value));
    const seen = product(weights, chances[at] ?? weights);
    const [before, earlier] = [forward[at - 1], sights[at - 1]];
    if (before === undefined || earlier === undefined) break;
    const stay = stayAfter(sights, at - 1, pace);
    weights = movedBack(seen, stay);
    gaps.push({
      days: sight.day - earlier.day,
      changed: 1 - (stay * dot(before, seen)) / dot(before, weights),
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

/** Per sight the probability of what it says under each state. */
function emissions(sights: readonly Sight[], count: number): States[] {
  const seen = new Set<number>();
  return sights.map(({ value, accuracy, copied }) => {
    const error = (1 - accuracy) * (seen.has(value) ? STALE_ERROR : GIVEN);
    seen.add(value);
    const chance = new Float64Array(count + 1).fill(copied + (1 - copied) * error);
    chance[value] = copied + (1 - copied) * accuracy;
    return chance;
  });
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

/** The states after a time in which a value stays with this probability. */
function moved(states: States, stay: number): States {
  const count = states.length - 1;
  const after = new Float64Array(count + 1);
  let comes = (states[count] ?? 0) * chanceOfEach(count);
  let sum = 0;
  for (let state = 0; state < count; state += 1) {
    const here = states[state] ?? 0;
    after[state] = here * stay + comes * (1 - stay);
    sum += after[state] ?? 0;
    comes += here * chanceOfEach(count - 1 - state);
  }
  after[count] = Math.max(0, 1 - sum);
  return after;
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

function forwardPass(
  sights: readonly Sight[],
  chances: readonly States[],
  count: number,
  pace: Pace,
): States[] {
  let states = startingStates(count);
  return chances.map((chance, at) => {
    if (at > 0) states = moved(states, stayAfter(sights, at - 1, pace));
    states = product(states, chance);
    normalize(states);
    return states;
  });
}

function product(states: States, others: States): States {
  const made = new Float64Array(states.length);
  for (let at = 0; at < made.length; at += 1) made[at] = (states[at] ?? 0) * (others[at] ?? 0);
  return made;
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
