/** Texts up to this length are written faster letter by letter than by the encoder. */
const SHORT = 32;
/** Bytes that a UTF-16 unit takes at most. */
const WIDEST = 3;

/** Text that is written as UTF-8 from the start: long ones made of small pieces are no strings that must be joined. */
export class ByteText {
  #bytes = Buffer.allocUnsafeSlow(1 << 16);
  #length = 0;

  /** Adds a text; half a character becomes U+FFFD. */
  add(text: string): void {
    this.#reserve(text.length * WIDEST);
    if (text.length > SHORT || !this.#addAscii(text))
      this.#length += this.#bytes.write(text, this.#length, "utf8");
  }

  /** @param code of ASCII */
  addCode(code: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = code;
    this.#length += 1;
  }

  /** What was added, as bytes of their own; nothing is left. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #addAscii(text: string): boolean {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 0x7f) return false;
      this.#bytes[this.#length + at] = code;
    }
    this.#length += text.length;
    return true;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
