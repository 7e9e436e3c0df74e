import { applyCalibration, type CalibrationCurve } from "../../fusion/calibration.js";
import calibration from "./calibration.json" with { type: "json" };
import { withoutTaken } from "./collisions.js";
import type { DomainPatterns } from "./domainPatterns.js";
import type { Guess } from "./guess.js";
import { guessAddresses } from "./guess.js";
import type { NameForm } from "./nameForms.js";

/** What a guess rests on: the employer's templates, or that and what people do whose address another has. */
export type Ground = "inferred" | "collision";

/** The curves that turn a raw probability into one that holds, by what it rests on. */
export const curves: Readonly<Record<Ground, CalibrationCurve>> = calibration;

/** Addresses that a host is worth before any are known there. */
const HOST_PRIOR = 0.5;
/** Guesses that it is asked of whether somebody has them already. */
const ASKED_OF = 6;

/** How likely an address of the employer is at each of its hosts. */
function hostShares(domain: string, { main, hosts }: DomainPatterns): Map<string, number> {
  const counts = new Map([domain, main].map((host) => [host, HOST_PRIOR]));
  for (const [host, count] of hosts) counts.set(host, (counts.get(host) ?? 0) + count);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return new Map([...counts].map(([host, count]) => [host, count / total]));
}

/**
 * The addresses that a person of this name may have at an employer, likeliest first, not calibrated.
 * @param domain as it was asked for, registrable
 */
export function guessAt(forms: readonly NameForm[], domain: string, patterns: DomainPatterns): Guess[] {
  return guessAddresses(forms, { ...patterns, hosts: hostShares(domain, patterns) });
}

/** The addresses of which to know whether somebody has them: the likeliest, and these with a number. */
export function toCheck(guesses: readonly Guess[]): string[] {
  const likeliest = guesses.slice(0, ASKED_OF).map(({ email }) => email);
  return [...likeliest, ...likeliest.slice(0, 2).map((email) => email.replace("@", "2@"))];
}

/** Guesses, of which the likeliest rests on this. */
export interface Inferred {
  readonly guesses: readonly Guess[];
  readonly ground: Ground;
}

/** The guesses without what others have: not calibrated. */
export function freeGuesses(guesses: readonly Guess[], taken: ReadonlySet<string>): Inferred {
  const [likeliest] = guesses;
  const ground = likeliest !== undefined && taken.has(likeliest.email) ? "collision" : "inferred";
  return { guesses: withoutTaken(guesses, taken), ground };
}

/** No guess is surer than this, and none that is told is impossible. */
const [LEAST_CERTAIN, MOST_CERTAIN] = [0.01, 0.99];

/**
 * The guesses with probabilities that hold: of likeliest ones given with 0.8, eight in ten are right. The others share
 * what that leaves as the model shares it.
 */
export function calibrated({ guesses, ground }: Inferred): Guess[] {
  const [likeliest, ...others] = guesses;
  if (likeliest === undefined) return [];
  const holds = applyCalibration(curves[ground], likeliest.probability);
  const probability = Math.min(MOST_CERTAIN, Math.max(LEAST_CERTAIN, holds));
  const factor = (1 - probability) / Math.max(1 - likeliest.probability, Number.EPSILON);
  const rest = others.map((guess) => ({
    ...guess,
    probability: Math.min(probability, guess.probability * factor),
  }));
  return [{ ...likeliest, probability }, ...rest];
}
