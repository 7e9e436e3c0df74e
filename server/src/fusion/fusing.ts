import { type Corrections, corrected } from "./corrections.js";
import { fuse } from "./fuse.js";
import type { Labels } from "./label.js";
import { fuseByLabels } from "./labels.js";
import { readPeople } from "./queuedPerson.js";
import { type ServingLines, ServingWriter } from "./servingLines.js";
import { type LearnedReliability, reliabilityFrom } from "./sourceReliability.js";

/** People that are to be fused. */
export interface FusingTask {
  /** As `streamPeople` gives them. */
  readonly rows: readonly string[];
  readonly learned: LearnedReliability;
  /** Of these people, and perhaps of others. */
  readonly corrections: Corrections;
  readonly labels: Labels;
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
export function fusePeople({ rows, learned, corrections, labels }: FusingTask): FusedPeople {
  const reliability = reliabilityFrom(learned);
  const writer = new ServingWriter();
  const hashes = new Map<string, string>();
  let fused = 0;
  for (const { person_id, records, published_hash } of readPeople(rows)) {
    fused += 1;
    const [said, self = []] = [labels.get(person_id), corrections.get(person_id)];
    const heard =
      said === undefined
        ? { fused: fuse(records, reliability), corrections: [] }
        : fuseByLabels(records, said, reliability);
    const person = corrected({ person_id, ...heard.fused }, [...heard.corrections, ...self]);
    const hash = writer.add(person, published_hash);
    if (hash !== null) hashes.set(person_id, hash);
  }
  return { fused, lines: writer.lines, hashes };
}
