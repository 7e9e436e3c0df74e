import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { forgetPeople, noteCeased, type Occasion } from "../changes/noteChanges.js";
import type { Engine } from "../engine/engine.js";
import { learnConfidence } from "../people/learnedConfidence.js";
import { SharedWork } from "../sharedWork.js";
import { noteCorrected, readCorrections } from "./corrections.js";
import { loadPeople } from "./firstPublication.js";
import { type FusedPeople, type FusingTask, fusePeople } from "./fusing.js";
import { hearLabels, noteHeeded } from "./labels.js";
import { learnSources } from "./learnSources.js";
import { readOccasion } from "./occasion.js";
import { forgetPublished, queuePeople, streamPeople } from "./peopleToFuse.js";
import { keepMerged } from "./personVersions.js";
import { publishLearning } from "./publishedLearning.js";
import { publishSources } from "./publishedSources.js";
import type { ServingLines } from "./servingLines.js";
import {
  adoptPublication,
  deleteErased,
  deleteOthers,
  deletePeople,
  hasPeople,
  readPublication,
  writePeople,
  writeRedirects,
} from "./servingTables.js";
import { readTaught } from "./sourceLabels.js";

export interface PublishSummary {
  /** People fused: those that something may have changed for. */
  readonly fused: number;
  /** People written, because what is served of them changed. */
  readonly written: number;
  /** People taken down, because they became part of others. */
  readonly removed: number;
  readonly seconds: number;
}

interface Publication {
  readonly id: string;
  readonly sequence: number;
}

type WriteLines = (lines: ServingLines) => Promise<void>;

/** People that are soon fused. */
const FEW = 10_000;

/**
 * Publishes what resolution left in `dirty_person`: fuses each of these people from their records and writes to
 * PostgreSQL what changed. People are streamed, never held all at once. Each transaction in PostgreSQL is whole
 * by itself and the analytic store takes note last, so after a crash at any point the next run ends in the same
 * state. Everybody is published again where PostgreSQL does not hold what this store published last.
 * @param onProgress people done and people to do
 */
