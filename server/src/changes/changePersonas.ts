import { type Change, personas } from "@vouch/contract";
import { changesFields, type PlacedQuery } from "./readChanges.js";

/** 2026-06-01. */
const SEEN = { detected_at: "2026-06-02T00:00:00.000Z", last_seen: "2026-06-01" } as const;

/** What test keys are told: each persona was published, and then came to their employer. */
const everything: readonly Change[] = personas.flatMap(
  ({ word, profile: { confidence: _, ...profile } }, at) => {
    const told = { person_id: `per_persona_${word}`, ...SEEN, other_id: null, cause: "import of personas" };
    const { title, company_name } = profile;
    const added: Change = {
      ...told,
      change_id: String(2 * at + 1),
      types: ["added"],
      before: {},
      after: profile,
    };
    const before = { title: "Intern", company_name: "Elsewhere" };
    const moved: Change = {
      ...told,
      change_id: String(2 * at + 2),
      types: ["job_change"],
      before,
      after: { title, company_name },
    };
    return [added, moved];
  },
);

/** Answers a test key: from the contract's personas and nothing else. */
export function changesOfPersonas({ after, types, limit }: PlacedQuery): string {
  const behind = everything.filter(({ change_id }) => Number(change_id) > Number(after));
  const wanted = behind.filter(
    (change) => types === undefined || change.types.some((type) => types.includes(type)),
  );
  const page = wanted.slice(0, limit);
  const hasMore = wanted.length > page.length;
  const end = (hasMore ? page : behind).at(-1)?.change_id ?? after;
  return changesFields(page, { end, hasMore });
}
