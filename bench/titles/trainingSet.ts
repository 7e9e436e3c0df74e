import { type EscoTitle, escoTraining } from "./escoTitles.js";
import { type LabelledTitle, normalizedTitle, readLabelled } from "./labelled.js";
import { lexiconTitles } from "./lexicon.js";
import { publicTitles } from "./publicTitles.js";
import type { TrainingTitle } from "./trainingTitle.js";

/**
 * All titles that the model learns from: those of the lexicon, the public ones and the names of ESCO's occupations,
 * without any that a labelled title equals.
 * @param folder where the public lists are
 * @param esco the names of occupations, as `escoTitles` reads them
 * @throws BenchUsageError where the lists are not there
 */
export async function trainingTitles(folder: string, esco: readonly EscoTitle[]): Promise<TrainingTitle[]> {
  const labelled = new Set((await readLabelled()).map(({ title }) => normalizedTitle(title)));
  const titles = [...lexiconTitles(), ...(await publicTitles(folder))];
  return [
    ...titles.filter(({ title }) => !labelled.has(normalizedTitle(title))),
    ...escoTraining(esco, labelled),
  ];
}

/** How many of the labelled titles equal one to train on, of those that `trainingTitles` makes. */
export async function sharedTitles(
  labelled: readonly LabelledTitle[],
  folder: string,
  esco: readonly EscoTitle[],
): Promise<number> {
  const trained = new Set((await trainingTitles(folder, esco)).map(({ title }) => normalizedTitle(title)));
  return labelled.filter(({ title }) => trained.has(normalizedTitle(title))).length;
}
