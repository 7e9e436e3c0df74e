import { z } from "zod";
import { PII, profile } from "./profile.js";

/** What `include` may name: the sections that an answer has beside `data`. */
export const includable = ["evidence", "alternatives", "history", "explanation"] as const;

/** A section of an answer. */
export type Includable = (typeof includable)[number];

/** The fields that have evidence: those of the profile. */
const vouchedFields = profile.omit({ confidence: true }).keyof();

const day = (description: string) => z.iso.date().nullable().meta({ description });

const seen = {
  first_seen: day("The first day on which a source saw it to be so; null where none gives a date"),
  last_seen: day("The last such day"),
};

const probability = z.number().min(0).max(1).meta({
  description: "Probability that the value is right today, given that the record is about the right person",
});

/** One statement: what one record of one source says. */
const statement = z
  .object({
    source: z.string().meta({ description: "Name of the source" }),
    record: z.string().meta({ description: "The record's key within its source", ...PII }),
    value: z.string().meta({ description: "As the record says it", ...PII }),
    ...seen,
    url: z
      .string()
      .nullable()
      .meta({ description: "Where the record can be looked at", ...PII }),
    licence: z
      .string()
      .nullable()
      .meta({ description: "Licence or legal ground on which the source's data is held" }),
  })
  .meta({ id: "Statement" });

const stated = {
  value: z.string().meta({ description: "As it is shown", ...PII }),
  probability,
  ...seen,
  sources: z.array(statement).min(1),
};

const fieldEvidence = z
  .object({
    ...stated,
    changed_at: day(
      "The day from which the value was seen in the place of another; null where nothing tells of a change",
    ),
  })
  .meta({ id: "FieldEvidence" });

const alternative = z.object(stated).meta({ id: "Alternative" });

const employment = z
  .object({
    company_name: z.string().nullable().meta(PII),
    company_domain: z.string().nullable().meta(PII),
    is_current: z.boolean(),
    probability,
    ...seen,
    titles: z.array(z.object({ title: z.string().meta(PII), ...seen })),
    sources: z.array(statement).min(1),
  })
  .meta({ id: "Employment" });

const explanation = z
  .object({
    found_by: z.enum(["email", "pattern", "name"]).meta({
      description: "A known address; an unknown one that fits the person's name; or the name at the employer",
    }),
    candidates: z.int().min(1).meta({ description: "How many people the question could have meant" }),
    records: z.int().min(1).meta({ description: "Source records that the person was put together from" }),
    cohesion: z.number().min(0).max(1).meta({
      description: "Probability (uncalibrated) that all these records are one person",
    }),
    reasons: z
      .partialRecord(vouchedFields, z.string())
      .meta({ description: "Per known field, a sentence on why this value is shown", ...PII }),
  })
  .meta({ id: "Explanation" });

/** The sections as an answer has them: those that were asked for. */
export const sections = {
  evidence: z.partialRecord(vouchedFields, fieldEvidence).optional().meta({
    description: "Per known field, what vouches for its value: with include evidence",
  }),
  alternatives: z.partialRecord(vouchedFields, z.array(alternative).min(1)).optional().meta({
    description:
      "Per field, the values that are not shown, likeliest first: with include alternatives. Other addresses are the person's too, so their probabilities may sum to more than 1",
  }),
  history: z
    .object({ employments: z.array(employment) })
    .optional()
    .meta({
      description: "Employers over time, the current one first, then the last seen: with include history",
    }),
  explanation: explanation
    .optional()
    .meta({ description: "Why this person, and why these values: with include explanation" }),
};

const sectionsSchema = z.object(sections);

/** The sections that were asked for. */
export type Sections = z.output<typeof sectionsSchema>;
