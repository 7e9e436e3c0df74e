import { type Department, departmentNames } from "@vouch/contract/titles";
import { departmentFeatures } from "./departmentFeatures.js";
import { lazy, readBytes, readDictionary } from "./dictionaries.js";
import { isFieldless } from "./fieldless.js";
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
  /** As `packed` makes them. */
  readonly weights: Uint32Array;
  /** What a weight of one stands for. */
  readonly unit: number;
}

interface DepartmentModel extends DepartmentWeights {
  /** The words that the model has learned from, as a Bloom filter. */
  readonly words: Uint8Array;
  /** Confidence is the logistic function of the sum of `evidenceOf`, each part times its number here. */
  readonly curve: readonly number[];
}

/** What titles without a field are; a few would say otherwise. */
const FIELDLESS: DepartmentGuess = { department: "Other", confidence: 0.95 };

/** Confidence is told to four digits. */
const DIGITS = 10_000;

const CLASSES = departmentNames.length;
/** Four weights are added at once: a number of 32 bits holds them, or sums of two. */
const PACKED = 4;
const ROW = CLASSES / PACKED;
const TWO_BYTES = 0x00ff00ff;
/** Makes weights positive. */
const BIAS = 128;
/** So many weights of a byte fit into sums of 16 bits; of longer titles the beginning counts. */
const MOST_FEATURES = 256;

const model = lazy(
  (): DepartmentModel => ({
    weights: packed(new Int8Array(readBytes("departments.bin"))),
    words: readBytes("departments.words.bin"),
    ...(JSON.parse(readDictionary("departments.json")) as Pick<DepartmentModel, "unit" | "curve">),
  }),
);

/** Weights of a byte, four to a number. */
export function packed(weights: Int8Array): Uint32Array {
  const numbers = new Uint32Array(weights.length / PACKED);
  for (const [at, weight] of weights.entries()) {
    const number = Math.floor(at / PACKED);
    numbers[number] = (numbers[number] ?? 0) | ((weight + BIAS) << (8 * (at % PACKED)));
  }
  return numbers;
}

/** The words of a title as the model reads them. */
export const departmentText = (parts: readonly string[]): string => umlautKey(parts.join(" "));

/** The scores of all departments, in the order of `departmentNames`: log-odds but for a constant. */
export function departmentScores(text: string, { weights, unit }: DepartmentWeights): Float64Array {
  const slots = departmentFeatures(text).slice(0, MOST_FEATURES);
  const even = new Int32Array(ROW);
  const odd = new Int32Array(ROW);
  for (const slot of slots)
    for (let at = 0; at < ROW; at++) {
      const four = weights[slot * ROW + at] ?? 0;
      even[at] = (even[at] ?? 0) + (four & TWO_BYTES);
      odd[at] = (odd[at] ?? 0) + ((four >>> 8) & TWO_BYTES);
    }
  const scale = unit / Math.sqrt(slots.length);
  const scores = new Float64Array(CLASSES);
  for (let at = 0; at < CLASSES; at++) {
    const pair = (at % 2 === 0 ? even : odd)[at >> 2] ?? 0;
    const sum = at % PACKED < 2 ? pair & 0xffff : pair >>> 16;
    scores[at] = (sum - BIAS * slots.length) * scale;
  }
  return scores;
}

/** The best department, and its log-odds against all others. */
export function bestDepartment(scores: Float64Array): { at: number; margin: number } {
  let best = 0;
  for (let at = 1; at < scores.length; at++) if ((scores[at] ?? 0) > (scores[best] ?? 0)) best = at;
  const highest = scores[best] ?? 0;
  let others = 0;
  for (let at = 0; at < scores.length; at++) if (at !== best) others += Math.exp((scores[at] ?? 0) - highest);
  return { at: best, margin: -Math.log(others) };
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
 * Guesses the department of a title: by a rule where it names no field, else by multinomial logistic regression over
 * hashed words and runs of characters.
 * @param parts a title's roles and remarks: folded words, abbreviations written out
 */
export function departmentOf(parts: readonly string[]): DepartmentGuess {
  const text = departmentText(parts);
  if (isFieldless(text)) return FIELDLESS;
  const { at, margin } = bestDepartment(departmentScores(text, model()));
  const { words, curve } = model();
  const department = departmentNames[at] ?? "Other";
  const confidence = probabilityOf(evidenceOf(margin, knownShare(text, words)), curve);
  return { department, confidence: Math.round(confidence * DIGITS) / DIGITS };
}
