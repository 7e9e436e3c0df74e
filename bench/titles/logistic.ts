import type { Random } from "@vouch/demo";
import { SLOTS } from "@vouch/server/dist/normalization/departmentFeatures.js";

/** An example to learn from: the slots of its features, its class, and how much it counts. */
export interface Example {
  readonly slots: Uint16Array;
  readonly label: number;
  readonly weight: number;
}

const EPOCHS = 6;
const RATE = 4;
/** Keeps the weights of features that are seen seldom small. */
const PENALTY = 2e-6;

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
      learn(weights, classes, example, RATE * (1 - seen / (EPOCHS * order.length)));
      seen++;
    }
  }
  return weights;
}

/** Whether the best class was right, by how far it was ahead, and how much this counts. */
export interface MarginClaim {
  readonly margin: number;
  readonly right: boolean;
  readonly weight: number;
}

/**
 * Fits a logistic curve from margins to how often they are right (Platt 1999), by Newton's method.
 * @returns slope and intercept
 */
export function fitCurve(claims: readonly MarginClaim[]): { slope: number; intercept: number } {
  let slope = 1;
  let intercept = 0;
  for (let round = 0; round < 50; round++) {
    let [g1, g0, h11, h10, h00] = [1e-3 * (slope - 1), 0, 1e-3, 0, 1e-6];
    for (const { margin, right, weight } of claims) {
      const p = 1 / (1 + Math.exp(-(slope * margin + intercept)));
      const [miss, spread] = [weight * (p - Number(right)), weight * p * (1 - p)];
      g1 += miss * margin;
      g0 += miss;
      h11 += spread * margin * margin;
      h10 += spread * margin;
      h00 += spread;
    }
    const determinant = h11 * h00 - h10 * h10;
    slope -= (h00 * g1 - h10 * g0) / determinant;
    intercept -= (h11 * g0 - h10 * g1) / determinant;
  }
  return { slope, intercept };
}
