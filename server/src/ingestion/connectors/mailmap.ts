import type { SourceJudgement } from "../sourceRecord.js";

/** A signature as git writes it: "Jane Doe <jane@acme.example>". */
export interface Signature {
  readonly name: string;
  readonly email: string;
}

export const signatureKey = ({ name, email }: Signature) => `${name} <${email}>`;

/** The signature that a key stands for; null where it is no signature's. */
export function signatureOfKey(key: string): Signature | null {
  const [, name, email] = /^(.*) <(.*)>$/s.exec(key) ?? [];
  return name === undefined || email === undefined ? null : { name, email };
}

interface Entry {
  readonly properName: string | null;
  readonly properEmail: string | null;
}

/** Commit e-mail, and where the line has one commit name, in lower case → what is proper. */
export type Mailmap = ReadonlyMap<string, Entry>;

const LINE = /^([^<]*)<([^>]*)>\s*(?:([^<]*)<([^>]*)>)?/;
const keyOf = (email: string, name: string) => `${email.toLowerCase()}\n${name.toLowerCase()}`;
const orNull = (text: string | undefined) => (text === undefined || text.trim() === "" ? null : text.trim());

/** Reads a `.mailmap` in git's four forms of line (git-check-mailmap). Lines that are none are passed over. */
export function parseMailmap(text: string): Mailmap {
  const entries = new Map<string, Entry>();
  for (const line of text.split(/\r?\n/)) {
    const found = LINE.exec(line.replace(/(^|>\s*)#.*$/, "$1"));
    if (found === null) continue;
    const [, properName, first = "", commitName, commitEmail] = found;
    const key = commitEmail === undefined ? keyOf(first, "") : keyOf(commitEmail, (commitName ?? "").trim());
    const properEmail = commitEmail === undefined ? null : orNull(first);
    const before = entries.get(key);
    entries.set(key, {
      properName: orNull(properName) ?? before?.properName ?? null,
      properEmail: properEmail ?? before?.properEmail ?? null,
    });
  }
  return entries;
}

/** The proper signature that a mailmap gives to one of a commit; itself where it has no entry. */
export function properSignature({ name, email }: Signature, mailmap: Mailmap): Signature {
  const entry = mailmap.get(keyOf(email, name)) ?? mailmap.get(keyOf(email, ""));
  return { name: entry?.properName ?? name, email: entry?.properEmail ?? email };
}

/** Links the signatures that a mailmap takes to be one person, as a chain through each of its identities. */
export function judgementsOf(signatures: readonly Signature[], mailmap: Mailmap): SourceJudgement[] {
  const lastOf = new Map<string, string>();
  const judgements: SourceJudgement[] = [];
  for (const signature of signatures) {
    const proper = properSignature(signature, mailmap);
    const identity = `${proper.name}\n${proper.email.toLowerCase()}`;
    const before = lastOf.get(identity);
    const key = signatureKey(signature);
    lastOf.set(identity, key);
    if (before === undefined) continue;
    judgements.push({
      leftKey: before,
      rightKey: key,
      verdict: "positive",
      by: ".mailmap",
      why: `both are ${signatureKey(proper)}`,
    });
  }
  return judgements;
}
