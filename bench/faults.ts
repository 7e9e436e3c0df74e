import { drill } from "./faultDrill.js";
import { type BenchReport, BenchUsageError, bar, progress } from "./harness.js";

const KILLS = 200;

/**
 * Kills the API and PostgreSQL, for real, while calls are being charged.
 * @param count how many times, 200 if absent
 */
export default async function faults(count = String(KILLS)): Promise<BenchReport> {
  const kills = Number(count);
  if (!Number.isInteger(kills) || kills < 1) {
    throw new BenchUsageError(`How many kills? A whole number from 1, not "${count}".`);
  }
  const result = await drill(kills, (done, point) => progress(`${done} of ${kills}: ${point}`));
  return {
    bench: "faults",
    results: { ...result },
    bars: [
      bar("seconds from a kill until calls are answered", result.reopened_within, "<=", 10),
      bar("answers in a caller's hand without their charge", result.lost, "<=", 0),
      bar("calls charged twice", result.doubled, "<=", 0),
      bar("charges without their stored answer", result.unanswered, "<=", 0),
      bar("answers that a repeated call did not give again", result.changed, "<=", 0),
      bar("credits by which balances are off the ledger", result.unbalanced, "<=", 0),
    ],
  };
}
