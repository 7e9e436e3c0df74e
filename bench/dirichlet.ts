/** Log of the gamma function: Lanczos' approximation (g = 7, nine terms). */
function logGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const base = x + 6.5;
  const sum = terms.reduce((all, term, at) => (at === 0 ? term : all + term / (x - 1 + at)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
}

/** Log-likelihood of counts under a Dirichlet-multinomial, but for what does not depend on its parameters. */
function logLikelihood(groups: readonly (readonly number[])[], alphas: readonly number[]): number {
  const precision = alphas.reduce((sum, alpha) => sum + alpha, 0);
  let sum = 0;
  for (const counts of groups) {
    const total = counts.reduce((all, count) => all + count, 0);
    sum += logGamma(precision) - logGamma(precision + total);
    for (const [at, count] of counts.entries()) {
      const alpha = alphas[at] ?? 0;
      if (count > 0) sum += logGamma(alpha + count) - logGamma(alpha);
    }
  }
  return sum;
}

const STEPS = 60;
const [LEAST, MOST] = [0.05, 100];

/**
 * The precision of a Dirichlet-multinomial with a given mean that makes counts likeliest (Minka 2000, Estimating a
 * Dirichlet distribution), by golden section on its logarithm.
 * @param groups counts of each group, in the order of the mean's shares
 * @param mean shares that add up to 1, each above 0
 */
export function fitPrecision(groups: readonly (readonly number[])[], mean: readonly number[]): number {
  const told = groups.filter((counts) => counts.some((count) => count > 0));
  const at = (log: number) =>
    logLikelihood(
      told,
      mean.map((share) => share * Math.exp(log)),
    );
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(LEAST), Math.log(MOST)];
  for (let step = 0; step < STEPS; step++) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (at(left) > at(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}
