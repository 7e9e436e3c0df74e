import { join } from "node:path";
import { openDuckdb } from "@vouch/server/dist/engine/duckdb/duckdbEngine.js";
import type { Engine } from "@vouch/server/dist/engine/engine.js";
import { matchProbability } from "@vouch/server/dist/resolution/scoring.js";
import { withResolvedDemo } from "./demoWorld.js";
import { exactRule } from "./exactRule.js";
import { type Agreement, pairwise } from "./pairwise.js";
import type { Claim } from "./reliability.js";

export interface JudgedDemo {
  readonly records: number;
  readonly people: number;
  readonly resolution: Agreement;
  readonly exact_rule: Agreement;
  readonly claims: readonly Claim[];
}

/** Resolves the demo of a seed and judges people and pairs by its truth, beside what the exact rule makes of it. */
export async function judgeDemo(seed: string, people: number): Promise<JudgedDemo> {
  return withResolvedDemo({ seed, people }, async ({ dataDir, records }) => {
    const engine = await openDuckdb({ path: join(dataDir, "analytic.duckdb") });
    try {
      const truth = new Map(
        records.map(({ source, source_key, person }) => [`${source}|${source_key}`, person]),
      );
      const rows = await recordsOf(engine);
      const persons = rows.map(({ key }) => truth.get(key) ?? "");
      return {
        records: rows.length,
        people: new Set(rows.map(({ person_id }) => person_id)).size,
        resolution: pairwise(
          persons,
          rows.map(({ person_id }) => person_id),
        ),
        exact_rule: pairwise(persons, exactRule(rows)),
        claims: await claimsOf(
          engine,
          new Map(rows.map(({ record_id }, at) => [record_id, persons[at] ?? ""])),
        ),
      };
    } finally {
      await engine.close();
    }
  });
}

type ResolvedRecord = {
  readonly record_id: number;
  readonly key: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly person_id: string;
};

function recordsOf(engine: Engine): Promise<ResolvedRecord[]> {
  return engine.query<ResolvedRecord>(`SELECT s.record_id, o.name || '|' || s.source_key AS key,
  n.email, n.full_name AS name, c.person_id
FROM source_record s
JOIN source o ON o.source_id = s.source_id
JOIN normalized_record n ON n.record_id = s.record_id
JOIN cluster c ON c.record_id = s.record_id`);
}

async function claimsOf(engine: Engine, personOf: ReadonlyMap<number, string>): Promise<Claim[]> {
  const pairs = await engine.query<{ left_id: number; right_id: number; weight: number }>(
    "SELECT left_id, right_id, weight FROM scored_pair",
  );
  return pairs.map(({ left_id, right_id, weight }) => ({
    confidence: matchProbability(weight),
    right: personOf.get(left_id) === personOf.get(right_id),
  }));
}
