import type { Sql } from "postgres";
import { audit } from "./auditLog.js";
import { keepCorrections } from "./corrections.js";
import { findSubject } from "./findServed.js";
import type { PrivacyFolder } from "./privacyFolder.js";
import { accountsOf, readRecipients } from "./recipients.js";
import {
  closeRequest,
  noteOutcome,
  type PrivacyRequest,
  readRequest,
  releaseRequest,
  takeApproved,
} from "./requests.js";
import { suppressSubject } from "./suppress.js";
import type { Swept } from "./sweep.js";
import { withOldIds } from "./takeDown.js";

/** What is done in an analytic store. */
export interface StoreJobs {
  /** Erases whoever is suppressed from it; waits for what runs there. */
  readonly sweep: () => Promise<Swept>;
  /** Publishes what changed; absent: cannot be done at the moment. */
  readonly publish?: () => Promise<void>;
}

/** What carrying requests out needs of its surroundings. */
export interface CarryOutDeps {
  readonly sql: Sql;
  readonly folder: PrivacyFolder;
  /** The analytic store of this process; undefined: it is elsewhere. */
  readonly store: () => StoreJobs | undefined;
}

type Outcome = Readonly<Record<string, unknown>>;

/** Takes the person down at once. */
async function hide({ sql, folder }: CarryOutDeps, { subject }: PrivacyRequest): Promise<Outcome> {
  const ids = await withOldIds(sql, await findSubject(sql, subject ?? {}));
  const told = accountsOf(await readRecipients(sql, ids));
  const { entries, people, answers } = await suppressSubject(sql, folder, subject ?? {});
  return { people, answers, entries, told };
}

/** Takes the person down, and erases what is kept, where it is kept here. @returns null where it is kept elsewhere */
async function erase(deps: CarryOutDeps, request: PrivacyRequest): Promise<Outcome | null> {
  const hidden = await hide(deps, request);
  const outcome = request.outcome ?? hidden;
  await noteOutcome(deps.sql, request.id, outcome);
  const swept = await deps.store()?.sweep();
  return swept === undefined ? null : { ...outcome, records: swept.records };
}

async function correct({ sql, store }: CarryOutDeps, request: PrivacyRequest): Promise<Outcome> {
  const people = await keepCorrections(sql, request);
  const told = accountsOf(await readRecipients(sql, await withOldIds(sql, people)));
  await store()?.publish?.();
  return {
    people: people.length,
    fields: request.subject?.corrections?.map(({ field }) => field) ?? [],
    told,
  };
}

/** @returns the request as it is afterwards: closed, or still approved where the rest is to be done elsewhere */
async function carryOut(deps: CarryOutDeps, request: PrivacyRequest): Promise<PrivacyRequest> {
  const { sql, folder } = deps;
  const { id, type } = request;
  const by = request.decided_by ?? "server";
  try {
    const outcome = type === "correction" ? await correct(deps, request) : await erase(deps, request);
    if (outcome === null) {
      await releaseRequest(sql, id);
      return await readRequest(sql, id);
    }
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
 * @returns those that were, as they are afterwards
 * @throws whatever kept one from being carried out; it is tried again the next time
 */
export async function carryOutApproved(deps: CarryOutDeps, id?: string): Promise<PrivacyRequest[]> {
  const done: PrivacyRequest[] = [];
  for (;;) {
    const jobs = deps.store();
    const reach = { hasStore: jobs !== undefined, publishes: jobs?.publish !== undefined };
    const request = await takeApproved(deps.sql, reach, id);
    if (request === undefined) return done;
    done.push(await carryOut(deps, request));
  }
}
