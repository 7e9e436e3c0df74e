import type { z } from "zod";
import type { ErrorWord } from "./errors.js";

/** What is wrong with a body, in the words of the error table. */
export interface Fault {
  readonly word: Extract<ErrorWord, "missing_param" | "invalid_param">;
  /** The field; absent where the body itself is wrong. */
  readonly param?: string;
  /** A sentence for people; absent where the error table's will do. */
  readonly detail?: string;
}

/** Parameters of an issue that a schema raises where a field is missing, rather than wrong. */
export const MISSING = { word: "missing_param" } as const;

/** The same, with a sentence of its own for people. */
export const missingOf = (detail: string) => ({ ...MISSING, detail });

function faultOf(issue: z.core.$ZodIssue): Fault {
  const [field] = issue.path;
  const param = field === undefined ? {} : { param: String(field) };
  if (issue.code === "custom" && issue.params?.["word"] === MISSING.word) {
    const detail: unknown = issue.params["detail"];
    return { ...MISSING, ...param, ...(typeof detail === "string" ? { detail } : {}) };
  }
  return {
    word: "invalid_param",
    ...param,
    detail: `${field === undefined ? "The body" : String(field)} ${issue.message}.`,
  };
}

/**
 * Checks a body against its schema.
 * @param body any JSON value; undefined, where there was none, is an empty object
 * @returns the body, or the first thing that is wrong with it
 */
export function checkBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): { readonly body: z.output<Schema> } | { readonly fault: Fault } {
  const { data, error } = schema.safeParse(body ?? {});
  const [issue] = error?.issues ?? [];
  return issue === undefined ? { body: data as z.output<Schema> } : { fault: faultOf(issue) };
}
