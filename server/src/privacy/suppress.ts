import type { Sql } from "postgres";
import { VouchError } from "../errors.js";
import { findServed, findSubject, servedValues } from "./findServed.js";
import type { PrivacyFolder } from "./privacyFolder.js";
import {
  leadingValues,
  type SubjectFields,
  type Suppression,
  type SuppressionKind,
  suppressionOf,
  suppressionOfHash,
} from "./suppressionKeys.js";
import { SuppressionList } from "./suppressionList.js";
import { addSuppressions } from "./suppressions.js";
import { takeDown } from "./takeDown.js";

/** What a suppression did where people are served; the analytic store is swept apart. */
export interface Suppressed {
  /** Entries that the list did not have. */
  readonly entries: number;
  readonly people: number;
  readonly answers: number;
}

/**
 * Suppresses somebody for good: what they say of themselves, and what leads to the people who are found by it. They are
 * taken down at once.
 * @throws VouchError nothing_to_suppress where nothing that was said leads to anybody
 */
export async function suppressSubject(
  sql: Sql,
  folder: PrivacyFolder,
  subject: SubjectFields,
): Promise<Suppressed> {
  const said = leadingValues(subject);
  if (said.length === 0) {
    throw new VouchError(
      "nothing_to_suppress",
      "Nothing that was given leads to a person",
      "Give an e-mail address, a phone number with its country code (+49…), a profile URL, or a full name with a company or its domain.",
    );
  }
  const people = await findSubject(sql, subject);
  const values = [...said, ...(await servedValues(sql, people))];
  const entries = await addSuppressions(
    sql,
    folder,
    values.map((value) => suppressionOf(folder.salt, value)),
  );
  return { entries, ...(await takeDown(sql, people)) };
}

/** A list of register hashes as it was read. */
export interface RegisterList {
  readonly hashes: readonly string[];
  /** Lines that hold no hash, from 1. */
  readonly invalidLines: readonly number[];
}

/** SHA-256 in Base64, with its padding or without. */
const REGISTER_HASH = /^[A-Za-z0-9+/]{43}=?$/;

/** Reads hashes, one a line; empty lines, and a first line that names the column, are none. */
export function parseRegister(text: string): RegisterList {
  const hashes: string[] = [];
  const invalidLines: number[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const found = line.trim().replace(/^"(.*)"$/, "$1");
    if (REGISTER_HASH.test(found)) hashes.push(found.length === 44 ? found : `${found}=`);
    else if (found !== "" && at > 0) invalidLines.push(at + 1);
  }
  return { hashes, invalidLines };
}

/**
 * Suppresses whoever a register of deletion requests names by hashes (SHA-256 of the normalised value, Base64), and takes
 * down whom it finds among those who are served.
 */
export async function suppressRegister(
  sql: Sql,
  folder: PrivacyFolder,
  kind: SuppressionKind,
  hashes: readonly string[],
): Promise<Suppressed> {
  const added = [...new Set(hashes)].map(
    (hashed): Suppression => suppressionOfHash(folder.salt, kind, hashed),
  );
  const entries = await addSuppressions(sql, folder, added);
  const people = await findServed(sql, new SuppressionList(folder.salt, added));
  const values = await servedValues(sql, people);
  const further = await addSuppressions(
    sql,
    folder,
    values.map((value) => suppressionOf(folder.salt, value)),
  );
  return { entries: entries + further, ...(await takeDown(sql, people)) };
}
