import type { Sql } from "postgres";
import { applyCalibration, type CalibrationCurve, keepingHalf, type Outcome } from "../fusion/calibration.js";
import { fitCalibration } from "../fusion/platt.js";
import { LABELS_NEEDED, readLabels } from "./labels.js";

/** What labels taught of confidence. */
export interface ConfidenceModel {
  readonly version: number;
  /** From what the curves that come with the program say to what holds. */
  readonly curve: CalibrationCurve;
}

/** The model in force; undefined where there are too few labels. */
export async function readConfidenceModel(sql: Sql): Promise<ConfidenceModel | undefined> {
  const [row] = await sql<{ version: number; curve: string }[]>`
    SELECT version, curve FROM confidence_model ORDER BY version DESC LIMIT 1`;
  return row && { version: row.version, curve: JSON.parse(row.curve) };
}

/** The curve that labels teach: isotonic, Platt's where they are few; what is a toss-up stays one. */
export function curveOf(labels: readonly Outcome[]): CalibrationCurve {
  return keepingHalf(fitCalibration(labels));
}

/** Learns from labels where there are enough and some are new; where too many were undone, what was learned is forgotten. */
export async function learnConfidence(sql: Sql): Promise<void> {
  const labels = await readLabels(sql);
  if (labels.length < LABELS_NEEDED) {
    await sql`DELETE FROM confidence_model`;
    return;
  }
  const newest = Math.max(...labels.map(({ feedback }) => feedback));
  const [known] = await sql`
    SELECT FROM confidence_model WHERE last_feedback = ${newest} AND labels = ${labels.length}`;
  if (known !== undefined) return;
  await sql.begin(async (tx) => {
    await tx`DELETE FROM confidence_model`;
    await tx`
      INSERT INTO confidence_model (curve, last_feedback, labels)
      VALUES (${JSON.stringify(curveOf(labels))}, ${newest}, ${labels.length})`;
  });
}

const PARTS = 5;

/**
 * What the model in force says of answers that it was not fitted to (cross-validation): of each fifth of the labels, what
 * the other four teach.
 */
export function heldOut(labels: readonly Outcome[]): Outcome[] {
  return Array.from({ length: PARTS }, (_, part) => part).flatMap((part) => {
    const curve = curveOf(labels.filter((_, at) => at % PARTS !== part));
    return labels
      .filter((_, at) => at % PARTS === part)
      .map(({ score, right }) => ({ score: applyCalibration(curve, score), right }));
  });
}

/** Turns confidence into what labels taught of it. */
export class LearnedConfidence {
  readonly #sql: Sql;
  #curve: CalibrationCurve | undefined;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Takes over what was learned meanwhile. */
  async refresh(): Promise<void> {
    this.#curve = (await readConfidenceModel(this.#sql))?.curve;
  }

  /** @param confidence as the curves that come with the program have it */
  apply(confidence: number): number {
    return this.#curve === undefined ? confidence : applyCalibration(this.#curve, confidence);
  }
}
