import type { NameForm } from "./nameForms.js";
import { type Counts, templateProbabilities } from "./templateModel.js";
import { spell, TEMPLATES } from "./templates.js";

/** An address that a person may have. */
export interface Guess {
  readonly email: string;
  /** Of the template that makes it most likely. */
  readonly pattern: string;
  /** That it is the person's, 0..1, not calibrated. */
  readonly probability: number;
}

/** The employer that somebody is looked for at. */
export interface Employer extends Counts {
  /** Hosts of its addresses with how likely an address is there: they add up to 1. */
  readonly hosts: ReadonlyMap<string, number>;
}

/** What is rarer than this is not tried. */
const TOO_RARE = 0.0005;
/** Longest local part (RFC 5321). */
const LONGEST_LOCAL = 64;

/** A local part with what makes it likely. */
interface Likely {
  readonly local: string;
  pattern: string;
  /** Of that pattern alone. */
  most: number;
  probability: number;
}

const NEEDS_MIDDLE = TEMPLATES.map(({ parts }) => parts.includes("m"));

/** By how much templates are likelier for a name without a middle one: those that need one leave their share to them. */
function withoutMiddle(probabilities: readonly number[]): number {
  let [all, possible] = [0, 0];
  for (const [at, probability] of probabilities.entries()) {
    all += probability;
    if (NEEDS_MIDDLE[at] !== true) possible += probability;
  }
  return all / possible;
}

/** How likely each local part is: what several templates make alike counts together. */
function localsOf(forms: readonly NameForm[], probabilities: readonly number[]): Map<string, Likely> {
  const locals = new Map<string, Likely>();
  const scale = withoutMiddle(probabilities);
  for (const form of forms) {
    const weight = form.middle === "" ? form.weight * scale : form.weight;
    for (const [at, template] of TEMPLATES.entries()) {
      const probability = (probabilities[at] ?? 0) * weight;
      if (probability < TOO_RARE) continue;
      const local = spell(template, form);
      if (local !== undefined && local.length <= LONGEST_LOCAL)
        add(locals, local, template.pattern, probability);
    }
  }
  return locals;
}

function add(locals: Map<string, Likely>, local: string, pattern: string, probability: number): void {
  const known = locals.get(local);
  if (known === undefined) {
    locals.set(local, { local, pattern, most: probability, probability });
    return;
  }
  known.probability += probability;
  if (probability > known.most) Object.assign(known, { pattern, most: probability });
}

/**
 * The addresses that a person of this name may have at an employer, likeliest first.
 * @param forms of the name, as `formsOfWritten` gives them
 */
export function guessAddresses(forms: readonly NameForm[], employer: Employer): Guess[] {
  const locals = localsOf(forms, templateProbabilities(employer));
  const guesses: Guess[] = [];
  for (const [host, share] of employer.hosts) {
    for (const { local, pattern, probability } of locals.values()) {
      if (probability * share < TOO_RARE) continue;
      guesses.push({ email: `${local}@${host}`, pattern, probability: probability * share });
    }
  }
  return guesses.sort((a, b) => b.probability - a.probability || (a.email < b.email ? -1 : 1));
}
