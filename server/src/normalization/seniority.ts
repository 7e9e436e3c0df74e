import { ASSISTS_AS, EXECUTIVE, JUNIOR, LEADS_NOBODY, NO_RANK, SENIOR } from "./seniorityWords.js";
import { umlautKey } from "./text.js";

export type Seniority = "executive" | "senior" | "mid" | "junior";

/**
 * The rank of a job: executive runs a company or a function of it, senior leads people or masters the craft, junior
 * learns or helps, mid is everything else. A bare "… manager" manages work and is mid.
 * @param key folded words in lower case, abbreviations written out
 */
export function seniorityOf(key: string): Seniority {
  const unified = umlautKey(key);
  // "geschaeftsfuehrer" is found by its unified form, "dueno" as it is.
  const both = unified === key ? key : `${key} / ${unified}`;
  const text = both.replace(LEADS_NOBODY, " ").replace(NO_RANK, " ");
  const helpsNobody = text.replace(ASSISTS_AS, " ");
  if (JUNIOR.test(helpsNobody)) return "junior";
  if (helpsNobody !== text) return "mid";
  if (/\bart directors?\b|\bsous ?chef\b/.test(text)) return "senior";
  if (EXECUTIVE.test(text)) return "executive";
  return SENIOR.test(text) ? "senior" : "mid";
}
