import { applyCalibration, type CalibrationCurve } from "../fusion/calibration.js";
import type { ParsedEmail } from "../normalization/emails.js";
import { addressFit } from "./addressFit.js";
import calibration from "./calibration.json" with { type: "json" };
import type { FoldedName } from "./lookupKeys.js";
import { nameFit } from "./nameFit.js";

/** By what a person was found: a known address, an unknown address that fits the name, or the name at the employer. */
export type FoundBy = "email" | "pattern" | "name";

/** A published person that a key led to. */
export interface Candidate {
  readonly person_id: string;
  readonly given_name: string | null;
  readonly family_name: string | null;
  readonly strength: number;
  readonly cohesion: number;
  /** JSON text, nine keys. */
  readonly profile: string;
}

/** Who is asked for, read. */
export interface Subject {
  readonly email: ParsedEmail | undefined;
  readonly name: FoldedName | undefined;
}

/** The likeliest candidate. */
export interface Choice {
  readonly person_id: string;
  readonly profile: string;
  /** Calibrated probability that this is the person asked for, 0..1. */
  readonly confidence: number;
  /** The same before labels are heeded, where they say otherwise. */
  readonly unheeded?: number;
  readonly foundBy: FoundBy;
  /** How many people the question could have meant. */
  readonly candidates: number;
}

/** Weight of a namesake whom no record knows, where the name fits exactly; the less it fits, the more there are. */
const UNKNOWN_NAMESAKE = 0.03;
const UNKNOWN_BY_MISFIT = 0.25;
/** Weight of those whom the limit of the lookup left out. */
const LEFT_OUT = 1;
/** Weight of a person who left the employer, against one who is there. */
const FORMER = 0.5;
/** What is left of an address's evidence where the given name is another's, and of a name's where the address does not fit. */
const CONTRADICTED = 0.3;
const UNFITTING_ADDRESS = 0.7;

const curves: Readonly<Record<FoundBy, CalibrationCurve>> = calibration;

function fitOfName(name: FoldedName, { given_name, family_name }: Candidate): number {
  return given_name === null || family_name === null ? 0 : nameFit(name, { given_name, family_name });
}

function fitOfAddress(local: string, { given_name, family_name }: Candidate): number {
  return given_name === null || family_name === null ? 0 : addressFit(local, { given_name, family_name });
}

function fitOf(candidate: Candidate, { name, email }: Subject): number {
  if (name === undefined) return email === undefined ? 0 : fitOfAddress(email.local, candidate);
  const byName = fitOfName(name, candidate);
  const fits = email === undefined || fitOfAddress(email.local, candidate) > 0;
  return byName * (fits ? 1 : UNFITTING_ADDRESS);
}

interface Weighed {
  readonly candidate: Candidate;
  readonly fit: number;
  readonly weight: number;
}

/** Each person once, by the row that fits best. */
function weigh(candidates: readonly Candidate[], subject: Subject): Weighed[] {
  const byPerson = new Map<string, Weighed>();
  for (const candidate of candidates) {
    const fit = fitOf(candidate, subject);
    const weight = fit * (FORMER + (1 - FORMER) * candidate.strength);
    if (weight > (byPerson.get(candidate.person_id)?.weight ?? 0)) {
      byPerson.set(candidate.person_id, { candidate, fit, weight });
    }
  }
  return [...byPerson.values()];
}

/** The heaviest; of equal ones that with the smaller id, so that an answer can be repeated. */
function heaviest(weighed: readonly Weighed[]): Weighed | undefined {
  let best: Weighed | undefined;
  for (const next of weighed) {
    const order = best === undefined ? 1 : next.weight - best.weight;
    if (
      best === undefined ||
      order > 0 ||
      (order === 0 && next.candidate.person_id < best.candidate.person_id)
    ) {
      best = next;
    }
  }
  return best;
}

/** Calibrated probability that a record describes one person, where nobody in particular is asked for. */
export function certaintyOf(cohesion: number): number {
  return applyCalibration(curves.email, cohesion);
}

function choose(
  foundBy: FoundBy,
  { person_id, profile, cohesion }: Candidate,
  probability: number,
  candidates: number,
): Choice {
  const confidence = applyCalibration(curves[foundBy], probability * cohesion);
  return { person_id, profile, confidence, foundBy, candidates };
}

/**
 * The likeliest of those whom a name at an employer, or an unknown address there, may mean: its share of the weight
 * of all who fit, with a rest for namesakes whom no record knows.
 * @param truncated there were more candidates than were read
 */
export function chooseByName(
  candidates: readonly Candidate[],
  truncated: boolean,
  subject: Subject,
): Choice | undefined {
  const weighed = weigh(candidates, subject);
  const best = heaviest(weighed);
  if (best === undefined) return undefined;
  const unknown = UNKNOWN_NAMESAKE + UNKNOWN_BY_MISFIT * (1 - best.fit) + (truncated ? LEFT_OUT : 0);
  const total = weighed.reduce((sum, { weight }) => sum + weight, unknown);
  const foundBy = subject.name === undefined ? "pattern" : "name";
  return choose(foundBy, best.candidate, best.weight / total, weighed.length);
}

/**
 * Everybody whom a name at an employer may mean, likeliest first; else as `chooseByName`.
 * @param truncated there were more candidates than were read
 */
export function rankByName(candidates: readonly Candidate[], truncated: boolean, subject: Subject): Choice[] {
  const weighed = weigh(candidates, subject);
  const fit = heaviest(weighed)?.fit ?? 0;
  const unknown = UNKNOWN_NAMESAKE + UNKNOWN_BY_MISFIT * (1 - fit) + (truncated ? LEFT_OUT : 0);
  const total = weighed.reduce((sum, { weight }) => sum + weight, unknown);
  return weighed
    .sort((a, b) => b.weight - a.weight || (a.candidate.person_id < b.candidate.person_id ? -1 : 1))
    .map(({ candidate, weight }) => choose("name", candidate, weight / total, weighed.length));
}

/** The name that an answer shows, in the row of a known address, is the profile's; it is read only where it matters. */
function contradicts(
  name: FoldedName,
  { profile }: Candidate,
  parse: (full_name: string) => FoldedName | undefined,
): boolean {
  const { full_name }: { full_name: string | null } = JSON.parse(profile);
  const known = full_name === null ? undefined : parse(full_name);
  return known !== undefined && nameFit(name, known) === 0;
}

/**
 * The likeliest owner of a known address.
 * @param parse reads a full name, for where a name was given, too
 */
export function chooseByEmail(
  candidates: readonly Candidate[],
  { name }: Subject,
  parse: (full_name: string) => FoldedName | undefined,
): Choice | undefined {
  const weighed = candidates.map((candidate) => {
    const weight =
      candidate.strength * (name !== undefined && contradicts(name, candidate, parse) ? CONTRADICTED : 1);
    return { candidate, fit: 1, weight };
  });
  const best = heaviest(weighed);
  if (best === undefined) return undefined;
  const others = weighed.reduce((sum, { weight }) => sum + weight, 0) - best.weight;
  const share = (best.weight * best.weight) / (best.weight + others);
  return choose("email", best.candidate, share, candidates.length);
}
