import { parseEmail } from "../normalization/emails.js";
import { questionHash } from "../people/askedQuestion.js";
import type { RecordOrigin, StatedValue } from "./evidence.js";
import type { Profile } from "./fusedPerson.js";

/** What an account said was wrong of a person. It speaks of what was seen until its day; what is seen later is news. */
export interface Label {
  /** Decimal text. */
  readonly feedback_id: string;
  readonly day: number;
  /** Null: the person is not who was asked for. */
  readonly field: keyof Profile | null;
  /** What was shown. */
  readonly wrong_value: string | null;
  readonly correct_value: string | null;
  /** SHA-256, hex, of who was asked for and is not this person. */
  readonly question: string | null;
  /** Decimal text. */
  readonly account: string;
  /** Probability that what the account says is so. */
  readonly trust: number;
  /** The operator says so, too. */
  readonly is_confirmed: boolean;
}

/** By the id of the person of today. */
export type Labels = ReadonlyMap<string, readonly Label[]>;

/** Whether a label of a day speaks of a record. */
export const seenUntil = (
  { first_day, last_day }: Pick<RecordOrigin, "first_day" | "last_day">,
  day: number,
) => (last_day ?? first_day ?? day) <= day;

/** Whether a value rests on what was seen after a day. */
export const isSeenAfter = ({ statements }: StatedValue, day: number) =>
  statements.some(({ record }) => !seenUntil(record, day));

/** Whether an address by itself is the question of a hash. */
export function isAsked(email: string, question: string): boolean {
  const parsed = parseEmail(email);
  return parsed !== null && questionHash({ email: parsed }) === question;
}

const isSaidIn = ({ statements }: StatedValue, text: string) =>
  statements.some(({ original }) => original === text);

/** The value of a field that a text means. A place may have been shown as a record writes it. */
export function meantValue(
  values: readonly StatedValue[],
  field: keyof Profile,
  text: string,
): StatedValue | undefined {
  return (
    values.find(({ value }) => value === text) ??
    (field === "location" ? values.find((one) => isSaidIn(one, text)) : undefined)
  );
}
