/** How many slots there are for features: as many as two megabytes hold, beside the words that are known. */
export const SLOTS = 92 << 10;

const LONGEST = 5;
const SHORTEST = 4;
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
const SPACE = 32;
const ALONE = 64;

/** Spreads the bits of a hash (the end of MurmurHash3, Appleby 2011), and cuts it to a slot. */
function slotOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % SLOTS;
}

/** FNV-1a of a part of the text, continued from a basis. */
export function hashOf(text: string, from: number, to: number, basis: number): number {
  let hash = basis;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash;
}

/** Runs of four or five characters within a word and the spaces around it. */
function addRuns(slots: number[], text: string, from: number, to: number): void {
  for (let start = from; start + SHORTEST <= to; start++) {
    let hash = hashOf(text, start, start + SHORTEST, BASIS);
    slots.push(slotOf(hash));
    for (let end = start + SHORTEST; end < Math.min(start + LONGEST, to); end++) {
      hash = Math.imul(hash ^ text.charCodeAt(end), PRIME);
      slots.push(slotOf(hash));
    }
  }
}

/**
 * The features of a title by feature hashing (Weinberger et al. 2009): its words, its pairs of neighbouring words, the
 * runs of characters in each word, and a word that stands alone as such.
 * @param words of the title, folded, with one space between
 * @returns a slot below `SLOTS` for each feature; a slot may come more than once
 */
export function departmentFeatures(words: string): number[] {
  const text = ` ${words} `;
  const slots: number[] = [];
  let before = 1;
  for (let from = 0; from < text.length - 1; ) {
    const end = text.indexOf(" ", from + 1);
    const word = hashOf(text, from + 1, end, BASIS ^ SPACE);
    slots.push(slotOf(word), slotOf(Math.imul(before, PRIME) ^ word));
    addRuns(slots, text, from, end + 1);
    before = word;
    from = end;
  }
  if (!words.includes(" ")) slots.push(slotOf(hashOf(words, 0, words.length, BASIS ^ ALONE)));
  return slots;
}
