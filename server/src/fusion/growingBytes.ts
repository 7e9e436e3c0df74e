const FIRST_SIZE = 65_536;
/** Bytes that a UTF-16 unit takes at most in UTF-8. */
const BYTES_PER_UNIT = 3;

/** Bytes that texts and other bytes are added to at the end. */
export class GrowingBytes {
  #bytes = Buffer.allocUnsafe(FIRST_SIZE);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Adds a text in UTF-8. */
  write(text: string): void {
    this.#reserve(text.length * BYTES_PER_UNIT);
    this.#length += this.#bytes.write(text, this.#length);
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** The bytes between two places; they hold until something is added or cleared. */
  between(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(from, to);
  }

  clear(): void {
    this.#length = 0;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + more));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
