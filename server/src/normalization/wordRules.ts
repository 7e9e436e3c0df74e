import { memoized } from "./text.js";

/** Words and phrases, as a list of patterns. */
export interface WordRule {
  /** Whether one of them is in the text: folded words with a space between. */
  readonly test: (text: string) => boolean;
  /** The text with each of them replaced. */
  readonly replace: (text: string, by: string) => string;
}

/** Any of the patterns; without one, a pattern that nothing matches. */
const either = (patterns: readonly string[]) => (patterns.length === 0 ? "(?!)" : patterns.join("|"));

/**
 * Makes a rule of patterns that are parted by semicolons or line ends. Patterns without a space are matched against
 * whole words, each word once: most words come again, and trying hundreds of patterns at every place is slow.
 */
export function wordRule(patterns: string): WordRule {
  const all = patterns.trim().split(/\s*[;\n]\s*/);
  const single = all.filter((pattern) => !pattern.includes(" "));
  const several = all.filter((pattern) => pattern.includes(" "));
  const word = new RegExp(`^(?:${either(single)})$`);
  const phrase = new RegExp(`\\b(?:${either(several)})\\b`);
  const everyPhrase = new RegExp(phrase, "g");
  const isWord = memoized((text: string) => word.test(text));
  const hasWord = single.length === 0 ? () => false : (text: string) => text.split(" ").some(isWord);
  const withoutWords = (text: string, by: string) =>
    text
      .split(" ")
      .map((word) => (isWord(word) ? by : word))
      .join(" ");
  return {
    test: (text) => hasWord(text) || phrase.test(text),
    replace: (text, by) => {
      const without = phrase.test(text) ? text.replace(everyPhrase, by) : text;
      return hasWord(without) ? withoutWords(without, by) : without;
    },
  };
}
