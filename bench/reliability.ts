import { rounded } from "./harness.js";

/** One answer: what it claimed, and whether it was right. */
export interface Claim {
  readonly confidence: number;
  readonly right: boolean;
}

/** The answers whose confidence lies in one tenth of the scale. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly meanConfidence: number;
  readonly right: number;
}

const BINS = 10;

/** Sorts answers into ten bins of equal width; 1 belongs to the last one. Empty bins are left out. */
export function reliabilityTable(claims: readonly Claim[]): ReliabilityBin[] {
  return Array.from({ length: BINS }, (_, index) => {
    const inside = claims.filter(
      ({ confidence }) => Math.min(Math.floor(confidence * BINS), BINS - 1) === index,
    );
    return {
      from: index / BINS,
      to: (index + 1) / BINS,
      n: inside.length,
      meanConfidence: mean(inside.map(({ confidence }) => confidence)),
      right: mean(inside.map(({ right }) => Number(right))),
    };
  }).filter(({ n }) => n > 0);
}

/**
 * Expected calibration error (Naeini, Cooper, Hauskrecht 2015): the gap between confidence and the share that is
 * right, averaged over bins by their number of answers. 0 where there are none.
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return 0;
  return bins.reduce(
    (sum, { n, meanConfidence, right }) => sum + (n / total) * Math.abs(meanConfidence - right),
    0,
  );
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A bin as reports show it. */
export function readableBin({ from, to, n, meanConfidence, right }: ReliabilityBin) {
  return {
    confidence: `${from}–${to}`,
    n,
    "mean confidence": rounded(meanConfidence, 3),
    right: rounded(right, 3),
  };
}
