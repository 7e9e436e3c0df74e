/** A bar that a benchmark must reach, with what was measured. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly op: ">=" | "<=";
  readonly bar: number;
  readonly holds: boolean;
}

/** What a benchmark says at its end: one JSON object, the last line on stdout. */
export interface BenchReport {
  readonly bench: string;
  readonly results: Readonly<Record<string, unknown>>;
  readonly bars: readonly Bar[];
  /** Files of the product that say what was measured, by path: written where the report is saved. */
  readonly ships?: Readonly<Record<string, string>>;
}

/** A benchmark was asked for in a way that cannot work; the message says what to give. */
export class BenchUsageError extends Error {}

/** Holds a measured value against its bar. A value that is not a number never holds. */
export function bar(name: string, value: number, op: Bar["op"], limit: number): Bar {
  return { name, value, op, bar: limit, holds: op === ">=" ? value >= limit : value <= limit };
}

/** Tells the person in front of the screen what goes on (stderr; stdout belongs to the report). */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A number cut to so many digits after the point, for reports that people read. */
export function rounded(value: number, digits = 4): number {
  return Number(value.toFixed(digits));
}

/** Runs an action and says how many seconds it took. */
export async function timed<T>(action: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const begun = performance.now();
  const value = await action();
  return { value, seconds: (performance.now() - begun) / 1000 };
}
