import { hashOf } from "./departmentFeatures.js";

/** A power of two; with 40 000 words one in forty others is taken for known. */
const BITS = 1 << 19;
const BASES = [0x9e3779b9, 0x85ebca6b] as const;
/** Shorter words say little of a job. */
const SHORTEST = 3;

const placesOf = (word: string) =>
  BASES.map((basis) => (hashOf(word, 0, word.length, basis) >>> 3) & (BITS - 1));

const telling = (text: string) => text.split(" ").filter((word) => word.length >= SHORTEST);

/** The words of texts as a Bloom filter (Bloom 1970). @param texts folded words with one space between */
export function wordFilter(texts: Iterable<string>): Uint8Array {
  const bits = new Uint8Array(BITS / 8);
  for (const text of texts)
    for (const place of telling(text).flatMap(placesOf)) {
      bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
    }
  return bits;
}

/** The share of a text's words that are in the filter, 0 to 1; 0 where there is none. */
export function knownShare(text: string, bits: Uint8Array): number {
  const words = telling(text);
  const has = (place: number) => ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
  return words.length === 0 ? 0 : words.filter((word) => placesOf(word).every(has)).length / words.length;
}
