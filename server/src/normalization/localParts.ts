import { words } from "./text.js";

/** A name as a local part spells it, folded; of either part it may hold the initial alone. */
export interface SpelledName {
  readonly given_name: string;
  readonly family_name: string;
}

/** The parts of an address's local part that may be names, folded; numbers at the end are left out. */
export function partsOf(local: string): string[] {
  return words(local)
    .map((word) => word.replace(/\d+$/, ""))
    .filter((word) => word !== "");
}

/** The name that a local part of several parts spells: jane.doe, j_doe, doe.j; undefined where it is one part. */
export function spelledName(local: string): SpelledName | undefined {
  const parts = partsOf(local);
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  if (parts.length < 2 || Math.max(first.length, last.length) < 2) return undefined;
  if (last.length === 1) return { given_name: last, family_name: first };
  return { given_name: first, family_name: parts.slice(1).join(" ") };
}
