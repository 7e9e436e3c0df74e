/** All that differs between engines in the SQL of steps: a closed list, implemented in each engine's folder. */
export interface Dialect {
  readonly name: string;
  /** Similarity 0..1. */
  jaroWinkler(left: string, right: string): string;
  /** Edit distance, 0 is equal. */
  levenshtein(left: string, right: string): string;
  /** First `length` characters of a text expression. */
  prefix(text: string, length: number): string;
  /** A number of 64 bits that stands for a text, the same for the same text in this version of the engine; NULL of NULL. */
  hash(text: string): string;
  /** Days from `earlier` to `later`, both DATE expressions. */
  daysBetween(earlier: string, later: string): string;
}
