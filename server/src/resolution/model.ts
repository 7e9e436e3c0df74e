/**
 * A condition on a pair of records. A condition over a column that one side does not know is false, so `not` of
 * it is true.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** A column, or a kind of identifier, that one side or both do not know. */
  | { readonly missing: string }
  /** A column that neither side knows. */
  | { readonly unknown: string }
  | { readonly equal: string }
  /** The first column of one record equals the second column of the other, either way round. */
  | { readonly crossed: readonly [string, string] }
  | { readonly jaroWinkler: string; readonly atLeast: number }
  | { readonly levenshtein: string; readonly atMost: number }
  /** One value is the beginning of the other. */
  | { readonly begins: string }
  /** The words of one value stand together in the other. */
  | { readonly within: string }
  /** A value of this kind of identifier belongs to both. */
  | { readonly shared: string };

/**
 * One outcome of a comparison. Its weight is log2(m / u), where `m` and `u` are the probabilities of the outcome
 * among records of one person and among records of two; or `bits`, where it is set and not learned (0: no evidence).
 */
export interface Level {
  /** Plain words. */
  readonly name: string;
  /** The level applies to pairs that no earlier level applies to; the last level has no condition. */
  readonly when?: Condition;
  readonly m?: number;
  readonly u?: number;
  readonly bits?: number;
  /** Columns whose rare values count for more and whose common values for less. */
  readonly termFrequency?: readonly TermFrequency[];
}

/**
 * A column whose values are counted; or one whose values are counted among the records that differ in another column,
 * which the first one is a part of: how common a given name is, is told by those who bear it with other family names.
 */
export type TermFrequency = string | { readonly column: string; readonly apartFrom: string };

export interface Comparison {
  readonly name: string;
  readonly levels: readonly Level[];
}

/** A column, or the first characters of one. */
export type BlockingKey = string | { readonly column: string; readonly prefix: number };

/** Records with equal keys are candidates. */
export interface ColumnRule {
  readonly name: string;
  readonly on: readonly BlockingKey[];
  /** A block of more records is split by `finer` as well; what is still larger then is skipped and reported. */
  readonly maxRecords: number;
  readonly finer?: readonly BlockingKey[];
}

/** Records that share an identifier are candidates; a value of more records identifies nobody. */
export interface SharedRule {
  readonly name: string;
  readonly shared: string;
  readonly maxRecords: number;
}

export type BlockingRule = ColumnRule | SharedRule;

/** How many observations the parameters of this file are worth against what the data say. */
export interface PriorStrength {
  /** Pairs of one person, for each `m`. */
  readonly m: number;
  /** Random pairs, for each `u`. */
  readonly u: number;
  /** Records, for `matchesPerRecord` and for the frequencies of terms. */
  readonly records: number;
}

export interface ClusteringRules {
  /** Bits: pairs above tie an island together. */
  readonly edge: number;
  /** Bits that a pair counts that was no candidate. */
  readonly unblocked: number;
  /** Bits: no pair counts for more, or for less than minus this. */
  readonly clamp: number;
  /** Islands of more records are cut at their weakest edges first. */
  readonly maxIsland: number;
}

/** All that linking a table needs to know: data, versioned and hashed; every score names the one that made it. */
export interface LinkageModel {
  readonly name: string;
  /** Text columns of the records that rules and comparisons speak of. */
  readonly columns: readonly string[];
  /** Kinds of identifier, values of which belong to one person. */
  readonly identifiers: readonly string[];
  readonly blocking: readonly BlockingRule[];
  readonly comparisons: readonly Comparison[];
  /** By column: the probability that two random records agree on it. */
  readonly agreement: Readonly<Record<string, number>>;
  /** Pairs of one person for each record: the prior, independent of how many records there are. */
  readonly matchesPerRecord: number;
  /** Number of records that the parameters were learned from; 0 for a model as shipped. */
  readonly trainedOn: number;
  readonly priorStrength: PriorStrength;
  /** Columns of which a person has one value at most: records that differ there never share a cluster. */
  readonly conflicts: readonly string[];
  readonly clustering: ClusteringRules;
}

export function isShared(rule: BlockingRule): rule is SharedRule {
  return "shared" in rule;
}

export function columnRules(model: LinkageModel): ColumnRule[] {
  return model.blocking.filter((rule): rule is ColumnRule => !isShared(rule));
}

export function sharedRules(model: LinkageModel): SharedRule[] {
  return model.blocking.filter(isShared);
}

/** Columns whose values are counted, in order. */
export function frequencyColumns(model: LinkageModel): string[] {
  const named = termFrequencies(model).flatMap((term) =>
    typeof term === "string" ? [term] : [term.column, term.apartFrom],
  );
  return [...new Set(named)].sort();
}

/** Columns of which the rarity of a value counts, in order. */
export function weighedColumns(model: LinkageModel): string[] {
  return [...new Set(termFrequencies(model).map(columnOfTerm))].sort();
}

export const columnOfTerm = (term: TermFrequency) => (typeof term === "string" ? term : term.column);

function termFrequencies({ comparisons }: LinkageModel): TermFrequency[] {
  return comparisons.flatMap(({ levels }) => levels.flatMap(({ termFrequency = [] }) => termFrequency));
}

/** Weight of a level in bits, for a value of average frequency. */
export function levelBits({ m, u, bits }: Level): number {
  return bits ?? Math.log2((m ?? 1) / (u ?? 1));
}

/** Where few records are, this many others are thought of: two records are not half the world. */
const OTHER_RECORDS = 100;

/** Odds that two random records of `records` are one person. */
export function priorOdds({ matchesPerRecord }: LinkageModel, records: number): number {
  return (2 * matchesPerRecord) / (records + OTHER_RECORDS);
}
