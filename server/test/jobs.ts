import { plans } from "@vouch/contract";
import { afterAll, beforeAll } from "vitest";
import { readBalance } from "../src/accounts/accounts.js";
import { type JobNode, startJobNode } from "../src/bulk/node.js";
import { createEnricher } from "../src/people/enrich.js";
import { TestApi } from "./api.js";
import { recordTypesOver } from "./finder.js";
import { ADA, publishAda } from "./people.js";
import { type TestDatabase, testDatabase } from "./postgres.js";

/** A record that somebody is found for. */
export const BYRON = { email: ADA.email };

/** Whether a job can change no more, by what is answered of it. */
export const isOver = ({ status }: { readonly status: string }) =>
  status === "completed" || status === "failed";

/** The API with somebody who works on jobs. */
export interface TestJobs extends JobNode {
  readonly api: TestApi;
}

/** Starts a node that works on a test's jobs; webhooks may go to this machine. */
export function startTestJobs({ sql, url }: TestDatabase): TestJobs {
  const node = startJobNode({
    url,
    types: recordTypesOver(sql),
    plans,
    reaches: (address) => address === "127.0.0.1",
    readBalance: (accountId) => readBalance(sql, accountId, plans),
    log: () => {},
  });
  return {
    api: new TestApi(sql, { enrich: createEnricher(sql), jobs: node.jobs }),
    ...node,
  };
}

/**
 * Has the tests of a file run beside somebody who works on jobs, over a database of their own in which Ada is published.
 * @returns what may be used once the tests run
 */
export function useTestJobs(): Pick<TestJobs, "api" | "jobs"> & { readonly database: TestDatabase } {
  let database: TestDatabase;
  let jobs: TestJobs;
  beforeAll(async () => {
    database = await testDatabase();
    await publishAda(database.sql);
    jobs = startTestJobs(database);
  });
  afterAll(async () => {
    await jobs.close();
    await jobs.api.app.close();
    await database.close();
  });
  return {
    get api() {
      return jobs.api;
    },
    get jobs() {
      return jobs.jobs;
    },
    get database() {
      return database;
    },
  };
}
