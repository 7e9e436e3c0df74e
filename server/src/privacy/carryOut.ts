import type { Sql } from "postgres";
import { audit } from "./auditLog.js";
import { keepCorrections } from "./corrections.js";
import { findSubject } from "./findServed.js";
import type { PrivacyFolder } from "./privacyFolder.js";
import { accountsOf, readRecipients } from "./recipients.js";
import { closeRequest, type PrivacyRequest, releaseRequest, takeApproved } from "./requests.js";
import { suppressSubject } from "./suppress.js";
import type { Swept } from "./sweep.js";
import { withOldIds } from "./takeDown.js";

/** What carrying requests out needs of its surroundings. */
export interface CarryOutDeps {
  readonly sql: Sql;
  readonly folder: PrivacyFolder;
  /** Erases whoever is suppressed from the analytic store; waits for what runs there. */
  readonly sweep: () => Promise<Swept>;
  /** Publishes what changed. */
  readonly publish: () => Promise<void>;
}

type Outcome = Readonly<Record<string, unknown>>;

/** Takes the person down at once, then erases what is kept. */
async function erase({ sql, folder, sweep }: CarryOutDeps, { subject }: PrivacyRequest): Promise<Outcome> {
  const ids = await withOldIds(sql, await findSubject(sql, subject ?? {}));
  const told = accountsOf(await readRecipients(sql, ids));
  const { entries, people, answers } = await suppressSubject(sql, folder, subject ?? {});
  const swept = await sweep();
  return { people: people + swept.people, records: swept.records, answers, entries, told };
}

async function correct({ sql, publish }: CarryOutDeps, request: PrivacyRequest): Promise<Outcome> {
  const people = await keepCorrections(sql, request);
  const told = accountsOf(await readRecipients(sql, await withOldIds(sql, people)));
  await publish();
  return {
    people: people.length,
    fields: request.subject?.corrections?.map(({ field }) => field) ?? [],
    told,
  };
}

async function carryOut(deps: CarryOutDeps, request: PrivacyRequest): Promise<PrivacyRequest> {
  const { sql, folder } = deps;
  const { id, type } = request;
  const by = request.decided_by ?? "server";
  try {
    const outcome = type === "correction" ? await correct(deps, request) : await erase(deps, request);
    const closed = await closeRequest(sql, id, "completed", { by, why: "", outcome });
    await audit(sql, folder, {
      actor: by,
      action: "privacy.complete",
      detail: { request: id, type, ...outcome },
    });
    return closed;
  } catch (failure) {
    await releaseRequest(sql, id).catch(() => undefined);
    throw failure;
  }
}

/**
 * Carries out approved requests, one after the other.
 * @param id one alone; absent: all
 * @returns those that were, closed
 * @throws whatever kept one from being carried out; it is tried again the next time
 */
export async function carryOutApproved(deps: CarryOutDeps, id?: string): Promise<PrivacyRequest[]> {
  const done: PrivacyRequest[] = [];
  for (;;) {
    const request = await takeApproved(deps.sql, id);
    if (request === undefined) return done;
    done.push(await carryOut(deps, request));
  }
}
