import { InvalidArgumentError } from "commander";

/** Reads a whole number from 0. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError("It must be a whole number.");
  return value;
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
