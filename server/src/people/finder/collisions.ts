import type { Guess } from "./guess.js";
import model from "./model.json" with { type: "json" };

/** What people do whose address another has already: shares, fitted by `npm run bench -- finderFit`. */
export interface CollisionShares {
  /** They have a number behind it. */
  readonly numbered: number;
  /** They have what another template makes. */
  readonly elsewhere: number;
}

const SHARES: CollisionShares = model.collision;

/** The first number that is put behind an address. */
const FIRST_NUMBER = 2;

/** The addresses that it is worth to know of whether somebody has them: with a number, those after it. */
export function numberedAfter(email: string, taken: ReadonlySet<string>): string {
  const at = email.indexOf("@");
  for (let number = FIRST_NUMBER; ; number++) {
    const numbered = `${email.slice(0, at)}${number}${email.slice(at)}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/**
 * What remains likely where others have some of the addresses: nobody has another's. Their probability goes to the same
 * with a number, to what other templates make, and to what nobody can guess.
 * @param guesses likeliest first
 * @param taken addresses that other people have
 */
export function withoutTaken(
  guesses: readonly Guess[],
  taken: ReadonlySet<string>,
  { numbered, elsewhere }: CollisionShares = SHARES,
): Guess[] {
  const lost = guesses.filter(({ email }) => taken.has(email));
  if (lost.length === 0) return [...guesses];
  const free = guesses.filter(({ email }) => !taken.has(email));
  const sum = (some: readonly Guess[]) => some.reduce((all, { probability }) => all + probability, 0);
  const factor = 1 + (sum(lost) * elsewhere) / Math.max(sum(free), Number.EPSILON);
  const further = lost.map(({ email, pattern, probability }) => ({
    email: numberedAfter(email, taken),
    pattern,
    probability: probability * numbered,
  }));
  const moved = free.map((guess) => ({ ...guess, probability: Math.min(1, guess.probability * factor) }));
  return [...further, ...moved].sort((a, b) => b.probability - a.probability || (a.email < b.email ? -1 : 1));
}
