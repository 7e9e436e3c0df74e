const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAY = 86_400_000;
const EARLIEST = Date.UTC(1970, 0, 1);

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function iso({ year, month, day }: Parts, latest: number): string | null {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && time >= EARLIEST && time <= latest ? date.toISOString().slice(0, 10) : null;
}

const monthNamed = (name: string) => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
const fullYear = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text));

/** Day before month, as most of the world writes, unless the second number can only be a day. */
function dayAndMonth(first: number, second: number, separator: string): { day: number; month: number } {
  const monthFirst = second > 12 || (separator === "/" && first <= 12);
  return monthFirst ? { month: first, day: second } : { day: first, month: second };
}

function parts(text: string): Parts | null {
  const year = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?$/.exec(text);
  if (year !== null) return { year: Number(year[1]), month: Number(year[2]), day: Number(year[3] ?? 1) };
  const numeric = /^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})(?:[ T,].*)?$/.exec(text);
  if (numeric !== null) {
    const [, first, separator, second, last] = numeric;
    return { year: fullYear(last ?? ""), ...dayAndMonth(Number(first), Number(second), separator ?? "") };
  }
  const named =
    /^(?:[a-z]{3,9},? )?(\d{1,2})?[ -]?([a-z]{3,9})\.?[ -]?(\d{1,2})?,?[ -]+(\d{4})(?:[ T,].*)?$/i.exec(text);
  if (named === null) return /^\d{4}$/.test(text) ? { year: Number(text), month: 1, day: 1 } : null;
  const month = monthNamed(named[2] ?? "");
  return month === 0 ? null : { year: Number(named[4]), month, day: Number(named[1] ?? named[3] ?? 1) };
}

/**
 * Reads a date in ISO, numeric, named or epoch form (seconds or milliseconds). With slashes the month comes first
 * where it can, with dots and dashes the day.
 * @param now latest plausible date is a year after it
 * @returns YYYY-MM-DD, or null for what is no date, before 1970 or far in the future
 */
export function parseDate(text: string, now: number): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 64) return null;
  const latest = now + 366 * DAY;
  if (/^\d{9,13}$/.test(trimmed)) {
    const time = Number(trimmed) * (trimmed.length > 10 ? 1 : 1000);
    return time <= latest ? new Date(time).toISOString().slice(0, 10) : null;
  }
  const found = parts(trimmed);
  return found === null ? null : iso(found, latest);
}
