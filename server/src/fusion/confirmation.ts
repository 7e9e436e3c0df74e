import { companyKey } from "../normalization/companies.js";
import type { Label } from "./label.js";

/** Accounts that must say the same before all others are answered by it. */
export const ENOUGH = 3;
/** Before the operator decided on any of its labels, an account is right four times in five; that is worth ten labels. */
const PRIOR = 0.8;
const PRIOR_STRENGTH = 10;
/** An account whose word is no better than chance says nothing; none is so good that its word alone decides. */
const LEAST = 0.5;
const MOST = 0.95;

/** How an account's labels fared with the operator. */
export interface Decided {
  readonly confirmed: number;
  readonly undone: number;
}

/** Probability that what an account says is so, between that of chance and .95. */
export function trustIn({ confirmed, undone }: Decided): number {
  const mean = (PRIOR * PRIOR_STRENGTH + confirmed) / (PRIOR_STRENGTH + confirmed + undone);
  return Math.min(MOST, Math.max(LEAST, mean));
}

/** An employer whose name alone is written otherwise is the same one. */
export const isSpelling = ({
  field,
  wrong_value,
  correct_value,
}: Pick<Label, "wrong_value" | "correct_value"> & { readonly field: string | null }) =>
  field === "company_name" &&
  correct_value !== null &&
  companyKey(correct_value) === companyKey(wrong_value ?? "");

const complaintOf = (label: Label) => {
  const { field, wrong_value, question, correct_value } = label;
  return JSON.stringify([field, wrong_value, question, isSpelling(label) ? correct_value : null]);
};
const remedyOf = (label: Label) => JSON.stringify([complaintOf(label), label.correct_value]);

/** Whether enough accounts say what a label says; which account says it how often does not count. */
function supporters(labels: readonly Label[], sayingOf: (label: Label) => string) {
  const accounts = new Map<string, Set<string>>();
  for (const label of labels) {
    if (label.trust <= LEAST) continue;
    const saying = accounts.get(sayingOf(label)) ?? new Set();
    accounts.set(sayingOf(label), saying.add(label.account));
  }
  return (label: Label) => label.is_confirmed || (accounts.get(sayingOf(label))?.size ?? 0) >= ENOUGH;
}

/** What accounts said of one person, by whether others are answered by it. */
export interface SortedLabels {
  /** Confirmed by the operator or by enough accounts; a right value only where that is, too. */
  readonly confirmed: readonly Label[];
  /** The last word of each account on each matter. */
  readonly single: readonly Label[];
}

/** Tells what is confirmed from what single accounts say. @param labels of one person, oldest first */
export function sortLabels(labels: readonly Label[]): SortedLabels {
  const isConfirmed = supporters(labels, complaintOf);
  const isRemedyConfirmed = supporters(labels, remedyOf);
  const single = new Map<string, Label>();
  for (const label of labels)
    if (!isConfirmed(label)) single.set(`${label.account} ${complaintOf(label)}`, label);
  const confirmed = labels
    .filter(isConfirmed)
    .map((label) => (isRemedyConfirmed(label) ? label : { ...label, correct_value: null }));
  return { confirmed, single: [...single.values()] };
}
