import { randomFillSync } from "node:crypto";

const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH = 20;

/** Random letters for the ids to come: asking for them id by id is slow. */
const letters = Buffer.alloc(LENGTH * 512);
let used = letters.length;

function drawLetters(): void {
  randomFillSync(letters);
  for (const [at, byte] of letters.entries()) letters[at] = ALPHABET.charCodeAt(byte & 31);
  used = 0;
}

/** A new person id: `per_` and 100 random bits in lower-case base 32, without the letters that look like digits. */
export function newPersonId(): string {
  if (used === letters.length) drawLetters();
  used += LENGTH;
  return `per_${letters.toString("latin1", used - LENGTH, used)}`;
}

/** The records of touched islands by position, before and after clustering. */
export interface Membership {
  /** For each record the least position in its new cluster. */
  readonly labels: Int32Array;
  /** For each record the position of its old person in `oldPeople`, -1 for a new record. */
  readonly before: Int32Array;
  readonly oldPeople: readonly string[];
}

export interface PersonEvent {
  readonly kind: "created" | "merged" | "split" | "changed";
  readonly person: string;
  /** The person that was merged into `person`, or that `person` was split from. */
  readonly other: string | null;
}

export interface Identities {
  /** Person id by label. */
  readonly personOf: ReadonlyMap<number, string>;
  readonly events: readonly PersonEvent[];
  /** Old ids that no cluster kept, and the person who has most of their records. */
  readonly redirects: ReadonlyMap<string, string>;
  /** Everybody whose records are others than before, old ids and new. */
  readonly changed: ReadonlySet<string>;
}

interface Overlap {
  readonly label: number;
  readonly old: number;
  readonly records: number;
}

/**
 * Gives every cluster its person id. A cluster keeps the id of the old person it shares most records with, each id
 * is kept once, the other old ids redirect to where most of their records went, and what has no id is minted one.
 * @param newId makes a person id that nobody has
 */
export function assignIdentities(membership: Membership, newId: () => string): Identities {
  const { labels, oldPeople } = membership;
  const overlaps = sortedOverlaps(membership);
  const keptBy = new Map<number, string>();
  const keeperOf = new Map<number, number>();
  for (const { label, old } of overlaps) {
    if (keptBy.has(label) || keeperOf.has(old)) continue;
    keptBy.set(label, oldPeople[old] ?? "");
    keeperOf.set(old, label);
  }
  const personOf = new Map<number, string>();
  for (let record = 0; record < labels.length; record += 1) {
    if (labels[record] === record) personOf.set(record, keptBy.get(record) ?? newId());
  }
  return { personOf, ...happened(overlaps, keptBy, personOf, membership) };
}

/** Old person and new cluster by the number of records they share, most first; ties by old id, then by position. */
function sortedOverlaps({ labels, before, oldPeople }: Membership): Overlap[] {
  const counts = new Map<number, number>();
  const key = (label: number, old: number) => label * oldPeople.length + old;
  for (let record = 0; record < labels.length; record += 1) {
    const old = before[record] ?? -1;
    if (old < 0) continue;
    const of = key(labels[record] ?? -1, old);
    counts.set(of, (counts.get(of) ?? 0) + 1);
  }
  const overlaps = [...counts].map(([of, records]) => ({
    label: Math.floor(of / oldPeople.length),
    old: of % oldPeople.length,
    records,
  }));
  const idOf = ({ old }: Overlap) => oldPeople[old] ?? "";
  return overlaps.sort((a, b) => b.records - a.records || compareText(idOf(a), idOf(b)) || a.label - b.label);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What became of everybody, told by the overlaps (largest first). */
function happened(
  overlaps: readonly Overlap[],
  keptBy: ReadonlyMap<number, string>,
  personOf: ReadonlyMap<number, string>,
  membership: Membership,
): Omit<Identities, "personOf"> {
  const redirects = mergedPeople(overlaps, new Set(keptBy.values()), personOf, membership.oldPeople);
  const merged = [...redirects].map(([other, person]): PersonEvent => ({ kind: "merged", person, other }));
  const minted = mintedPeople(overlaps, keptBy, personOf, membership.oldPeople);
  const changed = changedPeople(membership, personOf);
  const told = new Set([...merged, ...minted].flatMap(({ person, other }) => [person, other]));
  const others = [...keptBy.values()].filter((person) => changed.has(person) && !told.has(person));
  const gained = others.map((person): PersonEvent => ({ kind: "changed", person, other: null }));
  return { redirects, events: [...merged, ...minted, ...gained], changed };
}

/** Old ids that nobody kept, each with the person who has most of its records. */
function mergedPeople(
  overlaps: readonly Overlap[],
  alive: ReadonlySet<string>,
  personOf: ReadonlyMap<number, string>,
  oldPeople: readonly string[],
): Map<string, string> {
  const redirects = new Map<string, string>();
  for (const { label, old } of overlaps) {
    const id = oldPeople[old] ?? "";
    if (!alive.has(id) && !redirects.has(id)) redirects.set(id, personOf.get(label) ?? "");
  }
  return redirects;
}

/** New ids: out of nothing, or out of the person from whom most of the records come. */
function mintedPeople(
  overlaps: readonly Overlap[],
  keptBy: ReadonlyMap<number, string>,
  personOf: ReadonlyMap<number, string>,
  oldPeople: readonly string[],
): PersonEvent[] {
  const origin = new Map<number, string>();
  for (const { label, old } of overlaps) if (!origin.has(label)) origin.set(label, oldPeople[old] ?? "");
  return [...personOf]
    .filter(([label]) => !keptBy.has(label))
    .map(([label, person]) => {
      const other = origin.get(label) ?? null;
      return { kind: other === null ? "created" : "split", person, other };
    });
}

function changedPeople(
  { labels, before, oldPeople }: Membership,
  personOf: ReadonlyMap<number, string>,
): Set<string> {
  const changed = new Set<string>();
  for (let record = 0; record < labels.length; record += 1) {
    const old = oldPeople[before[record] ?? -1];
    const now = personOf.get(labels[record] ?? -1) ?? "";
    if (old === now) continue;
    changed.add(now);
    if (old !== undefined) changed.add(old);
  }
  return changed;
}
