import { type Department, departmentNames } from "@vouch/contract/titles";
import { departmentFeatures } from "./departmentFeatures.js";
import { lazy, readBytes, readDictionary } from "./dictionaries.js";
import { knownShare } from "./knownWords.js";
import { umlautKey } from "./text.js";

/** The department of a title, with the probability that it is right. */
export interface DepartmentGuess {
  readonly department: Department;
  /** Calibrated, 0 to 1. */
  readonly confidence: number;
}

/** A row of weights for each slot, one for each department. */
export interface DepartmentWeights {
  readonly weights: Int8Array;
  /** What a weight of one stands for. */
  readonly unit: number;
}

interface DepartmentModel extends DepartmentWeights {
  /** The words that the model has learned from, as a Bloom filter. */
  readonly words: Uint8Array;
  /** Confidence is the logistic function of the sum of `evidenceOf`, each part times its number here. */
  readonly curve: readonly number[];
}

/** Confidence is told to four digits. */
const DIGITS = 10_000;

const CLASSES = departmentNames.length;

const model = lazy(
  (): DepartmentModel => ({
    weights: new Int8Array(readBytes("departments.bin")),
    words: readBytes("departments.words.bin"),
    ...(JSON.parse(readDictionary("departments.json")) as Pick<DepartmentModel, "unit" | "curve">),
  }),
);

/** The words of a title as the model reads them. */
export const departmentText = (parts: readonly string[]): string => umlautKey(parts.join(" "));

/** The scores of all departments, in the order of `departmentNames`: log-odds but for a constant. */
export function departmentScores(text: string, { weights, unit }: DepartmentWeights): Float64Array {
  const slots = departmentFeatures(text);
  const scores = new Float64Array(CLASSES);
  for (const slot of slots) {
    const row = slot * CLASSES;
    for (let at = 0; at < CLASSES; at++) scores[at] = (scores[at] ?? 0) + (weights[row + at] ?? 0);
  }
  const scale = unit / Math.sqrt(slots.length);
  return scores.map((score) => score * scale);
}

/** The best department, and its log-odds against all others. */
export function bestDepartment(scores: Float64Array): { at: number; margin: number } {
  const best = scores.reduce((high, score, at) => (score > (scores[high] ?? 0) ? at : high), 0);
  const others = scores.reduce((sum, score, at) => (at === best ? sum : sum + Math.exp(score)), 0);
  return { at: best, margin: (scores[best] ?? 0) - Math.log(others) };
}

/**
 * What tells whether the best department is right: how far it is ahead, and how much of the title is known. A lead that
 * comes of unknown words is worth less.
 * @param margin log-odds of the best department against all others
 * @param known the share of known words, 0 to 1
 */
export const evidenceOf = (margin: number, known: number): readonly number[] => [
  1,
  margin,
  known,
  margin * known,
];

/** The probability that a curve gives to evidence. */
export function probabilityOf(evidence: readonly number[], curve: readonly number[]): number {
  return 1 / (1 + Math.exp(-evidence.reduce((sum, part, at) => sum + part * (curve[at] ?? 0), 0)));
}

/**
 * Guesses the department of a title by multinomial logistic regression over hashed words and runs of characters.
 * @param parts a title's roles and remarks: folded words, abbreviations written out
 */
export function departmentOf(parts: readonly string[]): DepartmentGuess {
  const text = departmentText(parts);
  const { at, margin } = bestDepartment(departmentScores(text, model()));
  const { words, curve } = model();
  const department = departmentNames[at] ?? "Other";
  const confidence = probabilityOf(evidenceOf(margin, knownShare(text, words)), curve);
  return { department, confidence: Math.round(confidence * DIGITS) / DIGITS };
}
