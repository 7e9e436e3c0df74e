import type { Cell, Engine } from "../engine/engine.js";
import type { Lesson } from "./learnReliability.js";
import { copyKey, type LearnedReliability, type SourceField, sourceFieldKey } from "./sourceReliability.js";

/** What is learned of sources and fields, without the dates, which are read anew each time. */
export type Learned = Pick<LearnedReliability, "accuracies" | "copyRates" | "halfLives">;

/** Changes that nobody would see in what is fused. */
const LEAST_ACCURACY = 0.03;
const LEAST_RATE = 0.15;
const LEAST_HALF_LIFE = 0.25;

export async function createLearnedTables(engine: Engine): Promise<void> {
  for (const table of [
    "source_accuracy (source_id INTEGER, field VARCHAR, accuracy DOUBLE, n INTEGER)",
    "source_copying (copier INTEGER, original INTEGER, rate DOUBLE)",
    "field_half_life (field VARCHAR, days INTEGER)",
  ]) {
    await engine.execute(`CREATE TABLE IF NOT EXISTS ${table}`);
  }
}

export async function readLearned(engine: Engine): Promise<Learned> {
  const accuracies = await engine.query<{ source_id: number; field: string; accuracy: number }>(
    "SELECT source_id, field, accuracy FROM source_accuracy",
  );
  const copies = await engine.query<{ copier: number; original: number; rate: number }>(
    "SELECT copier, original, rate FROM source_copying",
  );
  const halfLives = await engine.query<{ field: SourceField; days: number }>(
    "SELECT field, days FROM field_half_life",
  );
  return {
    accuracies: new Map(
      accuracies.map(({ source_id, field, accuracy }) => [sourceFieldKey(source_id, field), accuracy]),
    ),
    copyRates: new Map(copies.map(({ copier, original, rate }) => [copyKey(copier, original), rate])),
    halfLives: new Map(halfLives.map(({ field, days }) => [field, days])),
  };
}

/** Writes what was learned in place of what was there. */
export async function writeLearned(
  engine: Engine,
  { accuracies, copyRates, halfLives, counts }: Lesson,
): Promise<void> {
  const pair = (key: string) => key.split("|");
  await replace(
    engine,
    "source_accuracy",
    [...accuracies].map(([key, accuracy]) => {
      const [source, field = ""] = pair(key);
      return [Number(source), field, rounded(accuracy), counts.get(key) ?? 0];
    }),
  );
  await replace(
    engine,
    "source_copying",
    [...copyRates].map(([key, rate]) => [...pair(key).map(Number), rounded(rate)]),
  );
  await replace(
    engine,
    "field_half_life",
    [...halfLives].map(([field, days]) => [field, days]),
  );
}

async function replace(engine: Engine, table: string, rows: readonly (readonly Cell[])[]): Promise<void> {
  await engine.execute(`DELETE FROM ${table}`);
  const columns = (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] ?? null));
  if (rows.length > 0) await engine.append(table, { rowCount: rows.length, columns });
}

function rounded(share: number): number {
  return Math.round(share * 100) / 100;
}

/** Whether what was known before is known otherwise now, so far that people would be fused otherwise. */
export function hasMoved(before: Learned, now: Learned): boolean {
  const isOther = (least: number, then: number | undefined, value: number) =>
    then !== undefined && Math.abs(then - value) > least;
  return (
    [...now.accuracies].some(([key, value]) => isOther(LEAST_ACCURACY, before.accuracies.get(key), value)) ||
    [...now.copyRates].some(([key, rate]) => isOther(LEAST_RATE, before.copyRates.get(key) ?? 0, rate)) ||
    [...now.halfLives].some(([field, days]) =>
      isOther(LEAST_HALF_LIFE * days, before.halfLives.get(field), days),
    )
  );
}
