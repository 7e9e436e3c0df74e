import { openDuckdb } from "../src/engine/duckdb/duckdbEngine.js";
import { createSchema } from "../src/engine/duckdb/schema.js";
import type { Engine } from "../src/engine/engine.js";

/**
 * An analytic store of its own for a test, in memory, with the schema. Close it when done.
 * @param bounds memory that it may use, and where it puts what does not fit
 */
export async function testEngine(
  bounds: { readonly memoryLimit?: string; readonly tempDirectory?: string } = {},
): Promise<Engine> {
  const engine = await openDuckdb({ path: ":memory:", memoryLimit: "512MB", threads: 2, ...bounds });
  await createSchema(engine);
  return engine;
}

/** Bytes that the store put on disk because they did not fit in memory. */
export async function spilledBytes(engine: Engine): Promise<number> {
  const [files] = await engine.query<{ bytes: number | null }>(
    "SELECT CAST(sum(size) AS DOUBLE) AS bytes FROM duckdb_temporary_files()",
  );
  return files?.bytes ?? 0;
}
