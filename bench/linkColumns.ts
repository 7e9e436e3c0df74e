import { nicknameRoots } from "@vouch/server/dist/normalization/nicknames.js";
import { phonetic } from "@vouch/server/dist/normalization/phonetic.js";
import { fold, words } from "@vouch/server/dist/normalization/text.js";
import { columnName } from "@vouch/server/dist/resolution/modelSchema.js";
import { z } from "zod";

/** Makes one text of another; null for what says nothing. */
type Derivation = (text: string) => string | null;

/** The ways to derive that take nothing but the text. */
const PLAIN = {
  /** ASCII in lower case, white space collapsed. */
  fold,
  /** Words of letters and digits, one space between them. */
  words: (text) => words(text).join(" "),
  "sorted words": (text) => words(text).sort().join(" "),
  "no spaces": (text) => text.replace(/\s+/g, ""),
  digits: (text) => text.replace(/\D+/g, ""),
  phonetic: (text) => phonetic(words(text).join("")),
  "nickname root": (text) => nicknameRoots(text)[0] ?? text,
  /** The four digits in a row that a date has. */
  year: (text) => /(?<!\d)\d{4}/.exec(text)?.[0] ?? null,
} as const satisfies Record<string, Derivation>;

const position = z.int().refine((at) => at !== 0, "counts from 1, or from the end with -1");

const derivation = z.union(
  [
    z.enum(Object.keys(PLAIN) as [keyof typeof PLAIN, ...(keyof typeof PLAIN)[]]),
    z.strictObject({ first: z.int().positive() }),
    z.strictObject({ last: z.int().positive() }),
    z.strictObject({ word: position }),
    z.strictObject({ part: position, between: z.string().min(1) }),
    z.strictObject({ unless: z.array(z.string()).min(1) }),
  ],
  {
    error: `is none of: ${Object.keys(PLAIN).join(", ")}, {"first": characters}, {"last": characters}, {"word": position}, {"part": position, "between": separator}, {"unless": [values]}`,
  },
);

/** A column of the model made of columns of the file: joined by a space where these are several, then derived. */
export const derivedColumn = z.strictObject({
  name: columnName,
  from: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  by: z.array(derivation).exactOptional(),
});

export type DerivedColumn = z.infer<typeof derivedColumn>;

/** The columns of the file that a column is made of. */
export function namesOf({ from }: DerivedColumn): readonly string[] {
  return typeof from === "string" ? [from] : from;
}

/**
 * Derives one value of a record.
 * @param cellOf what a column of the file says, null where nothing
 */
export function derive(column: DerivedColumn, cellOf: (name: string) => string | null): string | null {
  const known = namesOf(column).map((name) => cellOf(name)?.trim() ?? "");
  let text: string | null = known.filter((part) => part !== "").join(" ");
  for (const step of column.by ?? []) {
    if (text === null || text === "") return null;
    text = applied(step, text);
  }
  return text === "" ? null : text;
}

function applied(step: z.infer<typeof derivation>, text: string): string | null {
  if (typeof step === "string") return PLAIN[step](text);
  if ("first" in step) return text.slice(0, step.first);
  if ("last" in step) return text.slice(-step.last);
  if ("word" in step) return at(text.split(/\s+/), step.word);
  if ("part" in step) return at(text.split(step.between), step.part);
  return step.unless.includes(text) ? null : text;
}

function at(parts: readonly string[], place: number): string | null {
  return parts.at(place > 0 ? place - 1 : place) ?? null;
}
