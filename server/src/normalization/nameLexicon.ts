import { lazy, readDictionary } from "./dictionaries.js";

interface Lexicon {
  /** Word → a bit for each culture in which it is a given name. */
  readonly given: ReadonlyMap<string, number>;
  /** Word → a bit for each culture in which it is a family name. */
  readonly family: ReadonlyMap<string, number>;
  /** Culture → its bit. */
  readonly bits: ReadonlyMap<string, number>;
}

const lexicon = lazy((): Lexicon => {
  const names = { given: new Map<string, number>(), family: new Map<string, number>() };
  const bits = new Map<string, number>();
  for (const line of readDictionary("personNames.tsv").split("\n")) {
    const [culture = "", kind, list = ""] = line.split("\t");
    if (kind !== "given" && kind !== "family") continue;
    const bit = bits.get(culture) ?? 1 << bits.size;
    bits.set(culture, bit);
    for (const word of list.split(" ")) names[kind].set(word, (names[kind].get(word) ?? 0) | bit);
  }
  return { ...names, bits };
});

/** A bit for each culture in which a word is a given name; 0 where none is known. @param word folded, letters only */
export const givenCultures = (word: string): number => lexicon().given.get(word) ?? 0;

/** A bit for each culture in which a word is a family name; 0 where none is known. @param word folded, letters only */
export const familyCultures = (word: string): number => lexicon().family.get(word) ?? 0;

/** The bits of cultures by the codes that `personNames.tsv` has, made when they are first asked for. */
function remembered(...codes: readonly string[]): () => number {
  let made: number | undefined;
  return () => {
    made ??= codes.reduce((bits, code) => bits | (lexicon().bits.get(code) ?? 0), 0);
    return made;
  };
}

/** The culture of English. */
export const ENGLISH = remembered("en");

/** Cultures of Spanish and Portuguese. */
export const IBERIA = remembered("es", "pt");

/** Cultures of Europe and its settlers, whose given names are nobody's family name in the East. */
export const WEST = remembered(..."en de fr it es pt nl nordic fi lv pl cs hu ro hr el".split(" "));

/** Cultures whose lists have the family name first more often than others'. */
export const LISTING = remembered(..."pl cs hu ro hr el ru uk tr in".split(" "));

/** Cultures in which a parent's given name serves as family name: what is a family name there may be a given one, too. */
export const PARENTAL = remembered(..."yo gh zu ar".split(" "));

/** Cultures of Germany, the Netherlands and the north. */
export const GERMANIC = remembered(..."de nl nordic fi".split(" "));
