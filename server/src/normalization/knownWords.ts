import { hashOf } from "./departmentFeatures.js";

/** A power of two; with 40 000 words one in forty others is taken for known. */
const BITS = 1 << 19;
const BASES = [0x9e3779b9, 0x85ebca6b] as const;
/** Shorter words say little of a job. */
const SHORTEST = 3;

const placeOf = (text: string, from: number, to: number, basis: number) =>
  (hashOf(text, from, to, basis) >>> 3) & (BITS - 1);

/** Calls for each word of a text that is long enough to tell. */
function forWords(text: string, found: (from: number, to: number) => void): void {
  for (let from = 0; from < text.length; ) {
    const space = text.indexOf(" ", from);
    const to = space < 0 ? text.length : space;
    if (to - from >= SHORTEST) found(from, to);
    from = to + 1;
  }
}

/** The words of texts as a Bloom filter (Bloom 1970). @param texts folded words with one space between */
export function wordFilter(texts: Iterable<string>): Uint8Array {
  const bits = new Uint8Array(BITS / 8);
  for (const text of texts)
    forWords(text, (from, to) => {
      for (const basis of BASES) {
        const place = placeOf(text, from, to, basis);
        bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
      }
    });
  return bits;
}

/** The share of a text's words that are in the filter, 0 to 1; 0 where there is none. */
export function knownShare(text: string, bits: Uint8Array): number {
  const has = (place: number) => ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
  let words = 0;
  let known = 0;
  forWords(text, (from, to) => {
    words++;
    if (BASES.every((basis) => has(placeOf(text, from, to, basis)))) known++;
  });
  return words === 0 ? 0 : known / words;
}
