/** Bytes that are looked at to tell the encoding of a file. */
export const SAMPLE_BYTES = 65_536;

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]) =>
  mark.every((byte, at) => bytes[at] === byte);

function isUtf8(sample: Uint8Array): boolean {
  try {
    // A character may be cut at the sample's end: streaming leaves it undecided.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Text of the Latin script in UTF-16 has a zero in every other byte. */
function zeroShare(sample: Uint8Array, parity: 0 | 1): number {
  const length = Math.min(sample.length, 4096);
  let zeros = 0;
  for (let at: number = parity; at < length; at += 2) if (sample[at] === 0) zeros += 1;
  return length < 4 ? 0 : zeros / (length / 2);
}

/**
 * The encoding of a file, told from its beginning: by its mark, by UTF-16's zeros, else UTF-8 where the sample is
 * valid, else Windows-1252.
 * @returns a label that TextDecoder knows
 */
export function detectEncoding(sample: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" {
  if (startsWith(sample, 0xff, 0xfe)) return "utf-16le";
  if (startsWith(sample, 0xfe, 0xff)) return "utf-16be";
  if (zeroShare(sample, 1) > 0.4) return "utf-16le";
  if (zeroShare(sample, 0) > 0.4) return "utf-16be";
  return isUtf8(sample) ? "utf-8" : "windows-1252";
}
