import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChainedEntry, entryHash, NOTHING_BEFORE, verifyChain } from "./auditChain.js";

const key = randomBytes(32);

function chainOf(length: number): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  let before = NOTHING_BEFORE;
  for (let seq = 1; seq <= length; seq += 1) {
    const entry = {
      seq,
      at: new Date(1_800_000_000_000 + seq * 1000).toISOString(),
      actor: "kim",
      action: "privacy.approve",
      detail: JSON.stringify({ request: seq }),
    };
    before = entryHash(key, before, entry);
    entries.push({ ...entry, hash: before });
  }
  return entries;
}

const LENGTH = 40;
const log = chainOf(LENGTH);
const anchors = log.map(({ seq, hash }) => ({ seq, hash }));
const place = fc.nat(LENGTH - 1);
const field = fc.constantFrom("seq", "at", "actor", "action", "detail", "hash");

/** Gives entries the numbers of their places, as somebody would who hides that one is gone. */
const numbered = (entries: readonly ChainedEntry[]) =>
  entries.map((entry, at) => ({ ...entry, seq: at + 1 }));

/** Hashes everything anew, as somebody can who knows how but has no key. */
function rehashed(entries: readonly ChainedEntry[]): ChainedEntry[] {
  let before = NOTHING_BEFORE;
  return entries.map((entry) => {
    before = entryHash(Buffer.from("guessed"), before, entry);
    return { ...entry, hash: before };
  });
}

const edit = fc.tuple(place, field, fc.string({ minLength: 1 })).map(([at, name, text]) =>
  log.map((entry, other) => {
    if (other !== at) return entry;
    return name === "seq"
      ? { ...entry, seq: entry.seq + 1 + text.length }
      : { ...entry, [name]: `${entry[name]}${text}` };
  }),
);
const removal = fc
  .tuple(place, fc.integer({ min: 1, max: 5 }))
  .map(([at, count]) => log.filter((_, other) => other < at || other >= at + count));
const swap = fc
  .tuple(place, place)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => {
    const at = (index: number) => log[index] ?? log[0];
    const moved = log.map((entry, index) => (index === a ? at(b) : index === b ? at(a) : entry));
    return moved.filter((entry) => entry !== undefined);
  });
const tampering = fc.oneof(edit, removal, swap);

describe("the audit log", () => {
  it("is what was written where nobody touched it, and where it grew since its last noted hash", () => {
    expect(verifyChain(key, log, anchors)).toBeNull();
    expect(verifyChain(key, log, anchors.slice(0, -3))).toBeNull();
    expect(verifyChain(key, [], [])).toBeNull();
  });

  it("detects 1 000 random edits, deletions and reorderings", () => {
    fc.assert(
      fc.property(tampering, (tampered) => verifyChain(key, tampered, anchors) !== null),
      { numRuns: 1000 },
    );
  });

  it("detects them where the entries are numbered anew, and where all hashes are made anew without the key", () => {
    fc.assert(
      fc.property(fc.oneof(removal, swap), (tampered) => {
        const hidden = numbered(tampered);
        return (
          verifyChain(key, hidden, anchors) !== null && verifyChain(key, rehashed(hidden), anchors) !== null
        );
      }),
      { numRuns: 300 },
    );
  });

  it("says where, and that entries are gone from the end", () => {
    expect(verifyChain(key, log.slice(0, 30), anchors)).toEqual({ seq: 31, kind: "truncated" });
    expect(verifyChain(key, log.toSpliced(9, 1), anchors)).toEqual({ seq: 10, kind: "missing" });
    const altered = log.map((entry) => (entry.seq === 7 ? { ...entry, actor: "eve" } : entry));
    expect(verifyChain(key, altered, anchors)).toEqual({ seq: 7, kind: "altered" });
  });
});
