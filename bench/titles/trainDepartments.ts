import { writeFile } from "node:fs/promises";
import { departmentNames } from "@vouch/contract";
import { seededRandom } from "@vouch/demo";
import { departmentFeatures } from "@vouch/server/dist/normalization/departmentFeatures.js";
import {
  bestDepartment,
  type DepartmentWeights,
  departmentScores,
  evidenceOf,
  packed,
} from "@vouch/server/dist/normalization/departments.js";
import { knownShare, wordFilter } from "@vouch/server/dist/normalization/knownWords.js";
import { BenchUsageError, progress, rounded } from "../harness.js";
import { root } from "../results.js";
import { fitCurve } from "./curve.js";
import { type EscoTitle, escoPart, escoTitles } from "./escoTitles.js";
import { readLabelled, textOf } from "./labelled.js";
import { type Example, fitLogistic } from "./logistic.js";
import { titlesFolder } from "./publicTitles.js";
import { trainingTitles } from "./trainingSet.js";
import type { TrainingTitle } from "./trainingTitle.js";

/** What the names of occupations that were not learned from weigh together, beside the labelled titles. */
const UNSEEN = 0.4;

const folder = `${root}/server/src/normalization/dictionaries/`;

interface Fitted extends DepartmentWeights {
  /** The same weights, a byte each. */
  readonly bytes: Int8Array;
  readonly words: Uint8Array;
}

function exampleOf({ title, department, weight }: TrainingTitle): Example[] {
  const text = textOf(title);
  if (text === "") return [];
  const slots = Uint32Array.from(departmentFeatures(text));
  return [{ slots, label: departmentNames.indexOf(department), weight }];
}

/** Weights as whole numbers from -127 to 127, and what one of them stands for. */
function quantized(weights: Float32Array): Omit<Fitted, "words"> {
  const highest = weights.reduce((high, weight) => Math.max(high, Math.abs(weight)), 0);
  const unit = highest / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / unit));
  return { unit, bytes, weights: packed(bytes) };
}

function fitted(titles: readonly TrainingTitle[]): Fitted {
  const examples = titles.flatMap(exampleOf);
  const weights = fitLogistic(examples, departmentNames.length, seededRandom("departments"));
  const words = titles.filter(({ trusted }) => trusted).map(({ title }) => textOf(title));
  return { ...quantized(weights), words: wordFilter(words) };
}

/** Fits confidence to what the model says of titles that it has not seen: labelled ones, and names of occupations. */
async function calibrate(model: Fitted, esco: readonly EscoTitle[]): Promise<number[]> {
  const labelled = (await readLabelled()).filter(
    ({ part }) => part === "calibration" || part === "development",
  );
  const names = esco.filter(({ occupation }) => escoPart(occupation) === "calibration");
  const judged = (weight: number) => (known: Pick<TrainingTitle, "title" | "department">) => {
    const text = textOf(known.title);
    const { at, margin } = bestDepartment(departmentScores(text, model));
    const evidence = evidenceOf(margin, knownShare(text, model.words));
    return { evidence, right: departmentNames[at] === known.department, weight };
  };
  const unseen = names.map(judged((UNSEEN * labelled.length) / names.length));
  const share = rounded(unseen.filter(({ right }) => right).length / unseen.length);
  progress(
    `Calibrating on ${names.length} names of occupations held out, right in ${share}, and ${labelled.length} labelled titles.`,
  );
  return fitCurve([...unseen, ...labelled.map(judged(1))]);
}

async function train(from: string): Promise<void> {
  const esco = await escoTitles(from);
  const titles = await trainingTitles(from, esco);
  progress(`Learning from ${titles.length} titles.`);
  const model = fitted(titles);
  const curve = await calibrate(model, esco);
  const calibration = { unit: model.unit, curve: curve.map((value) => rounded(value)) };
  await writeFile(`${folder}departments.bin`, model.bytes);
  await writeFile(`${folder}departments.words.bin`, model.words);
  await writeFile(`${folder}departments.json`, `${JSON.stringify(calibration, null, 2)}\n`);
}

try {
  await train(process.argv[2] ?? titlesFolder);
} catch (error) {
  if (!(error instanceof BenchUsageError)) throw error;
  progress(error.message);
  process.exitCode = 2;
}
