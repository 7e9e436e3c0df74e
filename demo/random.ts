/** A reproducible source of chance: the same seed gives the same sequence on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, limit). */
  below(limit: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the list, each as likely; throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T;
  /** One of the list, each as likely as its weight. */
  weighted<T>(list: readonly (readonly [T, number])[]): T;
}

/**
 * Makes a random source from a text seed: FNV-1a for the seed, then sfc32 (Chris Doty-Humphrey, PractRand), which is
 * fast and has no short cycles at this use.
 */
export function seededRandom(seed: string): Random {
  const next = sfc32(hash(seed, 0x811c9dc5), hash(seed, 0x2545f491));
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (list) => at(list, below(list.length)),
    weighted: (list) => pickWeighted(list, next()),
  };
}

function pickWeighted<T>(list: readonly (readonly [T, number])[], unit: number): T {
  const total = list.reduce((sum, [, weight]) => sum + weight, 0);
  let left = unit * total;
  for (const [value, weight] of list) {
    left -= weight;
    if (left < 0) return value;
  }
  return at(list, list.length - 1)[0];
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError("there is nothing to pick from an empty list");
  return value;
}

function hash(text: string, basis: number): number {
  let h = basis;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

function sfc32(seedA: number, seedB: number): () => number {
  let a = seedA;
  let b = seedB;
  let c = 0x9e3779b9;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}
