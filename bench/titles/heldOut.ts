import { createHash } from "node:crypto";
import { departmentText } from "@vouch/server/dist/normalization/departments.js";
import { titleWords } from "@vouch/server/dist/normalization/titleWords.js";
import type { TrainingTitle } from "./trainingTitle.js";

/** Words that begin alike are forms of one. */
const STEM = 6;
const SHORTEST = 4;
/** One stem in so many is hidden, of those that no more than so many entries have. */
const HIDDEN = 10;
const RARE = 25;

/** The words of a title as the model reads them. */
export const textOf = (title: string): string => departmentText(titleWords(title)?.parts ?? []);

const stemsOf = (text: string) =>
  textOf(text)
    .split(" ")
    .map((word) => word.slice(0, STEM))
    .filter((stem) => stem.length >= SHORTEST);

const isDrawn = (stem: string) => createHash("md5").update(`h${stem}`).digest().readUInt16LE() % HIDDEN === 0;

/** Parts titles by whether a hidden word is in what they were made of: a model without them has seen no form of it. */
export function hideWords(titles: readonly TrainingTitle[]): {
  shown: TrainingTitle[];
  hidden: TrainingTitle[];
} {
  const stems = new Map([...new Set(titles.map(({ of }) => of))].map((of) => [of, stemsOf(of)]));
  const counts = new Map<string, number>();
  for (const found of stems.values())
    for (const stem of new Set(found)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const isHidden = (stem: string) => (counts.get(stem) ?? 0) <= RARE && isDrawn(stem);
  const has = ({ of }: TrainingTitle) => (stems.get(of) ?? []).some(isHidden);
  return { shown: titles.filter((title) => !has(title)), hidden: titles.filter(has) };
}
