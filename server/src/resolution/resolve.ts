import type { Engine } from "../engine/engine.js";
import { runSteps, type Step, type StepReport } from "../engine/pipeline.js";
import { type RecordTables, type SkippedBlocks, skippedBlocksSql } from "./blocking.js";
import { candidateSteps, compareStep } from "./candidates.js";
import { clusterPairs, type Division } from "./clusterPairs.js";
import { CODES, codedSql, FRESH_CODES, renewCodes } from "./codes.js";
import { LINKED_RECORDS, learnDomains, linkRecords, unlinkRecords } from "./companyDomains.js";
import { assignIdentities, type Identities } from "./identity.js";
import { judgedPairStep } from "./judgements.js";
import { keepModel, latestModel, professionalModel, type VersionedModel } from "./linkageModels.js";
import type { LinkageModel } from "./model.js";
import { scoreStep } from "./scoring.js";
import { everyRecordStep, loadTouched, type TouchedRecords, touchedSteps } from "./touched.js";
import { trainOn } from "./trainOn.js";
import { newsStep, writePeople } from "./writePeople.js";

export interface ResolveOptions {
  readonly now: Date;
  /** Makes a person id that nobody has. */
  readonly newId: () => string;
  readonly onProgress: (progress: { phase: string; done: number; total?: number }) => void;
}

export interface ResolutionSummary {
  readonly records: number;
  readonly people: number;
  /** Candidate pairs that this run scored. */
  readonly pairs: number;
  readonly created: number;
  readonly changed: number;
  readonly merged: number;
  readonly split: number;
  readonly modelVersion: number;
  /** Whether this run learned a new model. */
  readonly trained: boolean;
  readonly skippedBlocks: readonly SkippedBlocks[];
  readonly steps: readonly StepReport[];
}

type Counts = {
  readonly records: number;
  readonly pending: number;
  readonly gone: number;
  /** Records whose island is known: none, where an earlier version of the program resolved them. */
  readonly islands: number;
  /** 0 where texts have no codes yet, or those of another engine. */
  readonly coded: number;
};

/** Records may grow by this factor until the model is learned anew. */
const GROWTH_UNTIL_TRAINING = 1.5;

const ALL: RecordTables = {
  records: LINKED_RECORDS,
  identifiers: "identifier",
  pending: LINKED_RECORDS,
};
const NEWS: RecordTables = { ...ALL, pending: "fresh_record" };

/**
 * Brings the people up to date with the records: pairs of new records are scored, the islands they touch are
 * clustered anew, and clusters keep, merge, split or mint person ids. All that lasts is written in one transaction;
 * without news nothing is.
 */
export async function resolve(engine: Engine, options: ResolveOptions): Promise<ResolutionSummary> {
  const run = new Run(engine, options);
  const counts = await run.count();
  const known = await latestModel(engine);
  const isCurrent = counts.coded > 0 || counts.records === 0;
  if (isCurrent && counts.pending === 0 && counts.gone === 0)
    return await run.summary(known?.version ?? 0, false, 0);
  const isStale =
    known === undefined ||
    counts.islands === 0 ||
    counts.coded === 0 ||
    counts.records >= known.model.trainedOn * GROWTH_UNTIL_TRAINING;
  const base = isStale ? professionalModel() : known.model;
  if (isStale) await run.learnDomains();
  await linkRecords(engine, base);
  await run.compare(base, isStale);
  const current = isStale ? await run.learn(base, counts.records, (known?.version ?? 0) + 1) : known;
  const pairs = await run.score(current, counts.records);
  await run.apply(current, isStale);
  const summary = await run.summary(current.version, isStale, pairs);
  await run.clear();
  return summary;
}

/** One run of resolution: the engine, what was asked, and what happened so far. */
class Run {
  readonly #engine: Engine;
  readonly #options: ResolveOptions;
  readonly #reports: StepReport[] = [];
  #skipped: readonly SkippedBlocks[] = [];
  #events: Identities["events"] = [];

  constructor(engine: Engine, options: ResolveOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  #say(phase: string, done: number, total?: number): void {
    this.#options.onProgress(total === undefined ? { phase, done } : { phase, done, total });
  }

