import { hash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const PREFIXES = { live: "vouch_live_", test: "vouch_test_" } as const;
const RANDOM_LENGTH = 40;
const CHECKSUM_LENGTH = 6;
const KEY_LENGTH = PREFIXES.live.length + RANDOM_LENGTH + CHECKSUM_LENGTH;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** The largest multiple of the alphabet's size that a byte can hold: bytes above it would favour some characters. */
const FAIR_BYTES = 256 - (256 % ALPHABET.length);

function randomText(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < FAIR_BYTES && text.length < length) text += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return text;
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = "";
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}

/** What a key is for: real answers, or those of personas. */
export type KeyMode = keyof typeof PREFIXES;

/** A new API key: a prefix that tells its mode, 40 random characters of base 62 (238 bits), a checksum of 6. */
export function newApiKey(mode: KeyMode = "live"): string {
  const body = PREFIXES[mode] + randomText(RANDOM_LENGTH);
  return body + checksum(body);
}

/** Whether a text has the form of an API key, so that anything else need not be looked up. */
export function isApiKey(text: string): boolean {
  if (text.length !== KEY_LENGTH) return false;
  if (!text.startsWith(PREFIXES.live) && !text.startsWith(PREFIXES.test)) return false;
  const body = text.slice(0, -CHECKSUM_LENGTH);
  return text.endsWith(checksum(body));
}

/** What is stored of a key, as 64 hex digits: its SHA-256. */
export function hashApiKey(key: string): string {
  return hash("sha256", key, "hex");
}

/** How a key is named in lists and for revoking it: the first 12 hex digits of its hash. */
export function keyIdOf(keyHash: string): string {
  return keyHash.slice(0, 12);
}
