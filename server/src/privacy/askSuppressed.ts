import type { Sql } from "postgres";
import { type Batcher, createBatcher } from "../postgres/batcher.js";
import type { PrivacyFolder } from "./privacyFolder.js";
import { type LeadingValue, suppressionOf } from "./suppressionKeys.js";

/** Says whether anybody is suppressed to whom one of these values leads. */
export type IsSuppressed = Batcher<readonly LeadingValue[], boolean>;

/** Questions that are asked at once at most. */
const MOST_AT_ONCE = 128;

const KNOWN = `
SELECT position::int FROM unnest(string_to_array($1, ',')) WITH ORDINALITY AS asked (hash, position)
WHERE EXISTS (SELECT FROM suppression WHERE suppression.hash = decode(asked.hash, 'hex'))`;

/** Makes the verb that asks the suppression list, for answers that are made of no published person. */
export function createIsSuppressed(sql: Sql, folder: PrivacyFolder): IsSuppressed {
  const hashOf = (value: LeadingValue) =>
    Buffer.from(suppressionOf(folder.salt, value).hash, "base64url").toString("hex");
  return createBatcher(async (questions: readonly (readonly LeadingValue[])[]) => {
    const hashes = questions.flatMap((values) => values.map(hashOf));
    const rows = await sql.unsafe<{ position: number }[]>(KNOWN, [hashes.join(",")], { prepare: true });
    const suppressed = new Set(rows.map(({ position }) => position));
    let from = 0;
    return questions.map((values) => {
      const isSuppressed = values.some((_, at) => suppressed.has(from + at + 1));
      from += values.length;
      return isSuppressed;
    });
  }, MOST_AT_ONCE);
}
