import { z } from "zod";
import { departmentNames, seniorities, seniorityNames } from "./titles.js";

/** Marks a value as personal data: never logged, and listed by the documents. */
export const PII = { "x-pii": true } as const;

const known = (description: string) =>
  z
    .string()
    .nullable()
    .meta({ description, ...PII });

/** The reference's ten fields. What is not known is null, never invented. */
export const profile = z
  .object({
    full_name: known("Full name of the person"),
    email: known("Professional email address"),
    title: known("Current job title"),
    seniority: z
      .enum(seniorityNames)
      .nullable()
      .meta({ description: seniorityNames.map((name) => `${name}: ${seniorities[name]}`).join(" "), ...PII }),
    department: known(`Department: ${departmentNames.join(", ")}`),
    company_name: known("Current employer name"),
    company_domain: known("Current employer domain"),
    linkedin_url: known("LinkedIn profile URL (if available)"),
    location: known("City and country"),
    confidence: z.number().min(0).max(1).meta({
      description: "Calibrated probability that this record describes the person asked for",
    }),
  })
  .meta({ id: "Profile" });

/** A field of the answer that `required` may name. */
export type ProfileField = keyof typeof profile.shape;

export const profileFields = Object.keys(profile.shape) as [ProfileField, ...ProfileField[]];
