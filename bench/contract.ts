import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@vouch/server/dist/postgres/database.js";
import { fuzz } from "./contractFuzz.js";
import { makeTarget, TRUSTING } from "./contractTarget.js";
import { type BenchReport, bar, progress } from "./harness.js";
import { databaseUrlOf } from "./served.js";
import { startServer } from "./vouch.js";

const CALLS = 20_000;
const SEED = 7;
/** Calls a real server over HTTP with what the contract's schemas allow and do not, and holds each answer against it. */
export default async function contract(asked = String(CALLS)): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), "vouch-contract-"));
  const server = await startServer(folder, TRUSTING);
  const sql = connect(databaseUrlOf(folder));
  try {
    const target = await makeTarget(server.url, sql);
    const { calls, statuses, findings } = await fuzz(target, Number(asked), SEED);
    target.close();
    for (const finding of findings.slice(0, 20)) progress(JSON.stringify(finding).slice(0, 2000));
    const failed = findings.filter(({ status }) => status >= 500);
    const rows = Object.entries(statuses).map(([operation, seen]) => ({
      operation,
      calls: Object.values(seen).reduce((sum, count) => sum + count, 0),
      statuses: Object.entries(seen)
        .map(([status, count]) => `${status}: ${count}`)
        .join(", "),
    }));
    return {
      bench: "contract",
      results: { calls, operations: rows },
      bars: [
        bar("calls", calls, ">=", Number(asked)),
        bar("answers with a status of 500 or above", failed.length, "<=", 0),
        bar("answers that are not as documented", findings.length, "<=", 0),
      ],
    };
  } finally {
    await sql.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
