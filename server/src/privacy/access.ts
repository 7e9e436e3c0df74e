import type { Sections } from "@vouch/contract";
import type { Sql } from "postgres";
import type { Profile } from "../fusion/fusedPerson.js";
import { sectionsOf } from "../people/sections.js";
import { readVouched } from "../people/vouched.js";
import { findSubject } from "./findServed.js";
import { type Recipient, readRecipients } from "./recipients.js";
import type { PrivacyRequest, RequestSubject } from "./requests.js";
import { identifiersOf, type SubjectRecord } from "./subjectRecords.js";
import { withOldIds } from "./takeDown.js";

/** A person as they are served, with every value that was said of them and who says it. */
export interface AccessedPerson extends Pick<Sections, "evidence" | "alternatives" | "history"> {
  readonly person_id: string;
  readonly profile: Profile;
}

/** All that is kept of a person: what they have a right to be told. */
export interface AccessReport {
  readonly reference: string;
  readonly made_at: string;
  /** What they said of themselves when they asked. */
  readonly asked_by: RequestSubject;
  readonly people: readonly AccessedPerson[];
  /** What sources said, as they said it. */
  readonly records: readonly SubjectRecord[];
  /** Who was told of them, and when. */
  readonly recipients: readonly Recipient[];
}

/**
 * Gathers all that is kept of the person who made a request: of whom their address, phone or profile leads to, because a
 * name at an employer may be another's.
 * @param records what the analytic store has of them
 */
export async function accessReport(
  sql: Sql,
  { subject, request_id }: Pick<PrivacyRequest, "subject" | "request_id">,
  records: readonly SubjectRecord[],
): Promise<AccessReport> {
  const asked = subject ?? {};
  const found = await findSubject(sql, identifiersOf(asked));
  const ofRecords = records.flatMap(({ person_id }) => person_id ?? []);
  const ids = [...new Set([...found, ...ofRecords])];
  const vouched = await readVouched(sql, ids);
  const people = ids.flatMap((person_id, at): AccessedPerson[] => {
    const person = vouched[at];
    if (person === undefined) return [];
    const include = ["evidence", "alternatives", "history"] as const;
    const sections = sectionsOf(include, person, { foundBy: "email", candidates: 1 });
    return [{ person_id, profile: person.profile, ...sections }];
  });
  const recipients = await readRecipients(sql, await withOldIds(sql, ids));
  return {
    reference: request_id,
    made_at: new Date().toISOString(),
    asked_by: asked,
    people,
    records,
    recipients,
  };
}
