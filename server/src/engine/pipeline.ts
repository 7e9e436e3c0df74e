import type { Engine } from "./engine.js";

/** One step of a pipeline as data: `sql` is a SELECT whose result becomes the table `name`. */
export interface Step {
  readonly name: string;
  /** Tables that the SQL reads. */
  readonly reads: readonly string[];
  readonly sql: string;
  /** Whether later runs read the table; others are gone when the store is closed. */
  readonly lasts?: boolean;
}

export interface StepReport {
  readonly name: string;
  readonly rows: number;
  readonly seconds: number;
  readonly sql: string;
}

/**
 * Materialises each step as a table of its name, in order.
 * @returns rows and seconds of each step
 */
export async function runSteps(
  engine: Engine,
  steps: readonly Step[],
  onStep: (report: StepReport) => void = () => {},
): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) {
    const begun = performance.now();
    const kind = step.lasts === true ? "TABLE" : "TEMP TABLE";
    await engine.execute(`CREATE OR REPLACE ${kind} ${step.name} AS ${step.sql}`);
    const [counted] = await engine.query<{ rows: number }>(`SELECT count(*) AS rows FROM ${step.name}`);
    const seconds = (performance.now() - begun) / 1000;
    const report = { name: step.name, rows: counted?.rows ?? 0, seconds, sql: step.sql };
    reports.push(report);
    onStep(report);
  }
  return reports;
}
