import { memoized } from "./text.js";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAY = 86_400_000;
const EARLIEST = Date.UTC(1970, 0, 1);

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A day that there is, since 1970. */
interface Day {
  readonly time: number;
  readonly text: string;
}

function dayOf({ year, month, day }: Parts): Day | null {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && time >= EARLIEST ? { time, text: date.toISOString().slice(0, 10) } : null;
}

const monthNamed = (name: string) => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
const fullYear = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text));

/** Whether the day or the month comes first. */
export const DATE_ORDERS = ["dmy", "mdy"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const NUMERIC = /^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})(?:[ T,].*)?$/;

/**
 * Which order a date in numbers is written in, by itself: with dots the day comes first everywhere (no locale of CLDR has it
 * otherwise), and a number above 12 is a day.
 * @returns "either" where only its source can tell; null for what is no date in numbers, or the same in both orders
 */
export function orderOfDate(text: string): DateOrder | "either" | null {
  const found = NUMERIC.exec(text.trim());
  if (found === null) return null;
  const [first, second] = [Number(found[1]), Number(found[3])];
  if (found[2] === "." || first > 12) return "dmy";
  if (second > 12) return "mdy";
  return first === second ? null : "either";
}

function numericParts([, first, , second, last]: readonly (string | undefined)[], order: DateOrder): Parts {
  const [one, two, year] = [Number(first), Number(second), fullYear(last ?? "")];
  return order === "dmy" ? { year, day: one, month: two } : { year, month: one, day: two };
}

function parts(text: string, order: DateOrder | undefined): Parts | null {
  const year = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?$/.exec(text);
  if (year !== null) return { year: Number(year[1]), month: Number(year[2]), day: Number(year[3] ?? 1) };
  const numeric = NUMERIC.exec(text);
  if (numeric !== null) {
    const own = orderOfDate(text) ?? "dmy";
    const known = own === "either" ? order : own;
    return known === undefined ? null : numericParts(numeric, known);
  }
  const named =
    /^(?:[a-z]{3,9},? )?(\d{1,2})?[ -]?([a-z]{3,9})\.?[ -]?(\d{1,2})?,?[ -]+(\d{4})(?:[ T,].*)?$/i.exec(text);
  if (named === null) return /^\d{4}$/.test(text) ? { year: Number(text), month: 1, day: 1 } : null;
  const month = monthNamed(named[2] ?? "");
  return month === 0 ? null : { year: Number(named[4]), month, day: Number(named[1] ?? named[3] ?? 1) };
}

function dayIn(text: string, order: DateOrder | undefined): Day | null {
  const found = parts(text, order);
  return found === null ? null : dayOf(found);
}

const dayWithoutOrder = memoized((text: string) => dayIn(text, undefined));

/**
 * Reads a date in ISO, numeric, named or epoch form (seconds or milliseconds). Where day and month could stand in either
 * order it is not guessed at: the source has to say which.
 * @param now latest plausible date is a year after it
 * @param order what the source says
 * @returns YYYY-MM-DD, or null for what is no date, ambiguous, before 1970 or far in the future
 */
export function parseDate(text: string, now: number, order?: DateOrder): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 64) return null;
  const latest = now + 366 * DAY;
  if (/^\d{9,13}$/.test(trimmed)) {
    const time = Number(trimmed) * (trimmed.length > 10 ? 1 : 1000);
    return time <= latest ? new Date(time).toISOString().slice(0, 10) : null;
  }
  const day = order === undefined ? dayWithoutOrder(trimmed) : dayIn(trimmed, order);
  return day !== null && day.time <= latest ? day.text : null;
}
