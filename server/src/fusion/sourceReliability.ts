/** Fields for which a source's accuracy is learned. */
export const SOURCE_FIELDS = ["name", "company", "title", "domain", "location", "linkedin", "email"] as const;
export type SourceField = (typeof SOURCE_FIELDS)[number];

/** What is known of the sources that a person's records come from. */
export interface SourceReliability {
  /** Probability 0..1 that a value of this source for this field is right. */
  accuracy(sourceId: number, field: SourceField): number;
  /** Days since 1970: the date an undated record of this source is taken to have. */
  typicalDay(sourceId: number): number;
  /** Days since 1970: the latest date that any record of the store carries. */
  readonly today: number;
}

/** What was learned of the sources, as plain data. */
export interface LearnedReliability {
  readonly today: number;
  /** By source and field, as `sourceFieldKey` writes them. */
  readonly accuracies: ReadonlyMap<string, number>;
  readonly typicalDays: ReadonlyMap<number, number>;
  /** Of a source that gives no dates. */
  readonly typicalDay: number;
}

/** Addresses are copied, not remembered: a source is right about them more often than about the rest. */
const EMAIL_ACCURACY = 0.9;

export function sourceFieldKey(sourceId: number, field: string): string {
  return `${sourceId}|${field}`;
}

/** What was learned, as fusion reads it. */
export function reliabilityFrom(learned: LearnedReliability): SourceReliability {
  const { today, accuracies, typicalDays, typicalDay } = learned;
  return {
    today,
    typicalDay: (source) => typicalDays.get(source) ?? typicalDay,
    accuracy: (source, field) =>
      field === "email" ? EMAIL_ACCURACY : (accuracies.get(sourceFieldKey(source, field)) ?? PRIOR_ACCURACY),
  };
}

/** Of values that two sources both give for one person: how often they were the same. */
export interface Agreement {
  readonly left: number;
  readonly right: number;
  readonly compared: number;
  readonly agreed: number;
}

/** Before anything is learned a source is right four times in five, worth twenty comparisons. */
export const PRIOR_ACCURACY = 0.8;
const PRIOR_STRENGTH = 20;
/** Chance that two wrong values are the same wrong value. */
const SAME_ERROR = 0.1;
const ROUNDS = 60;
/** Learned accuracies stay inside these, so that one source can neither decide alone nor count for nothing. */
export const LOWEST = 0.3;
export const HIGHEST = 0.98;

interface Tally {
  right: number;
  compared: number;
}

/**
 * Accuracies of sources from how often they agree with each other, by expectation maximisation on the model that
 * two sources agree when both are right or both make the same error; smoothed with a Beta prior. After the
 * agreement-based reliability of Platanios et al. (UAI 2014) and Dawid & Skene (1979).
 * @returns accuracy and number of comparisons by source
 */
export function accuraciesFrom(
  agreements: readonly Agreement[],
): Map<number, { accuracy: number; n: number }> {
  let accuracy = new Map<number, number>();
  let tallies = new Map<number, Tally>();
  for (let round = 0; round < ROUNDS; round += 1) {
    tallies = tally(agreements, accuracy);
    accuracy = new Map([...tallies].map(([source, counted]) => [source, smoothed(counted)]));
  }
  return new Map(
    [...tallies].map(([source, counted]) => [source, { accuracy: smoothed(counted), n: counted.compared }]),
  );
}

function smoothed({ right, compared }: Tally): number {
  const mean = (right + PRIOR_ACCURACY * PRIOR_STRENGTH) / (compared + PRIOR_STRENGTH);
  return Math.min(HIGHEST, Math.max(LOWEST, mean));
}

function tally(agreements: readonly Agreement[], accuracy: ReadonlyMap<number, number>): Map<number, Tally> {
  const tallies = new Map<number, Tally>();
  const add = (source: number, right: number, compared: number) => {
    const counted = tallies.get(source) ?? { right: 0, compared: 0 };
    counted.right += right;
    counted.compared += compared;
    tallies.set(source, counted);
  };
  for (const { left, right, compared, agreed } of agreements) {
    const a = accuracy.get(left) ?? PRIOR_ACCURACY;
    const b = accuracy.get(right) ?? PRIOR_ACCURACY;
    const bothWrong = (1 - a) * (1 - b);
    const bothRight = (a * b) / (a * b + bothWrong * SAME_ERROR);
    const apart = a * (1 - b) + b * (1 - a) + bothWrong * (1 - SAME_ERROR);
    add(left, agreed * bothRight + (compared - agreed) * ((a * (1 - b)) / apart), compared);
    add(right, agreed * bothRight + (compared - agreed) * ((b * (1 - a)) / apart), compared);
  }
  return tallies;
}
