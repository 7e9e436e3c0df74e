import { decodeLine, detectUtf16, SAMPLE_BYTES } from "../encoding.js";

/** Characters in which a page says how it is written (HTML, 4.2.5.4: the first 1024 bytes; some say it later). */
const DECLARED_WITHIN = 4_096;
const CHARSET = /charset\s*=\s*["']?\s*([\w:.-]+)/i;

function decoderFor(label: string | undefined): InstanceType<typeof TextDecoder> | null {
  try {
    return label === undefined ? null : new TextDecoder(label);
  } catch {
    return null;
  }
}

/**
 * Text of a page: as its bytes, its host or itself say how it is written; else line by line, as other texts.
 * @param contentType what its host says
 */
export function decodeHtml(bytes: Buffer, contentType = ""): string {
  const utf16 = detectUtf16(bytes.subarray(0, SAMPLE_BYTES));
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  const start = bytes.toString("latin1", 0, DECLARED_WITHIN);
  const declared = CHARSET.exec(contentType)?.[1] ?? CHARSET.exec(start)?.[1];
  const decoder = decoderFor(declared);
  // Pages in UTF-8 that say so may still have been pasted together.
  if (decoder !== null && !/^utf-(8|16)/.test(decoder.encoding)) return decoder.decode(bytes);
  const lines = bytes
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .split("\n");
  return lines.map(decodeLine).join("\n");
}
