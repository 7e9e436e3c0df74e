import type { Word } from "./words.js";

/** How people of one culture are named, and where they tend to live. */
export interface Culture {
  readonly name: string;
  /** Share of the demo's people, relative to the other cultures. */
  readonly weight: number;
  readonly countries: readonly string[];
  readonly female: readonly Word[];
  readonly male: readonly Word[];
  readonly family: readonly Word[];
  /** Parts from which rarer family names are composed; absent where a culture has few family names. */
  readonly rare?: { readonly starts: readonly string[]; readonly ends: readonly string[] };
  /** Written family name first at home. */
  readonly familyFirst?: boolean;
  /** Two family names, the father's and the mother's. */
  readonly doubleFamily?: boolean;
  /** Given names are two syllables put together. */
  readonly composedGiven?: boolean;
  /** Particles that may stand before the family name. */
  readonly particles?: readonly string[];
  /** A wife may take the husband's name. */
  readonly marriedNames?: boolean;
  /** Turns a family name into its female form. */
  readonly femaleFamily?: (word: Word) => Word;
}
