import { createHash } from "node:crypto";
import type { SearchMark, SearchQuery } from "./searching.js";

/** What must be the same from page to page. */
function markOf({ criteria, sort }: Pick<SearchQuery, "criteria" | "sort">): string {
  return createHash("sha256")
    .update(JSON.stringify([criteria, sort]))
    .digest("base64url")
    .slice(0, 11);
}

/** Names a place in what a question finds. */
export function cursorAt(
  { tier, seen_day, person_id, total }: SearchMark,
  question: Pick<SearchQuery, "criteria" | "sort">,
): string {
  return Buffer.from(JSON.stringify([tier, seen_day, person_id, total, markOf(question)])).toString(
    "base64url",
  );
}

/** @returns undefined for what is no cursor of this question */
export function readCursor(
  cursor: string,
  question: Pick<SearchQuery, "criteria" | "sort">,
): SearchMark | undefined {
  try {
    const [tier, seen_day, person_id, total, mark]: unknown[] = JSON.parse(
      Buffer.from(cursor, "base64url").toString(),
    );
    const isPlace =
      (tier === 0 || tier === 1) &&
      Number.isInteger(seen_day) &&
      Math.abs(Number(seen_day)) < 2 ** 31 &&
      Number.isSafeInteger(total) &&
      typeof person_id === "string" &&
      /^\w{1,64}$/.test(person_id);
    if (!isPlace || mark !== markOf(question)) return undefined;
    return { tier, seen_day: Number(seen_day), person_id, total: Number(total) };
  } catch {
    return undefined;
  }
}
