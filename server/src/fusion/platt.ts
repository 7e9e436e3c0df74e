import { type CalibrationCurve, fitIsotonic, type Outcome } from "./calibration.js";

/** Fewer outcomes than these, and a curve with two parameters errs less than one that follows every step. */
const FEW = 1000;
const ROUNDS = 50;
const ENOUGH = 1e-9;
/** Keeps a step of Newton's method finite where all outcomes are alike. */
const RIDGE = 1e-6;
const POINTS = Array.from({ length: 99 }, (_, at) => (at + 1) / 100);

/** Fits the curve that suits the number of outcomes: isotonic, or Platt's where they are few. It promises no certainty. */
export function fitCalibration(outcomes: readonly Outcome[]): CalibrationCurve {
  return outcomes.length < FEW ? fitPlatt(outcomes) : fitIsotonic([...outcomes, ...exceptions(outcomes)]);
}

/**
 * One wrong outcome where scores are highest and a right one where they are lowest, after Laplace's rule of succession: that
 * a few outcomes were all right, or all wrong, makes the next one not certain.
 */
function exceptions(outcomes: readonly Outcome[]): Outcome[] {
  let [lowest, highest] = [1, 0];
  for (const { score } of outcomes) {
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
  }
  return [
    { score: lowest, right: true },
    { score: highest, right: false },
  ];
}

/**
 * Platt scaling (Platt 1999, with the targets and Newton's method of Lin, Lin & Weng 2007): a logistic curve over the
 * log-odds of the score, which two parameters describe.
 * @param outcomes scores 0..1
 * @returns the curve at every hundredth; empty without outcomes
 */
export function fitPlatt(outcomes: readonly Outcome[]): CalibrationCurve {
  if (outcomes.length === 0) return { scores: [], probabilities: [] };
  const right = outcomes.filter((outcome) => outcome.right).length;
  const targets = { right: (right + 1) / (right + 2), wrong: 1 / (outcomes.length - right + 2) };
  const samples = outcomes.map((outcome) => ({
    x: logit(outcome.score),
    target: outcome.right ? targets.right : targets.wrong,
  }));
  let [slope, shift] = [1, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = newtonStep(samples, slope, shift);
    // A curve that falls would turn the order of scores around.
    slope = Math.max(0, slope - step.slope);
    shift -= step.shift;
    if (Math.abs(step.slope) + Math.abs(step.shift) < ENOUGH) break;
  }
  return { scores: POINTS, probabilities: POINTS.map((score) => logistic(slope * logit(score) + shift)) };
}

function newtonStep(
  samples: readonly { readonly x: number; readonly target: number }[],
  slope: number,
  shift: number,
): { slope: number; shift: number } {
  let [gradientSlope, gradientShift, xx, x1, one] = [0, 0, RIDGE, 0, RIDGE];
  for (const { x, target } of samples) {
    const predicted = logistic(slope * x + shift);
    const curvature = predicted * (1 - predicted);
    gradientSlope += (predicted - target) * x;
    gradientShift += predicted - target;
    xx += curvature * x * x;
    x1 += curvature * x;
    one += curvature;
  }
  const determinant = xx * one - x1 * x1;
  return {
    slope: (one * gradientSlope - x1 * gradientShift) / determinant,
    shift: (xx * gradientShift - x1 * gradientSlope) / determinant,
  };
}

function logit(probability: number): number {
  const inside = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(inside / (1 - inside));
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
