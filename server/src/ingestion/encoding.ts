/** Bytes that are looked at to tell how a file is written. */
export const SAMPLE_BYTES = 65_536;

const UTF8 = new TextDecoder("utf-8");
const WINDOWS_1252 = new TextDecoder("windows-1252");
const REPLACEMENT = "\ufffd";

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]) =>
  mark.every((byte, at) => bytes[at] === byte);

/** Text of the Latin script in UTF-16 has a zero in every other byte. */
function zeroShare(sample: Uint8Array, parity: 0 | 1): number {
  const length = Math.min(sample.length, 4096);
  let zeros = 0;
  for (let at: number = parity; at < length; at += 2) if (sample[at] === 0) zeros += 1;
  return length < 4 ? 0 : zeros / (length / 2);
}

/**
 * Whether a file is UTF-16, told from its beginning: by its mark, else by its zeros.
 * @returns a label that TextDecoder knows; null where one byte can be a character
 */
export function detectUtf16(sample: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (startsWith(sample, 0xff, 0xfe)) return "utf-16le";
  if (startsWith(sample, 0xfe, 0xff)) return "utf-16be";
  const [even, odd] = [zeroShare(sample, 0), zeroShare(sample, 1)];
  // Where both are many the bytes are no text at all.
  if (odd > 0.4 && even < 0.2) return "utf-16le";
  return even > 0.4 && odd < 0.2 ? "utf-16be" : null;
}

/**
 * Text of a line whose encoding nobody states: UTF-8 where most of what is beyond ASCII is valid, else Windows-1252
 * (of which Latin-1 is a part). Decided line by line, because exports are pasted together.
 * @param bytes the line's bytes as characters of code 0 to 255
 * @returns its text; U+FFFD stands for bytes that are no character
 */
export function decodeLine(bytes: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the range from zero
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes;
  const buffer = Buffer.from(bytes, "latin1");
  const text = UTF8.decode(buffer);
  const broken = text.split(REPLACEMENT).length - 1;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the range from zero
  const beyondAscii = text.match(/[^\x00-\x7f]/g)?.length ?? 0;
  return broken * 2 > beyondAscii ? WINDOWS_1252.decode(buffer) : text;
}

/** Whether a text lost characters on its way, here or before: what is left of it is no value. */
export const isBroken = (text: string) => /[\ufffd\p{Surrogate}]/u.test(text);
