import { doubleMetaphone } from "double-metaphone";
import { memoized } from "./text.js";

/**
 * The sound of a folded word by Double Metaphone (Philips, 2000): equal for spellings that sound alike.
 * @returns null for what has no letters
 */
export const phonetic = memoized((folded: string): string | null => {
  const [primary] = doubleMetaphone(folded);
  return primary === "" ? null : primary;
});
