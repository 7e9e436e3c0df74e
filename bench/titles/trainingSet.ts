import { escoTitles, escoTraining } from "./escoTitles.js";
import { type LabelledTitle, normalizedTitle, readLabelled } from "./labelled.js";
import { lexiconTitles } from "./lexicon.js";
import { publicTitles } from "./publicTitles.js";
import type { TrainingTitle } from "./trainingTitle.js";

/**
 * All titles that the model learns from: those of the lexicon, the public ones and the names of ESCO's occupations,
 * without any that a labelled title equals.
 * @param folder where the public lists are
 * @throws BenchUsageError where they are not there
 */
export async function trainingTitles(folder: string): Promise<TrainingTitle[]> {
  const labelled = new Set((await readLabelled()).map(({ title }) => normalizedTitle(title)));
  const titles = [...lexiconTitles(), ...(await publicTitles(folder))];
  return [
    ...titles.filter(({ title }) => !labelled.has(normalizedTitle(title))),
    ...escoTraining(await escoTitles(folder), labelled),
  ];
}

/** How many of the labelled titles equal one to train on. */
export async function sharedTitles(labelled: readonly LabelledTitle[], folder: string): Promise<number> {
  const trained = new Set((await trainingTitles(folder)).map(({ title }) => normalizedTitle(title)));
  return labelled.filter(({ title }) => trained.has(normalizedTitle(title))).length;
}
