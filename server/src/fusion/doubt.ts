import { isSpelling } from "./confirmation.js";
import { shownAs } from "./corrections.js";
import type { Evidence, StatedValue } from "./evidence.js";
import type { Profile } from "./fusedPerson.js";
import { isAsked, isSeenAfter, type Label, meantValue } from "./label.js";

/** A value of a field, and by how much a label changes the odds that it is right. */
interface Weight {
  readonly field: keyof Profile;
  readonly meantOf: (values: readonly StatedValue[]) => StatedValue | undefined;
  readonly odds: number;
}

/** What one account's word says of values. Another spelling of an employer says nothing of who it is. */
function weightsOf(label: Label): Weight[] {
  const { field, wrong_value, question, trust } = label;
  const against = (1 - trust) / trust;
  if (field === null) {
    if (question === null) return [];
    const meantOf = (values: readonly StatedValue[]) =>
      values.find(({ value }) => value !== null && isAsked(value, question));
    return [{ field: "email", meantOf, odds: against }];
  }
  if (isSpelling(label)) return [];
  const { correct_value } = label;
  const weight = (text: string | null, odds: number): Weight[] =>
    text === null ? [] : [{ field, meantOf: (values) => meantValue(values, field, text), odds }];
  const right = correct_value === null ? null : shownAs({ field, value: correct_value });
  return [...weight(wrong_value, against), ...weight(right, 1 / against)];
}

const rounded = (probability: number) => Math.round(probability * 10_000) / 10_000;

/** The values with other odds for one of them; the others share what that leaves, where only one can be right. */
function weighed(
  values: readonly StatedValue[],
  { field, meantOf, odds }: Weight,
  day: number,
): readonly StatedValue[] {
  const meant = meantOf(values);
  if (meant === undefined || isSeenAfter(meant, day)) return values;
  const before = meant.probability;
  const after = (before * odds) / (before * odds + 1 - before);
  const left = field === "email" || before === 1 ? 1 : (1 - after) / (1 - before);
  return values.map((one) => ({
    ...one,
    probability: rounded(one === meant ? after : one.probability * left),
  }));
}

/**
 * Evidence as the word of single accounts leaves it: a value that one says is wrong is less likely, one that it says is right is
 * likelier, the more the account is trusted. What is shown stays, and no value comes to it. A word speaks of what was seen
 * until its day.
 */
export function doubtedBy(evidence: Evidence, labels: readonly Label[]): Evidence {
  let doubted = evidence;
  for (const label of labels) {
    for (const weight of weightsOf(label)) {
      const values = doubted[weight.field];
      if (values !== undefined) doubted = { ...doubted, [weight.field]: weighed(values, weight, label.day) };
    }
  }
  return doubted;
}
