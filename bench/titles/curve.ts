import { probabilityOf } from "@vouch/server/dist/normalization/departments.js";

/** Evidence for a claim, whether it was right, and how much this counts. */
export interface JudgedClaim {
  readonly evidence: readonly number[];
  readonly right: boolean;
  readonly weight: number;
}

const ROUNDS = 40;
/** Pulls the numbers to zero as much as one claim would, so that evidence which never differs does no harm. */
const RIDGE = 1e-3;

/** Solves a system of linear equations with a positive definite matrix by elimination. */
function solve(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, values[at] ?? 0]);
  for (let pivot = 0; pivot < rows.length; pivot++)
    for (const [at, row] of rows.entries()) {
      const from = rows[pivot] ?? [];
      const factor = at === pivot ? 0 : (row[pivot] ?? 0) / (from[pivot] ?? 1);
      for (const [column, value] of from.entries()) row[column] = (row[column] ?? 0) - factor * value;
    }
  return rows.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1));
}

/**
 * Fits a logistic curve from evidence to how often it is right (Platt 1999, of several variables), by Newton's method.
 * @returns a number for each part of the evidence
 */
export function fitCurve(claims: readonly JudgedClaim[]): number[] {
  const size = claims[0]?.evidence.length ?? 0;
  let curve = new Array<number>(size).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const slope = curve.map((value) => RIDGE * value);
    const bend = curve.map((_, row) => curve.map((_, column): number => (row === column ? RIDGE : 0)));
    for (const { evidence, right, weight } of claims) {
      const p = probabilityOf(evidence, curve);
      for (const [row, part] of evidence.entries()) {
        slope[row] = (slope[row] ?? 0) + weight * (p - Number(right)) * part;
        const bent = bend[row] ?? [];
        for (const [column, other] of evidence.entries())
          bent[column] = (bent[column] ?? 0) + weight * p * (1 - p) * part * other;
      }
    }
    const step = solve(bend, slope);
    curve = curve.map((value, at) => value - (step[at] ?? 0));
  }
  return curve;
}
