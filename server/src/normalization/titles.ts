import type { Department, Seniority } from "@vouch/contract";
import { departmentOf } from "./departments.js";
import { seniorityOf } from "./seniority.js";
import { beginningOf, clean, memoized } from "./text.js";
import { titleWords } from "./titleWords.js";

export interface ParsedTitle {
  /** As written, cleaned. */
  readonly title: string;
  /** Equal for spellings of one title. */
  readonly key: string;
  readonly seniority: Seniority | null;
  /** Null where no department is likelier than all others together. */
  readonly department: Department | null;
  /** The probability that the likeliest department is right, 0 to 1. */
  readonly confidence: number;
}

/** Below, no department is told. */
const LIKELY = 0.5;

const NONE = /^(?:n ?a|none|null|unknown|undefined|nan|test|k ?a)$/;

/**
 * Reads a job title in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian or Polish.
 * @returns null for what is no title
 */
export const parseTitle = memoized((text: string): ParsedTitle | null => {
  const title = beginningOf(clean(text), 200);
  const found = titleWords(title);
  if (found === null || NONE.test(found.key)) return null;
  const { key, parts } = found;
  const { department, confidence } = departmentOf(parts);
  return {
    title,
    key,
    seniority: seniorityOf(parts),
    department: confidence < LIKELY ? null : department,
    confidence,
  };
});
