import type { Random } from "@vouch/demo";
import { SLOTS } from "@vouch/server/dist/normalization/departmentFeatures.js";

/** An example to learn from: the slots of its features, its class, and how much it counts. */
export interface Example {
  readonly slots: Uint32Array;
  readonly label: number;
  readonly weight: number;
}

const EPOCHS = 6;
const RATE = 4;
/** Keeps the weights of features that are seen seldom small. */
const PENALTY = 1e-5;
/** The share of an example's features that a step leaves out, so that no feature is relied on alone (Srivastava et al. 2014). */
const DROPPED = 0.2;

function shuffle<T>(list: T[], random: Random): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    const kept = list[at] as T;
    list[at] = list[other] as T;
    list[other] = kept;
  }
}

/** The probability of each class by softmax, in place. */
function softmax(scores: Float64Array): void {
  const high = Math.max(...scores);
  let sum = 0;
  for (let at = 0; at < scores.length; at++) {
    const value = Math.exp((scores[at] ?? 0) - high);
    scores[at] = value;
    sum += value;
  }
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) / sum;
}

function learn(weights: Float32Array, classes: number, { slots, label, weight }: Example, rate: number) {
  if (slots.length === 0) return;
  const norm = 1 / Math.sqrt(slots.length);
  const scores = new Float64Array(classes);
  for (const slot of slots)
    for (let at = 0; at < classes; at++)
      scores[at] = (scores[at] ?? 0) + (weights[slot * classes + at] ?? 0) * norm;
  softmax(scores);
  scores[label] = (scores[label] ?? 0) - 1;
  const step = rate * weight * norm;
  for (const slot of slots)
    for (let at = 0; at < classes; at++) {
      const index = slot * classes + at;
      const value = weights[index] ?? 0;
      weights[index] = value - step * (scores[at] ?? 0) - rate * PENALTY * value;
    }
}

/**
 * Fits a multinomial logistic regression by stochastic gradient descent with a falling rate (Bottou 2010). The same
 * examples in the same order and the same source of chance give the same weights.
 * @returns a row of `classes` weights for each slot
 */
export function fitLogistic(examples: readonly Example[], classes: number, random: Random): Float32Array {
  const weights = new Float32Array(SLOTS * classes);
  const order = [...examples];
  let seen = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const example of order) {
      const slots = example.slots.filter(() => !random.chance(DROPPED));
      learn(weights, classes, { ...example, slots }, RATE * (1 - seen / (EPOCHS * order.length)));
      seen++;
    }
  }
  return weights;
}
