import { fuse } from "./fuse.js";
import { readPeople } from "./queuedPerson.js";
import { joinLines, linesOf, type ServingLines } from "./servingLines.js";
import { type LearnedReliability, reliabilityFrom } from "./sourceReliability.js";

/** People that are to be fused. */
export interface FusingTask {
  /** As `streamPeople` gives them. */
  readonly rows: readonly string[];
  readonly learned: LearnedReliability;
}

/** What fusing made of them. */
export interface FusedPeople {
  /** How many were fused. */
  readonly fused: number;
  /** Of those whose published content changed. */
  readonly lines: ServingLines;
  /** New content hash by person. */
  readonly hashes: ReadonlyMap<string, string>;
}

/** Fuses people and finds out what has to be written of them. */
export function fusePeople({ rows, learned }: FusingTask): FusedPeople {
  const reliability = reliabilityFrom(learned);
  const queued = readPeople(rows);
  const changed = queued.flatMap(({ person_id, records, published_hash }) => {
    const lines = linesOf({ person_id, ...fuse(records, reliability) });
    return lines.content_hash === published_hash ? [] : [{ person_id, ...lines }];
  });
  const hashes = new Map(changed.map(({ person_id, content_hash }) => [person_id, content_hash]));
  return { fused: queued.length, lines: joinLines(changed), hashes };
}
