import anyAscii from "any-ascii";

const CONSONANTS: ReadonlyMap<string, string> = new Map(
  `क=k ख=kh ग=g घ=gh ङ=n च=ch छ=chh ज=j झ=jh ञ=n ट=t ठ=th ड=d ढ=dh ण=n त=t थ=th द=d ध=dh न=n ऩ=n प=p फ=ph ब=b भ=bh म=m
  य=y र=r ऱ=r ल=l ळ=l ऴ=zh व=v श=sh ष=sh स=s ह=h`
    .split(/\s+/)
    .map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]),
);
/** Signs that stand in place of the vowel "a" that every consonant carries. */
const VOWEL_OR_VIRAMA = /[\u093e-\u094d\u0962\u0963]/;
const INDIC = /[\u0900-\u0d7f]/;
const DEVANAGARI_BLOCK = 0x0900;
const BLOCK_SIZE = 0x80;
/** Scripts that write where an "a" is left out at the end of a word: Odia, Tamil, Telugu, Kannada, Malayalam. */
const SAYS_LAST_VOWEL = /[\u0b00-\u0d7f]/;
const TAMIL = /[\u0b80-\u0bff]/;
/** Gurmukhi's nasal and doubling signs, Bengali's and Malayalam's letters that stand elsewhere in their blocks. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map(
  `\u0a70=न् \u0a71= \u09df=य \u09ce=त् \u09dc=ड \u0d7b=न् \u0d7c=र् \u0d7d=ल् \u0d7e=ळ् \u0d7a=ण् \u0d57=\u094c \u0bd7=\u094c`
    .split(" ")
    .map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]),
);

/** The scripts of India are laid out alike: a letter's place in its block is that of its like in Devanagari. */
function inDevanagari(letter: string): string {
  const moved = ELSEWHERE.get(letter);
  if (moved !== undefined) return moved;
  const code = letter.codePointAt(0) ?? 0;
  return INDIC.test(letter) ? String.fromCodePoint(DEVANAGARI_BLOCK + (code % BLOCK_SIZE)) : letter;
}

const SIGNS: ReadonlyMap<string, string> = new Map(
  `\u093e=a \u093f=i \u0940=i \u0941=u \u0942=u \u0943=ri \u0946=e \u0947=e \u0948=ai \u0949=o \u094a=o \u094b=o \u094c=au \u094d= \u0902=n \u0903=h \u0901=n \u093c=
  अ=a आ=a इ=i ई=i उ=u ऊ=u ऋ=ri ऎ=e ए=e ऐ=ai ऒ=o ओ=o औ=au`
    .split(/\s+/)
    .map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]),
);

/** The "a" that is not written. */
const INHERENT = "\u0259";
const UNSAID = /^(.*[aeiou\u0259][bcdfghjklmnprstvyz]h?)\u0259([bcdfghjklmnprstvyz]+[aeiou\u0259].*)$/;

/** Without the "a" that the languages of the north leave out between two syllables, from the end: "guraprit" is "gurprit". */
function withoutUnsaid(sounds: string): string {
  const found = UNSAID.exec(sounds);
  if (found === null) return sounds;
  const [, before = "", behind = ""] = found;
  return `${withoutUnsaid(before)}${behind}`;
}

/** Tamil has one letter for voiced and voiceless: between vowels, and behind a nasal, it is voiced. */
const tamilVoiced = (sounds: string) =>
  sounds
    .replace(/(?<=[aeioumn])k(?=[aeiou])/g, "g")
    .replace(/(?<=[aeioumn])t(?=[aeiou])/g, "d")
    .replace(/(?<=[aeioum])p(?=[aeiou])/g, "b")
    .replace(/(?<!ch)ch(?=[aeiou])/g, "s");

/**
 * A word in a script of India in Latin letters, Hunterian without marks: every consonant carries an "a" but where a sign
 * says no or, in the scripts of the north, the word ends.
 */
export function romanizeIndic(word: string): string {
  const composed = word.normalize("NFC");
  const letters = [...composed].flatMap((letter) => [...inDevanagari(letter)]);
  const saysLast = SAYS_LAST_VOWEL.test(composed);
  const sounds = letters.map((letter, at) => {
    const sound = CONSONANTS.get(letter);
    if (sound === undefined) return SIGNS.get(letter) ?? anyAscii(letter);
    const next = letters[at + 1];
    const isBare = next === undefined ? !saysLast : VOWEL_OR_VIRAMA.test(next);
    return isBare ? sound : `${sound}${INHERENT}`;
  });
  const said = saysLast ? sounds.join("") : withoutUnsaid(sounds.join(""));
  const text = said.replaceAll(INHERENT, "a");
  return TAMIL.test(composed) ? tamilVoiced(text) : text;
}
