/** A monotone step-free curve from scores to probabilities: linear between its points, flat outside. */
export interface CalibrationCurve {
  readonly scores: readonly number[];
  readonly probabilities: readonly number[];
}

/** A score with what came of it. */
export interface Outcome {
  readonly score: number;
  readonly right: boolean;
}

interface Block {
  first: number;
  last: number;
  right: number;
  count: number;
}

/**
 * Isotonic regression by pool adjacent violators (Ayer et al. 1955): the monotone curve closest to the outcomes. From the first
 * to the last score of a pool it is level: a line from the middle of one pool to that of the next would promise too little in
 * the lower half of a wide pool.
 * @param outcomes scores in any order and unit
 * @returns a curve whose probabilities never fall; empty without outcomes
 */
export function fitIsotonic(outcomes: readonly Outcome[]): CalibrationCurve {
  const blocks: Block[] = [];
  for (const block of equalScores(outcomes)) {
    blocks.push(block);
    pool(blocks);
  }
  const points = blocks.flatMap(({ first, last, right, count }) =>
    (first === last ? [first] : [first, last]).map((score) => ({ score, probability: right / count })),
  );
  return {
    scores: points.map(({ score }) => score),
    probabilities: points.map(({ probability }) => probability),
  };
}

function equalScores(outcomes: readonly Outcome[]): Block[] {
  const blocks: Block[] = [];
  let previous: number | undefined;
  for (const { score, right } of [...outcomes].sort((a, b) => a.score - b.score)) {
    const block = blocks.at(-1);
    if (block === undefined || score !== previous) {
      blocks.push({ first: score, last: score, right: Number(right), count: 1 });
    } else {
      block.right += Number(right);
      block.count += 1;
    }
    previous = score;
  }
  return blocks;
}

/** Joins the last blocks for as long as they violate the order. */
function pool(blocks: Block[]): void {
  for (;;) {
    const last = blocks.at(-1);
    const before = blocks.at(-2);
    if (last === undefined || before === undefined) return;
    if (before.right / before.count < last.right / last.count) return;
    before.last = last.last;
    before.right += last.right;
    before.count += last.count;
    blocks.pop();
  }
}

/**
 * The probability that a curve gives to a score.
 * @returns 0..1; the score itself, clamped, where the curve is empty
 */
export function applyCalibration(curve: CalibrationCurve, score: number): number {
  const { scores, probabilities } = curve;
  if (scores.length === 0) return Math.min(1, Math.max(0, score));
  const above = firstNotBelow(scores, score);
  if (above === scores.length) return probabilities.at(-1) ?? 0;
  const upper = probabilities[above] ?? 0;
  const left = scores[above - 1];
  const right = scores[above];
  const lower = probabilities[above - 1];
  if (left === undefined || right === undefined || lower === undefined) return upper;
  return Math.min(upper, lower + ((upper - lower) * (score - left)) / (right - left));
}

/**
 * The curve with a half kept as a half: of two equally likely people none may come out above it, and so be picked by
 * chance, because other doubtful answers were often right.
 */
export function keepingHalf({ scores, probabilities }: CalibrationCurve): CalibrationCurve {
  const points = scores.map((score, index) => ({ score, probability: probabilities[index] ?? 0 }));
  const kept = [
    ...points
      .filter(({ score }) => score < 0.5)
      .map(({ score, probability }) => ({ score, probability: Math.min(probability, 0.5) })),
    { score: 0.5, probability: 0.5 },
    ...points
      .filter(({ score }) => score > 0.5)
      .map(({ score, probability }) => ({ score, probability: Math.max(probability, 0.5) })),
  ];
  return {
    scores: kept.map(({ score }) => score),
    probabilities: kept.map(({ probability }) => probability),
  };
}

/** Place of the first of ascending points that is not below a score; behind all of them where there is none. */
function firstNotBelow(points: readonly number[], score: number): number {
  let [from, to] = [0, points.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((points[middle] ?? 0) < score) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Of the predictions between `from` and `to`: how many, what they promised and what came of them. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Mean predicted probability. */
  readonly predicted: number;
  /** Share that was right. */
  readonly observed: number;
}

/**
 * The reliability table of predicted probabilities (`score`), in bins of equal width; empty bins are left out.
 */
export function reliabilityTable(predictions: readonly Outcome[], bins = 10): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ n: 0, predicted: 0, right: 0 }));
  for (const { score, right } of predictions) {
    const sum = sums[Math.min(bins - 1, Math.max(0, Math.floor(score * bins)))];
    if (sum === undefined) continue;
    sum.n += 1;
    sum.predicted += score;
    sum.right += Number(right);
  }
  return sums.flatMap(({ n, predicted, right }, at) =>
    n === 0
      ? []
      : [{ from: at / bins, to: (at + 1) / bins, n, predicted: predicted / n, observed: right / n }],
  );
}

/** Expected calibration error (Naeini et al. 2015): mean distance of promise and outcome, weighted by bin. */
export function expectedCalibrationError(predictions: readonly Outcome[], bins = 10): number {
  return reliabilityTable(predictions, bins).reduce(
    (sum, { n, predicted, observed }) => sum + (n / predictions.length) * Math.abs(predicted - observed),
    0,
  );
}

/** Brier score: mean squared distance of prediction and outcome; 0 without predictions. */
export function brierScore(predictions: readonly Outcome[]): number {
  if (predictions.length === 0) return 0;
  return (
    predictions.reduce((sum, { score, right }) => sum + (score - Number(right)) ** 2, 0) / predictions.length
  );
}
