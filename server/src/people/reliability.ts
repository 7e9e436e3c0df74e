import { createHash } from "node:crypto";
import type { askedBy, measuredOn } from "@vouch/contract";
import type { Sql } from "postgres";
import {
  brierScore,
  expectedCalibrationError,
  type Outcome,
  reliabilityTable,
} from "../fusion/calibration.js";
import calibration from "./calibration.json" with { type: "json" };
import { LABELS_NEEDED, readLabels } from "./labels.js";
import { heldOut, readConfidenceModel } from "./learnedConfidence.js";
import shipped from "./reliability.json" with { type: "json" };

/** Whether what answers promised came true: shares 0..1. */
export interface JudgedTable {
  readonly asked_by: (typeof askedBy)[number];
  readonly n: number;
  readonly brier: number;
  readonly ece: number;
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly n: number;
    readonly mean_confidence: number;
    readonly right: number;
  }[];
}

/** Whether confidence holds, and how it is known. */
export interface Reliability {
  readonly model_version: string;
  readonly measured_on: (typeof measuredOn)[number];
  readonly labels: number;
  readonly labels_needed: number;
  readonly tables: readonly JudgedTable[];
}

const rounded = (share: number) => Math.round(share * 10_000) / 10_000;

/** The table of what was promised and what came true. */
export function judgedTable(asked_by: JudgedTable["asked_by"], outcomes: readonly Outcome[]): JudgedTable {
  return {
    asked_by,
    n: outcomes.length,
    brier: rounded(brierScore(outcomes)),
    ece: rounded(outcomes.length === 0 ? 0 : expectedCalibrationError(outcomes)),
    bins: reliabilityTable(outcomes).map(({ predicted, observed, ...bin }) => ({
      ...bin,
      mean_confidence: rounded(predicted),
      right: rounded(observed),
    })),
  };
}

const SHIPPED_VERSION = `shipped-${createHash("sha256").update(JSON.stringify(calibration)).digest("hex").slice(0, 8)}`;

/**
 * Whether confidence holds: by what the server's own accounts say where they say enough, else as it was measured before. What
 * was learned from labels is held against labels that it was not learned from.
 */
export async function readReliability(sql: Sql): Promise<Reliability> {
  const [labels, model] = [await readLabels(sql), await readConfidenceModel(sql)];
  const areEnough = labels.length >= LABELS_NEEDED;
  const judged = model === undefined ? labels : heldOut(labels);
  return {
    model_version: model === undefined ? SHIPPED_VERSION : `labels-${model.version}`,
    measured_on: areEnough ? "labels" : "shipped",
    labels: labels.length,
    labels_needed: LABELS_NEEDED,
    tables: areEnough ? [judgedTable("all", judged)] : (shipped as readonly JudgedTable[]),
  };
}
