/** A figure at a moment. */
export interface Sample {
  readonly seconds: number;
  readonly value: number;
}

const HOUR = 3600;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below = Number.NaN, above = Number.NaN] = [
    sorted[Math.ceil(middle) - 1],
    sorted[Math.floor(middle)],
  ];
  return (below + above) / 2;
}

/**
 * How steadily a figure rises or falls: the median of the slopes between every two samples (Theil 1950, Sen 1968), in
 * percent of the samples' median an hour. Up to 29 % of the samples may be anywhere without carrying it away. Memory
 * needs that: a collector gives pages back all at once and takes them again within minutes, and a line of least squares
 * sees growth in where in the hour that happens; what leaks rises between all pairs, whatever lies between them.
 * @param samples at least two, at different moments
 */
export function steadyTrend(samples: readonly Sample[]): number {
  const slopes = samples.flatMap((from, at) =>
    samples.slice(at + 1).map((to) => (to.value - from.value) / (to.seconds - from.seconds)),
  );
  return (median(slopes) * HOUR * 100) / median(samples.map(({ value }) => value));
}
