/** Fields for which a source's accuracy is learned. */
export const SOURCE_FIELDS = ["name", "company", "title", "domain", "location", "linkedin", "email"] as const;
export type SourceField = (typeof SOURCE_FIELDS)[number];

/** What is known of the sources that a person's records come from. */
export interface SourceReliability {
  /** Probability 0..1 that a value of this source for this field is right. */
  accuracy(sourceId: number, field: SourceField): number;
  /** Probability 0..1 that the first source copied a value that it shares with the second one. */
  copyRate(copier: number, original: number): number;
  /** Days after which half of the people have another value. */
  halfLife(field: SourceField): number;
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
  /** By copier and original, as `copyKey` writes them; only of sources that copy. */
  readonly copyRates: ReadonlyMap<string, number>;
  readonly halfLives: ReadonlyMap<SourceField, number>;
  readonly typicalDays: ReadonlyMap<number, number>;
  /** Of a source that gives no dates. */
  readonly typicalDay: number;
}

/** Addresses are copied, not remembered: a source is right about them more often than about the rest. */
const EMAIL_ACCURACY = 0.9;

export function sourceFieldKey(sourceId: number, field: string): string {
  return `${sourceId}|${field}`;
}

export function copyKey(copier: number, original: number): string {
  return `${copier}|${original}`;
}

/** Days after which half of the people have another value, before anything is learned: seldom another name, soon another title. */
export const HALF_LIFE: Readonly<Record<SourceField, number>> = {
  name: 14_000,
  company: 2000,
  domain: 2000,
  title: 3000,
  location: 5000,
  linkedin: 14_000,
  email: 2000,
};

/** What was learned, as fusion reads it. */
export function reliabilityFrom(learned: LearnedReliability): SourceReliability {
  const { today, halfLives, typicalDays, typicalDay } = learned;
  const accuracies = nested(learned.accuracies, ([source, field = ""]) => [field, Number(source)]);
  const copyRates = nested(learned.copyRates, ([copier, original]) => [Number(copier), Number(original)]);
  return {
    today,
    copyRate: (copier, original) => copyRates.get(copier)?.[original] ?? 0,
    halfLife: (field) => halfLives.get(field) ?? HALF_LIFE[field],
    typicalDay: (source) => typicalDays.get(source) ?? typicalDay,
    accuracy: (source, field) =>
      field === "email" ? EMAIL_ACCURACY : (accuracies.get(field)?.[source] ?? PRIOR_ACCURACY),
  };
}

/** By the first part of the key and in the place of the second, a source: found without making a text for each question. */
function nested<First extends string | number>(
  values: ReadonlyMap<string, number>,
  partsOf: (key: readonly string[]) => readonly [First, number],
): ReadonlyMap<First, readonly number[]> {
  const outer = new Map<First, number[]>();
  for (const [key, value] of values) {
    const [first, source] = partsOf(key.split("|"));
    const bySource = outer.get(first) ?? [];
    bySource[source] = value;
    outer.set(first, bySource);
  }
  return outer;
}

/** Before anything is learned a source is right four times in five. */
export const PRIOR_ACCURACY = 0.8;
/** Learned accuracies stay inside these, so that one source can neither decide alone nor count for nothing. */
export const LOWEST = 0.3;
export const HIGHEST = 0.98;
