/** What is true of a thing, and what was said; null: nothing was. */
export interface Verdict {
  readonly truth: string;
  readonly said: string | null;
}

/**
 * F1 of each class that is true of something, averaged with equal weight. Where nothing is said, the true class loses
 * recall and no other loses precision. NaN without verdicts.
 */
export function macroF1(verdicts: readonly Verdict[]): number {
  const classes = [...new Set(verdicts.map(({ truth }) => truth))];
  const scores = classes.map((name) => {
    const right = verdicts.filter(({ truth, said }) => truth === name && said === name).length;
    const actual = verdicts.filter(({ truth }) => truth === name).length;
    const claimed = verdicts.filter(({ said }) => said === name).length;
    return (2 * right) / (actual + claimed);
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
