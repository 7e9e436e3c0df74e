import type { Random } from "./random.js";

const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ı: "i",
  æ: "ae",
  œ: "oe",
  ð: "d",
  þ: "th",
};

/** Latin text in lower-case ASCII letters, digits, spaces and hyphens. */
export function fold(text: string): string {
  return stripAccents(text)
    .toLowerCase()
    .replace(/[^a-z0-9 -]/gu, "");
}

/** Latin text without its accents; case kept. */
export function stripAccents(text: string): string {
  if (isAscii(text)) return text;
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[ßøłđıæœðþØŁĐÆŒ]/gu, (letter) => {
      const plain = LETTERS[letter.toLowerCase()] ?? letter;
      return letter === letter.toLowerCase() ? plain : plain.toUpperCase();
    });
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}

/** German spelling without umlauts: "Müller" → "Mueller". */
export function spellOutUmlauts(text: string): string {
  return text.replace(/[äöüÄÖÜ]/gu, (letter) => `${stripAccents(letter)}e`);
}

const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: "sq",
  e: "wr",
  i: "uo",
  o: "ip",
  u: "yi",
  n: "bm",
  m: "n",
  r: "te",
  s: "ad",
  t: "ry",
  l: "k",
  k: "l",
};

/** The text with one slip of the hand: two letters swapped, one lost, one doubled, or a neighbouring key. */
export function typo(random: Random, text: string): string {
  if (text.length < 4) return text;
  const at = 1 + random.below(text.length - 2);
  const [before, letter, after] = [text.slice(0, at), text.slice(at, at + 1), text.slice(at + 1)];
  const slips = [
    `${before}${after.slice(0, 1)}${letter}${after.slice(1)}`,
    `${before}${after}`,
    `${before}${letter}${letter}${after}`,
    `${before}${random.pick([...(NEIGHBOURS[letter] ?? letter)])}${after}`,
  ];
  return random.pick(slips);
}

/** The ISO date of a day counted from 1970-01-01. */
export function isoDate(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** The day, counted from 1970-01-01, of an ISO date. */
export function dayOf(iso: string): number {
  return Math.floor(Date.parse(iso) / 86_400_000);
}
