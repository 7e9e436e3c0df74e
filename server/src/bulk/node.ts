import { randomUUID } from "node:crypto";
import type { Plans } from "../accounts/plans.js";
import type { Log } from "../log.js";
import type { Reaches } from "../net/reach.js";
import { ENRICHER_SETTINGS } from "../people/enrich.js";
import { connect } from "../postgres/database.js";
import { createJobs, type Jobs } from "./jobs.js";
import { createQueue } from "./queue.js";
import type { RecordTypes } from "./recordType.js";
import { type JobWorkers, startJobWorkers } from "./workers.js";

/** What jobs need of a node. */
export interface JobNodeDeps {
  /** Where the database answers. */
  readonly url: string;
  readonly types: RecordTypes;
  readonly plans: Plans;
  readonly reaches: Reaches;
  readonly readBalance: (accountId: string) => Promise<number>;
  readonly log: Log;
}

/** Jobs on one node: what is asked about them, and who works on them. */
export interface JobNode {
  readonly jobs: Jobs;
  readonly close: () => Promise<void>;
}

/** Connections of a node that carry its name. */
const CONNECTIONS = 4;

/** Makes the verbs about jobs, and begins to work on those that are there. */
export function startJobNode({ url, types, plans, reaches, readBalance, log }: JobNodeDeps): JobNode {
  const node = `vouch-${randomUUID()}`;
  const sql = connect(url, CONNECTIONS, { ...ENRICHER_SETTINGS, application_name: node });
  const queueSql = connect(url, 1);
  const queue = createQueue(queueSql);
  const reading = new Set<string>();
  let workers: JobWorkers | undefined;
  const jobs = createJobs({ sql, queue, node, reading, types, reaches, onSubmitted: () => workers?.wake() });
  workers = startJobWorkers({ sql, queue, node, types, plans, readBalance, log }, reading);
  const close = async () => {
    await workers?.close();
    await Promise.all([sql.end({ timeout: 5 }), queueSql.end({ timeout: 5 })]);
  };
  return { jobs, close };
}