export async function publish(
  engine: Engine,
  sql: Sql,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<PublishSummary> {
  const begun = performance.now();
  await learnSources(engine);
  const learned = await readTaught(engine, sql);
  const last = await ownPublication(engine);
  const published = await readPublication(sql);
  const foreign =
    published?.id !== last.id || published.sequence < last.sequence || published.sequence > last.sequence + 1;
  if (foreign) await forgetPublished(engine);
  const corrections = await readCorrections(engine, sql);
  const heard = await hearLabels(engine, sql);
  const { labels } = heard;
  await queuePeople(engine);
  await publishSources(engine, sql, { byPeople: corrections.size > 0, byAccounts: labels.size > 0 });
  const next = { id: last.id, sequence: last.sequence + 1 };
  // Another store's people are other people: none of them changed.
  const isOthers = published !== null && published.id !== last.id;
  const occasion = isOthers ? undefined : await readOccasion(engine, corrections, labels);
  const people = await writeQueued(engine, sql, { corrections, labels, learned, occasion }, onProgress);
  if (foreign) await deleteOthers(sql, people.begunAt);
  const redirects = await newRedirects(engine, foreign);
  const removed = await removeCeased(engine, sql, redirects, occasion);
  await writeRedirects(sql, redirects);
  await deleteErased(sql);
  await adoptPublication(sql, next);
  await takeNote(engine, next, people.hashes);
  await noteCorrected(sql, corrections);
  await noteHeeded(sql, heard);
  await publishLearning(sql, learned);
  await learnConfidence(sql);
  const seconds = (performance.now() - begun) / 1000;
  return { fused: people.fused, written: people.hashes.size, removed, seconds };
}

async function ownPublication(engine: Engine): Promise<Publication> {
  await engine.execute("CREATE TABLE IF NOT EXISTS publication (id VARCHAR, sequence INTEGER)");
  const [row] = await engine.query<{ id: string; sequence: number }>("SELECT id, sequence FROM publication");
  if (row !== undefined) return row;
  const first = { id: randomUUID(), sequence: 0 };
  await engine.execute("INSERT INTO publication VALUES ($1, $2)", [first.id, first.sequence]);
  return first;
}

interface Written {
  readonly fused: number;
  /** New content hash by person written. */
  readonly hashes: ReadonlyMap<string, string>;
  /** PostgreSQL's clock before the first write. */
  readonly begunAt: string;
}

async function writeQueued(
  engine: Engine,
  sql: Sql,
  {
    corrections,
    labels,
    learned,
    occasion,
  }: Omit<FusingTask, "rows"> & { readonly occasion: Occasion | undefined },
  onProgress: (done: number, total: number) => void,
): Promise<Written> {
  const [counted] = await engine.query<{ total: number }>("SELECT count(*) AS total FROM publish_queue");
  const total = counted?.total ?? 0;
  const { fresh, now } = await hasPeople(sql);
  const hashes = new Map<string, string>();
  let fused = 0;
  const writeAll = async (write: WriteLines) => {
    let writing = Promise.resolve();
    try {
      for await (const people of fuseQueued(engine, { learned, corrections, labels }, total > FEW)) {
        await writing;
        onProgress(fused, total);
        fused += people.fused;
        for (const [person, hash] of people.hashes) hashes.set(person, hash);
        if (people.hashes.size === 0) continue;
        writing = write(people.lines);
        // A write that fails while the next people are being fused is met at the next await, not before.
        writing.catch(() => {});
      }
    } finally {
      await writing;
    }
  };
  if (fresh) await loadPeople(sql, writeAll);
  else await writeAll((lines) => writePeople(sql, lines, occasion));
  onProgress(fused, total);
  return { fused, hashes, begunAt: now };
}

/** Fuses the queued people, in this thread and in another where they are many. */
async function* fuseQueued(
  engine: Engine,
  given: Omit<FusingTask, "rows">,
  areMany: boolean,
): AsyncGenerator<FusedPeople> {
  const fusing = new SharedWork<FusingTask, FusedPeople>(fusePeople, "fusion/fusingThread.js");
  const underWay: Promise<FusedPeople>[] = [];
  try {
    for await (const rows of streamPeople(engine)) {
      const people = fusing.do({ rows, ...given }, areMany);
      // A failure is told when it is their turn to be written.
      people.catch(() => {});
      underWay.push(people);
      if (underWay.length > SharedWork.enough) yield* await nextOf(underWay);
    }
    while (underWay.length > 0) yield* await nextOf(underWay);
  } finally {
    await fusing.close();
  }
}

async function nextOf<T>(waiting: Promise<T>[]): Promise<T[]> {
  const next = waiting.shift();
  return next === undefined ? [] : [await next];
}

async function removeCeased(
  engine: Engine,
  sql: Sql,
  redirects: ReadonlyMap<string, string>,
  occasion: Occasion | undefined,
): Promise<number> {
  const ceased = await engine.query<{ person_id: string }>(
    `SELECT d.person_id FROM (SELECT DISTINCT person_id FROM dirty_person) d
     LEFT JOIN publish_queue q ON q.person_id = d.person_id
     WHERE q.person_id IS NULL ORDER BY d.person_id`,
  );
  return await deletePeople(
    sql,
    ceased.map(({ person_id }) => person_id),
    async (tx, some) => {
      if (occasion === undefined) await forgetPeople(tx, some);
      else await noteCeased(tx, some, redirects, occasion);
      await keepMerged(tx, some, redirects);
    },
  );
}

async function newRedirects(engine: Engine, all: boolean): Promise<Map<string, string>> {
  const rows = await engine.query<{ old_id: string; person_id: string }>(
    all
      ? "SELECT old_id, person_id FROM redirect"
      : "SELECT r.old_id, r.person_id FROM redirect r JOIN (SELECT DISTINCT person_id FROM dirty_person) d ON d.person_id = r.old_id",
  );
  return collapsed(new Map(rows.map(({ old_id, person_id }) => [old_id, person_id])));
}

/** Redirects that lead to their end in one step. */
export function collapsed(redirects: ReadonlyMap<string, string>): Map<string, string> {
  const endOf = (start: string) => {
    const seen = new Set<string>();
    let id = start;
    for (let next = redirects.get(id); next !== undefined && !seen.has(id); next = redirects.get(id)) {
      seen.add(id);
      id = next;
    }
    return id;
  };
  return new Map([...redirects.keys()].map((old) => [old, endOf(old)]));
}

async function takeNote(
  engine: Engine,
  { id, sequence }: Publication,
  hashes: ReadonlyMap<string, string>,
): Promise<void> {
  await engine.execute("CREATE OR REPLACE TEMP TABLE publish_note (person_id VARCHAR, content_hash VARCHAR)");
  if (hashes.size > 0) {
    const columns = [[...hashes.keys()], [...hashes.values()]];
    await engine.append("publish_note", { rowCount: hashes.size, columns });
  }
  await engine.transaction(async () => {
    await engine.execute("DELETE FROM published WHERE person_id IN (SELECT person_id FROM publish_note)");
    await engine.execute(
      "DELETE FROM published WHERE person_id IN (SELECT person_id FROM dirty_person) AND person_id NOT IN (SELECT person_id FROM publish_queue)",
    );
    await engine.execute("INSERT INTO published SELECT person_id, content_hash FROM publish_note");
    await engine.execute("DELETE FROM dirty_person");
    await engine.execute("DELETE FROM change_cause");
    await engine.execute("DELETE FROM publication");
    await engine.execute("INSERT INTO publication VALUES ($1, $2)", [id, sequence]);
  });
  await engine.execute("DROP TABLE publish_note");
}