  async #steps(phase: string, steps: readonly Step[]): Promise<void> {
    let done = 0;
    this.#say(phase, done, steps.length);
    await runSteps(
      this.#engine,
      steps,
      this.#note(phase, steps.length, () => ++done),
    );
  }

  #note(phase: string, total: number, count: () => number): (report: StepReport) => void {
    return (report) => {
      this.#reports.push(report);
      this.#say(phase, count(), total);
    };
  }

  async count(): Promise<Counts> {
    await runSteps(this.#engine, [goneStep]);
    const [row] = await this.#engine.query<Counts>(
      `SELECT (SELECT count(*) FROM normalized_record) AS records, (SELECT count(*) FROM pending_record) AS pending,
        (SELECT count(*) FROM island) AS islands, (SELECT count(*) FROM gone_record) AS gone,
        (${codedSql(this.#engine.dialect)}) AS coded`,
    );
    return row ?? { records: 0, pending: 0, gone: 0, islands: 0, coded: 0 };
  }

  /** Which domains are one company's is learned with the model, and holds until another one is. */
  async learnDomains(): Promise<void> {
    await learnDomains(
      this.#engine,
      this.#note("learning companies' domains", 5, () => 1),
    );
  }

  /** From records to the levels of candidate pairs, of all records or of those that are news. */
  async compare(model: LinkageModel, all: boolean): Promise<void> {
    const { dialect } = this.#engine;
    const tables = all ? ALL : NEWS;
    if (!all) {
      await this.#steps("finding candidate pairs", [freshStep]);
      await renewCodes(this.#engine, model, NEWS);
    }
    await this.#steps("finding candidate pairs", candidateSteps(model, tables, dialect));
    this.#skipped = await this.#engine.query<SkippedBlocks>(skippedBlocksSql(model));
    await this.#steps("comparing pairs", [compareStep(model, dialect), judgedPairStep]);
  }

  async learn(base: LinkageModel, records: number, version: number): Promise<VersionedModel> {
    const note = this.#note("learning the model", 3, () => 1);
    return { version, model: await trainOn(this.#engine, base, ALL.records, records, note) };
  }

  /** @returns the number of pairs scored */
  async score({ model }: VersionedModel, records: number): Promise<number> {
    await this.#steps("scoring pairs", [scoreStep(model, "pair_level", records)]);
    const [counted] = await this.#engine.query<{ pairs: number }>(
      "SELECT count(*) AS pairs FROM pair_weight",
    );
    return counted?.pairs ?? 0;
  }

  /** Writes pairs, people and their ids, all or nothing. */
  async apply(current: VersionedModel, isNew: boolean): Promise<void> {
    const engine = this.#engine;
    await engine.transaction(async () => {
      await this.#replacePairs(current, isNew);
      if (isNew) await keepModel(engine, current, this.#options.now);
      if (isNew) await this.#steps("gathering islands", [everyRecordStep]);
      else await runSteps(engine, touchedSteps("changed_record", current.model.clustering.edge));
      const touched = await loadTouched(engine, current.model);
      const division = await this.#cluster(touched, current.model);
      const identities = assignIdentities(
        { labels: division.labels, before: touched.before, oldPeople: touched.people },
        this.#options.newId,
      );
      this.#events = identities.events;
      this.#say("writing people", 0);
      await this.#settleNews();
      await writePeople(engine, touched, division, identities, {
        now: this.#options.now,
        modelVersion: current.version,
        otherwise: isNew ? "a new model" : "news of records that hang together with these",
      });
    });
  }

  /** Pairs of changed and vanished records give way to the new ones. */
  async #replacePairs({ version }: VersionedModel, all: boolean): Promise<void> {
    const engine = this.#engine;
    await runSteps(engine, [changedStep]);
    if (all) await engine.execute("DELETE FROM scored_pair");
    else {
      await engine.execute(
        `DELETE FROM scored_pair WHERE left_id IN (SELECT record_id FROM changed_record)
         OR right_id IN (SELECT record_id FROM changed_record)`,
      );
    }
    await engine.execute(
      `INSERT INTO scored_pair SELECT left_id, right_id, weight, CAST(${version} AS INTEGER) FROM pair_weight`,
    );
  }

  async #cluster(touched: TouchedRecords, model: LinkageModel): Promise<Division> {
    const phase = "clustering";
    const size = touched.ids.length;
    this.#say(phase, 0, size);
    let done = 0;
    const from = "scored_pair p JOIN touched t ON t.record_id = p.left_id";
    return clusterPairs(this.#engine, { ...touched, size, from }, model.clustering, (records) => {
      done += records;
      this.#say(phase, done, size);
    });
  }

  /** Whoever has or had a record that changed is to be published again; then there is no news. */
  async #settleNews(): Promise<void> {
    await runSteps(this.#engine, [newsStep]);
    await this.#engine.execute(
      `INSERT INTO dirty_person SELECT DISTINCT c.person_id FROM cluster c
       JOIN changed_record r ON r.record_id = c.record_id`,
    );
    await this.#engine.execute("DELETE FROM pending_record");
    await this.#engine.execute("DELETE FROM cluster WHERE record_id IN (SELECT record_id FROM gone_record)");
  }

  async summary(modelVersion: number, trained: boolean, pairs: number): Promise<ResolutionSummary> {
    const [counted] = await this.#engine.query<{ records: number; people: number }>(
      `SELECT count(*) AS records, count(DISTINCT ${this.#engine.dialect.hash("person_id")}) AS people FROM cluster`,
    );
    const happened = (kind: Identities["events"][number]["kind"]) =>
      this.#events.filter((event) => event.kind === kind).length;
    return {
      records: counted?.records ?? 0,
      people: counted?.people ?? 0,
      pairs,
      created: happened("created"),
      changed: happened("changed"),
      merged: happened("merged"),
      split: happened("split"),
      modelVersion,
      trained,
      skippedBlocks: this.#skipped,
      steps: this.#reports,
    };
  }

  /** Drops what the steps left behind. */
  async clear(): Promise<void> {
    const made = [...new Set([...this.#reports.map(({ name }) => name), ...SCRATCH])];
    for (const name of made)
      if (!LASTING.has(name)) await this.#engine.execute(`DROP TABLE IF EXISTS ${name}`);
    await unlinkRecords(this.#engine);
  }
}

const LASTING = new Set([CODES, "code_check"]);

const SCRATCH = [
  FRESH_CODES,
  "gone_record",
  "changed_record",
  "random_position",
  "touched",
  "reached",
  "moved_record",
  "new_redirect",
  "led_on",
  "news",
  "person_cause",
  "new_event",
];

const freshStep: Step = {
  name: NEWS.pending,
  reads: ["pending_record"],
  sql: "SELECT DISTINCT record_id FROM pending_record",
};

/** Records of people that vanished. */
const goneStep: Step = {
  name: "gone_record",
  reads: ["cluster", "normalized_record"],
  sql: `SELECT c.record_id FROM cluster c LEFT JOIN normalized_record r ON r.record_id = c.record_id
WHERE r.record_id IS NULL`,
};

/** Records that are new or changed, and those that vanished. */
const changedStep: Step = {
  name: "changed_record",
  reads: ["pending_record", "gone_record"],
  sql: "SELECT record_id FROM pending_record UNION SELECT record_id FROM gone_record",
};
