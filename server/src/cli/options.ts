import { InvalidArgumentError } from "commander";

/** Reads a whole number from 0. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError("It must be a whole number.");
  return value;
}

/** Reads what is parted by commas. */
export const commaList = (text: string): string[] =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** Reads a whole number from 1. */
export function countFrom1(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError("It must be 1 at least.");
  return value;
}

const isId = (text: string) => /^[1-9]\d{0,17}$/.test(text);

/** Reads a place in a list, as a page before named it. */
export function entryCursor(text: string): string {
  if (!isId(text)) throw new InvalidArgumentError("Give the cursor of the page before.");
  return text;
}

/** Reads the number by which something is listed. */
export function listedId(text: string): string {
  if (!isId(text)) throw new InvalidArgumentError("Give the id under which it is listed.");
  return text;
}

/** Reads a day such as 2027-01-31. */
export function calendarDay(text: string): string {
  const time = /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text))
    throw new InvalidArgumentError("Give a day such as 2027-01-31.");
  return text;
}

const SPAN = /^(\d{1,5})(m|h|d)$/;
const MINUTES = { m: 1, h: 60, d: 1440 } as const;
const isUnit = (text: string | undefined): text is keyof typeof MINUTES =>
  text !== undefined && text in MINUTES;

/** Reads a span of time such as 30m, 12h or 90d. @returns milliseconds */
export function timeSpan(text: string): number {
  const [, count, unit] = SPAN.exec(text) ?? [];
  if (!isUnit(unit)) throw new InvalidArgumentError("Write it so: 30m, 12h or 90d.");
  return Number(count) * MINUTES[unit] * 60_000;
}

const DAY_OR_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z)?$/;

/** Reads a time to come: a day or time in UTC, or a span from now. */
export function timeToCome(text: string): Date {
  const time = DAY_OR_TIME.test(text) ? new Date(text) : new Date(Date.now() + timeSpan(text));
  const isReal = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.slice(0, 10));
  if (DAY_OR_TIME.test(text) && !isReal) throw new InvalidArgumentError("There is no such day or time.");
  if (time.getTime() <= Date.now()) throw new InvalidArgumentError("It must be a time to come.");
  return time;
}

/** Reads a port. */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("It must be a number from 0 to 65535.");
  return port;
}
