import type { Sql } from "postgres";
import { codeOf } from "../errors.js";
import type { Log } from "../log.js";
import { audit } from "./auditLog.js";
import type { StoreJobs } from "./carryOut.js";
import type { PrivacyFolder } from "./privacyFolder.js";

/** What is done in an analytic store so that no record is kept longer than its source says. */
export interface RetentionJobs extends Pick<StoreJobs, "publish"> {
  /** How many records may not be kept any longer. */
  readonly countExpired: () => Promise<number>;
}

/** What keeping to the retention of sources needs. */
export interface RetentionDeps {
  readonly sql: Sql;
  readonly folder: PrivacyFolder;
  readonly log: Log;
  /** The analytic store of this process; undefined: it is elsewhere. */
  readonly store: () => RetentionJobs | undefined;
}

const FIRST_MS = 60_000;
const EVERY_MS = 3_600_000;

/**
 * Removes the records that their sources may not keep any longer, and publishes people without them, where there are any.
 * @returns how many there were
 */
export async function applyRetention({ sql, folder, store }: RetentionDeps): Promise<number> {
  const jobs = store();
  const records = (await jobs?.countExpired()) ?? 0;
  if (jobs?.publish === undefined || records === 0) return 0;
  await jobs.publish();
  await audit(sql, folder, { actor: "server", action: "privacy.retention", detail: { records } });
  return records;
}

/** Does so every hour, until it is closed. What fails, as where the store is in use, is done the next time. */
export function startRetention(deps: RetentionDeps): { close(): void } {
  const begin = () => {
    applyRetention(deps).catch((failure: unknown) => {
      const code = codeOf(failure);
      if (code !== "analytic_store_busy" && code !== "interrupted")
        deps.log({ level: "error", error: "records are kept longer than their source says", code });
    });
  };
  const first = setTimeout(begin, FIRST_MS).unref();
  const timer = setInterval(begin, EVERY_MS).unref();
  return {
    close: () => {
      clearTimeout(first);
      clearInterval(timer);
    },
  };
}
