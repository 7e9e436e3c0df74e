import { writeFile } from "node:fs/promises";
import { departmentNames } from "@vouch/contract";
import { seededRandom } from "@vouch/demo";
import { departmentFeatures } from "@vouch/server/dist/normalization/departmentFeatures.js";
import {
  bestDepartment,
  type DepartmentWeights,
  departmentScores,
  evidenceOf,
} from "@vouch/server/dist/normalization/departments.js";
import { knownShare, wordFilter } from "@vouch/server/dist/normalization/knownWords.js";
import { BenchUsageError, progress, rounded } from "../harness.js";
import { root } from "../results.js";
import { fitCurve } from "./curve.js";
import { hideWords, textOf } from "./heldOut.js";
import { readLabelled } from "./labelled.js";
import { type Example, fitLogistic } from "./logistic.js";
import { titlesFolder } from "./publicTitles.js";
import { trainingTitles } from "./trainingSet.js";
import type { TrainingTitle } from "./trainingTitle.js";

/** Entries held out are of words never seen; most titles are not. */
const UNSEEN = 0.3;
/** Words of lists that are trusted less are not taken for known. */
const TRUSTED = 0.5;

const folder = `${root}/server/src/normalization/dictionaries/`;

interface Fitted extends DepartmentWeights {
  readonly weights: Int8Array;
  readonly words: Uint8Array;
}

function exampleOf({ title, department, weight }: TrainingTitle): Example[] {
  const text = textOf(title);
  if (text === "") return [];
  const slots = Uint16Array.from(departmentFeatures(text));
  return [{ slots, label: departmentNames.indexOf(department), weight }];
}

/** Weights as whole numbers from -127 to 127, and what one of them stands for. */
function quantized(weights: Float32Array): DepartmentWeights {
  const highest = weights.reduce((high, weight) => Math.max(high, Math.abs(weight)), 0);
  const unit = highest / 127;
  return { unit, weights: Int8Array.from(weights, (weight) => Math.round(weight / unit)) };
}

function fitted(titles: readonly TrainingTitle[]): Fitted {
  const examples = titles.flatMap(exampleOf);
  const weights = fitLogistic(examples, departmentNames.length, seededRandom("departments"));
  const trusted = titles.filter(({ weight }) => weight >= TRUSTED);
  return { ...quantized(weights), words: wordFilter(trusted.map(({ title }) => textOf(title))) };
}

/** What a model says of titles that it has not seen: lexicon entries with hidden words, and the labelled ones for this. */
async function calibrate(titles: readonly TrainingTitle[]): Promise<number[]> {
  const { shown, hidden } = hideWords(titles);
  const model = fitted(shown);
  const entries = hidden.filter(({ weight }) => weight > 1);
  const labelled = (await readLabelled()).filter(({ part }) => part === "calibration");
  const judged = (weight: number) => (known: Pick<TrainingTitle, "title" | "department">) => {
    const text = textOf(known.title);
    const { at, margin } = bestDepartment(departmentScores(text, model));
    const evidence = evidenceOf(margin, knownShare(text, model.words));
    return { evidence, right: departmentNames[at] === known.department, weight };
  };
  const unseen = entries.map(judged(UNSEEN));
  const share = rounded(unseen.filter(({ right }) => right).length / unseen.length);
  progress(
    `Calibrating on ${entries.length} titles held out, right in ${share}, and ${labelled.length} labelled ones.`,
  );
  return fitCurve([...unseen, ...labelled.map(judged(1))]);
}

async function train(from: string): Promise<void> {
  const titles = await trainingTitles(from);
  const curve = await calibrate(titles);
  progress(`Learning from ${titles.length} titles.`);
  const { unit, weights, words } = fitted(titles);
  const calibration = { unit, curve: curve.map((value) => rounded(value)) };
  await writeFile(`${folder}departments.bin`, weights);
  await writeFile(`${folder}departments.words.bin`, words);
  await writeFile(`${folder}departments.json`, `${JSON.stringify(calibration, null, 2)}\n`);
}

try {
  await train(process.argv[2] ?? titlesFolder);
} catch (error) {
  if (!(error instanceof BenchUsageError)) throw error;
  progress(error.message);
  process.exitCode = 2;
}
