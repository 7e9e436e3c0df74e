/** A set of texts that keeps 53 bits of each, so that a million cost megabytes; a false "taken" does no harm here. */
export class Taken {
  readonly #hashes = new Set<number>();

  has(text: string): boolean {
    return this.#hashes.has(hash53(text));
  }

  add(text: string): void {
    this.#hashes.add(hash53(text));
  }
}

/** Two multiplicative hashes side by side, after cyrb53 (public domain). */
function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
