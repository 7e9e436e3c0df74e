/** The beginning, in UTC, of the month that a time is in. Times are milliseconds since the epoch. */
export function monthOf(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** The beginning of the month after the one that a time is in. */
export function nextMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/**
 * The beginnings of months from one time to another, both included.
 * @param from none are known before it: where it is not finite, there are none
 */
export function monthsBetween(from: number, to: number): number[] {
  const months: number[] = [];
  if (!Number.isFinite(from)) return months;
  const first = monthOf(from);
  for (let month = first === from ? first : nextMonth(from); month <= to; month = nextMonth(month))
    months.push(month);
  return months;
}
