import { z } from "zod";
import { FREE, KEYED, type Operation } from "./operation.js";

const share = (description: string) => z.number().min(0).max(1).meta({ description });

const bin = z
  .object({
    from: share("The bin holds answers of at least this confidence"),
    to: share("… and below this one; the last bin holds 1, too. Bins without answers are left out"),
    n: z.int().min(1),
    mean_confidence: share("What the answers promised on average"),
    right: share("The share of them that was right"),
  })
  .meta({ id: "ReliabilityBin" });

/** Of which questions a reliability table tells. */
export const askedBy = ["all", "email", "name"] as const;

const table = z
  .object({
    asked_by: z.enum(askedBy).meta({ description: "Questions by an address, by name and domain, or all" }),
    n: z.int().min(0).meta({ description: "Answers that were judged" }),
    brier: share("Mean squared distance of confidence and outcome"),
    ece: share(
      "Expected calibration error: the distance of mean_confidence and right, averaged over all answers",
    ),
    bins: z.array(bin),
  })
  .meta({ id: "ReliabilityTable" });

/** Whose outcomes a table is measured on. */
export const measuredOn = ["labels", "shipped"] as const;

export const calibrationAnswer = z
  .object({
    status: z.literal("success"),
    request_id: z.string(),
    credits_used: z.literal(0),
    data: z.object({
      model_version: z.string().meta({
        description: "Names the curves that confidence comes from; it changes with every answer's confidence",
      }),
      measured_on: z.enum(measuredOn).meta({
        description:
          "labels: what this server's accounts said of its answers; shipped: the people of the benchmark that comes with the program, as there are too few labels",
      }),
      labels: z.int().min(0).meta({ description: "Answers of which accounts said whether they were right" }),
      labels_needed: z.int().min(1).meta({ description: "From so many on, tables are measured on them" }),
      tables: z.array(table).min(1),
    }),
  })
  .meta({ id: "CalibrationAnswer" });

export const getCalibration = {
  id: "getCalibration",
  method: "GET",
  path: "/api/v1/calibration",
  summary: "Whether confidence holds: the current reliability table",
  scope: "enrich",
  price: FREE,
  answers: [calibrationAnswer],
  errors: KEYED,
} as const satisfies Operation;
