import { openDuckdb } from "../src/engine/duckdb/duckdbEngine.js";
import { createSchema } from "../src/engine/duckdb/schema.js";
import type { Engine } from "../src/engine/engine.js";

/** An analytic store of its own for a test, in memory, with the schema. Close it when done. */
export async function testEngine(): Promise<Engine> {
  const engine = await openDuckdb({ path: ":memory:", memoryLimit: "512MB", threads: 2 });
  await createSchema(engine);
  return engine;
}
