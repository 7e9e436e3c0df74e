import { plans } from "@vouch/contract";
import { readBalance } from "../src/accounts/accounts.js";
import { type JobNode, startJobNode } from "../src/bulk/node.js";
import { createEnricher } from "../src/people/enrich.js";
import { TestApi } from "./api.js";
import { recordTypesOver } from "./finder.js";
import type { TestDatabase } from "./postgres.js";

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
