import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { departmentNames } from "@vouch/contract";
import { seededRandom } from "@vouch/demo";
import { departmentFeatures } from "@vouch/server/dist/normalization/departmentFeatures.js";
import {
  bestDepartment,
  type DepartmentWeights,
  departmentScores,
  departmentText,
} from "@vouch/server/dist/normalization/departments.js";
import { titleWords } from "@vouch/server/dist/normalization/titleWords.js";
import { BenchUsageError, progress, rounded } from "../harness.js";
import { root } from "../results.js";
import { readLabelled } from "./labelled.js";
import { type Example, fitCurve, fitLogistic } from "./logistic.js";
import { titlesFolder } from "./publicTitles.js";
import { trainingTitles } from "./trainingSet.js";
import type { TrainingTitle } from "./trainingTitle.js";

/** One entry in so many is held out to calibrate on. */
const HELD_OUT = 10;
/** Entries held out are of words never seen; most titles are not. */
const UNSEEN = 0.3;

const folder = `${root}/server/src/normalization/dictionaries/`;

function exampleOf({ title, department, weight }: TrainingTitle): Example[] {
  const found = titleWords(title);
  if (found === null) return [];
  const slots = Uint16Array.from(departmentFeatures(departmentText(found.parts)));
  return [{ slots, label: departmentNames.indexOf(department), weight }];
}

/** Weights as whole numbers from -127 to 127, and what one of them stands for. */
function quantized(weights: Float32Array): { unit: number; bytes: Int8Array } {
  const highest = weights.reduce((high, weight) => Math.max(high, Math.abs(weight)), 0);
  const unit = highest / 127;
  return { unit, bytes: Int8Array.from(weights, (weight) => Math.round(weight / unit)) };
}

const isHeldOut = ({ of }: TrainingTitle) =>
  createHash("md5").update(of).digest().readUInt8() % HELD_OUT === 0;

function fitted(titles: readonly TrainingTitle[]): DepartmentWeights {
  const examples = titles.flatMap(exampleOf);
  const { unit, bytes } = quantized(
    fitLogistic(examples, departmentNames.length, seededRandom("departments")),
  );
  return { unit, weights: bytes };
}

/** What a model says of titles that it has not seen: lexicon entries held out, and the labelled ones for this. */
async function calibrate(titles: readonly TrainingTitle[]): Promise<{ slope: number; intercept: number }> {
  const model = fitted(titles.filter((title) => !isHeldOut(title)));
  const entries = titles.filter((title) => isHeldOut(title) && title.weight > 1);
  const labelled = (await readLabelled()).filter(({ part }) => part === "calibration");
  const judged = (weight: number) => (known: Pick<TrainingTitle, "title" | "department">) => {
    const text = departmentText(titleWords(known.title)?.parts ?? []);
    const { at, margin } = bestDepartment(departmentScores(text, model));
    return { margin, right: departmentNames[at] === known.department, weight };
  };
  progress(`Calibrating on ${entries.length} titles held out and ${labelled.length} labelled ones.`);
  return fitCurve([...entries.map(judged(UNSEEN)), ...labelled.map(judged(1))]);
}

async function train(from: string): Promise<void> {
  const titles = await trainingTitles(from);
  const { slope, intercept } = await calibrate(titles);
  progress(`Learning from ${titles.length} titles.`);
  const { unit, weights } = fitted(titles);
  const calibration = { unit, slope: rounded(slope), intercept: rounded(intercept) };
  await writeFile(`${folder}departments.bin`, weights);
  await writeFile(`${folder}departments.json`, `${JSON.stringify(calibration, null, 2)}\n`);
}

try {
  await train(process.argv[2] ?? titlesFolder);
} catch (error) {
  if (!(error instanceof BenchUsageError)) throw error;
  progress(error.message);
  process.exitCode = 2;
}
