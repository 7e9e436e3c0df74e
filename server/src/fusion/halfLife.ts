/** A time between two looks at a value, with the probability that it changed meanwhile. */
export interface Gap {
  readonly days: number;
  readonly changed: number;
}

const BUCKET = 30;
/** Years that are taken to have been watched before anything was, with as many changes as the prior half-life makes. */
const PRIOR_YEARS = 50;
const YEAR = 365;
/** Half-lives that are considered, in days: from half a year to a century, each a twentieth above the one before. */
const CONSIDERED = Array.from({ length: 110 }, (_, step) => 180 * 1.05 ** step);

/** Gathers gaps, so that a half-life can be fitted to them. */
export class GapTally {
  readonly #buckets = new Map<number, { stayed: number; changed: number }>();

  add({ days, changed }: Gap): void {
    const at = Math.floor(days / BUCKET);
    const bucket = this.#buckets.get(at) ?? { stayed: 0, changed: 0 };
    bucket.stayed += 1 - changed;
    bucket.changed += changed;
    this.#buckets.set(at, bucket);
  }

  /**
   * The half-life under which what was gathered is likeliest, where values change at an even rate.
   * @param prior in days
   * @returns in days
   */
  fit(prior: number): number {
    const changed = PRIOR_YEARS * (1 - 2 ** (-YEAR / prior));
    const gaps = [
      { days: YEAR, stayed: PRIOR_YEARS - changed, changed },
      ...[...this.#buckets].map(([at, bucket]) => ({ days: (at + 0.5) * BUCKET, ...bucket })),
    ];
    const likelihood = (halfLife: number) =>
      gaps.reduce((sum, { days, stayed, changed: moved }) => {
        const stays = 2 ** (-days / halfLife);
        return sum + stayed * Math.log(stays) + moved * Math.log(1 - stays);
      }, 0);
    const tried = CONSIDERED.map((halfLife) => ({ halfLife, likelihood: likelihood(halfLife) }));
    return Math.round(
      tried.reduce((best, next) => (next.likelihood > best.likelihood ? next : best)).halfLife,
    );
  }
}
