import type { Seniority } from "@vouch/contract";
import { ASSISTS_AS, DEPUTIES, JUNIOR } from "./juniorWords.js";
import { CRAFT_DIRECTORS, EXECUTIVE, NO_JOB, NO_RANK, SENIOR } from "./seniorityWords.js";
import { umlautKey } from "./text.js";

/** The rank that a role's own words give it; null where they give none. */
function rankOf(part: string): Seniority | null {
  const unified = umlautKey(part);
  // "geschaeftsfuehrer" is found by its unified form, "dueno" as it is.
  const both = unified === part ? part : `${part} / ${unified}`;
  const ranked = CRAFT_DIRECTORS.replace(NO_RANK.replace(both, ""), "senior");
  const text = DEPUTIES.replace(ranked, "supervisor");
  const helpsNobody = ASSISTS_AS.replace(text, "");
  if (JUNIOR.test(helpsNobody)) return "junior";
  if (helpsNobody !== text) return "mid";
  if (EXECUTIVE.test(text)) return "executive";
  return SENIOR.test(text) ? "senior" : null;
}

/**
 * The rank of a job as `seniorities` of the contract define it. Of several roles the highest counts, unless the
 * first that has a rank is junior: an intern in the office of the president.
 * @param parts a title's roles and remarks: folded words, abbreviations written out
 * @returns null for those who say that they have no job
 */
export function seniorityOf(parts: readonly string[]): Seniority | null {
  const ranks = parts.map(rankOf).filter((rank) => rank !== null);
  if (ranks[0] === "junior") return "junior";
  if (ranks.includes("executive")) return "executive";
  if (ranks.includes("senior")) return "senior";
  return NO_JOB.test(parts[0] ?? "") ? null : "mid";
}
