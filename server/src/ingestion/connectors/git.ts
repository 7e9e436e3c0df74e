import { accountOfNoReply, isBotSignature } from "../../normalization/emails.js";
import { type Connector, type ConnectorOptions, connected } from "../connector.js";
import { decodeLine, isBroken } from "../encoding.js";
import { type HistoryRead, SourceMemory } from "../sourceMemory.js";
import type { Connected, RecordFields } from "../sourceRecord.js";
import { checkRepository, commitsOf, isAllWithin, isShallow, outputOf, tipsOf } from "./gitCommand.js";
import { judgementsOf, parseMailmap, type Signature, signatureKey, signatureOfKey } from "./mailmap.js";

/** What a history tells of one signature; times in seconds since 1970, infinite where no commit has a sane one. */
interface Seen {
  readonly signature: Signature;
  first: number;
  last: number;
}

const FIELD = "\u001f";
const TRAILERS = ["Co-authored-by", "Signed-off-by", "Reviewed-by", "Acked-by", "Tested-by", "Reported-by"];
const TRAILER_FORMATS = TRAILERS.map((key) => `%(trailers:key=${key},valueonly,unfold,separator=%x1f)`);
const FORMAT = ["%at", "%an", "%ae", "%ct", "%cn", "%ce", ...TRAILER_FORMATS].join("%x1f");
const TRAILER = /^\s*"?([^<>"]*)"?\s*<\s*([^<>\s]+@[^<>\s]+)\s*>/;
/** A trailer that was pasted into another one. */
const NESTED = /^(?:[A-Za-z]+(?:-[A-Za-z]+)*-by:\s*)+/;
const LONGEST_SIGNATURE = 500;
/** Years 1970 to 9999. */
const LATEST = 253_402_300_799;
/** What a code host signs for people who work in its web pages. */
const HOST_SIGNATURE = /^noreply@(github|gitlab)\.com$/i;
/** Raised where commits are read otherwise than before, so that they are read again. */
const READING = 1;

/** One entry for each signature, with the dates between which it was used. */
class Signatures {
  readonly #seen = new Map<string, Seen>();
  commits = 0;

  get all(): Seen[] {
    return [...this.#seen.values()];
  }

  addCommit(commit: string): void {
    this.commits += 1;
    const [authored, author, authorEmail, committed, committer, committerEmail, ...trailers] = commit
      .split(FIELD)
      .map(decodeLine);
    const time = Number(authored);
    this.#add(author, authorEmail, time);
    this.#add(committer, committerEmail, Number(committed));
    for (const trailer of trailers) this.#addTrailer(trailer, time);
  }

  /** Trailers are free text: only those that hold a name and an address are signatures. */
  #addTrailer(trailer: string, time: number): void {
    const found = trailer.length > LONGEST_SIGNATURE ? null : TRAILER.exec(trailer);
    if (found !== null) this.#add(found[1]?.replace(NESTED, ""), found[2], time);
  }

  #add(name = "", email = "", time: number): void {
    const signature = {
      name: name.slice(0, LONGEST_SIGNATURE).trim(),
      email: email.slice(0, LONGEST_SIGNATURE).trim(),
    };
    const key = signatureKey(signature);
    let seen = this.#seen.get(key);
    if (seen === undefined) {
      seen = { signature, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
      this.#seen.set(key, seen);
    }
    if (!(time > 0 && time <= LATEST)) return;
    seen.first = Math.min(seen.first, time);
    seen.last = Math.max(seen.last, time);
  }
}

type Records = ReadonlyMap<string, RecordFields>;

/** Which commits earlier imports have read; none where they were read otherwise. */
function tipsBefore(memory: SourceMemory, path: string): string[] {
  const text = memory.recall(path);
  const state: { reading: number; tips: string[] } | undefined =
    text === undefined ? undefined : JSON.parse(text);
  return state?.reading === READING ? state.tips : [];
}

/**
 * The signatures of the commits that no import has read yet; of all commits where some that were read are gone, whose
 * dates must not stay.
 */
async function readHistory(path: string, memory: SourceMemory): Promise<[Seen[], HistoryRead]> {
  const tips = await tipsOf(path);
  const before = tipsBefore(memory, path);
  const isGrown = before.length > 0 && (await isAllWithin(path, before, tips));
  const signatures = new Signatures();
  const range = { from: tips, without: isGrown ? before : [] };
  for await (const commit of commitsOf(path, FORMAT, range)) signatures.addCommit(commit);
  // Where parents are missing, what comes to be known later stands before what was read.
  if (!(await isShallow(path))) memory.remember(path, JSON.stringify({ reading: READING, tips }));
  const read = isGrown ? "news" : before.length > 0 ? "rewritten" : "whole";
  return [signatures.all, { commits: signatures.commits, read }];
}

const secondsOf = (day: string) => Date.parse(day) / 1000;

/** Takes the dates of the commits that were read earlier along. A record that has no first date has none of a commit. */
function mergeDates(seen: readonly Seen[], before: Records): void {
  for (const one of seen) {
    const { first_seen, last_seen } = before.get(signatureKey(one.signature)) ?? {};
    if (first_seen === undefined || last_seen === undefined) continue;
    one.first = Math.min(one.first, secondsOf(first_seen));
    one.last = Math.max(one.last, secondsOf(last_seen));
  }
}

const dateOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

/** "Jane Doe via the list": the name is hers, the address is that of who passed it on. */
const PASSED_ON = /\s+via\s+\S.*$/;

function fieldsOf({ signature: { name, email }, first, last }: Seen): RecordFields {
  const account = accountOfNoReply(email);
  return {
    ...(name === "" || isBroken(name) ? {} : { full_name: name.replace(PASSED_ON, "") }),
    ...(email.includes("@") && !PASSED_ON.test(name) ? { emails: [email] } : {}),
    ...(account === null ? {} : { profile_urls: [account] }),
    ...(Number.isFinite(first) ? { first_seen: dateOf(first), last_seen: dateOf(last) } : {}),
  };
}

function toConnected(seen: Seen, line: number): Connected {
  const { name, email } = seen.signature;
  if (isBotSignature(name, email) || HOST_SIGNATURE.test(email))
    return { kind: "reject", reject: { line, code: "bot", detail: "the signature of a program" } };
  return connected({ fields: fieldsOf(seen), id: signatureKey(seen.signature) }, line);
}

/** The judgements of the mailmap that stands at HEAD now, over all signatures that are known. */
async function mailmapJudgements(path: string, keys: Iterable<string>): Promise<Connected[]> {
  const text = await outputOf(path, ["cat-file", "blob", "HEAD:.mailmap"]);
  if (text === null) return [];
  // In an order that does not depend on which import brought which.
  const signatures = [...new Set(keys)].sort().flatMap((key) => signatureOfKey(key) ?? []);
  return judgementsOf(signatures, parseMailmap(text)).map((judgement) => ({
    kind: "judgement" as const,
    judgement,
  }));
}

/**
 * The signatures of a repository's history: authors, committers and trailers; `.mailmap` gives the judgements. Where
 * the history has but grown since the last import, only the commits that came are read.
 */
export const git: Connector = async function* (
  path: string,
  { mailmap, memory = new SourceMemory() }: ConnectorOptions,
) {
  await checkRepository(path);
  const [seen, history] = await readHistory(path, memory);
  memory.history = history;
  const before: Records = await memory.records();
  if (history.read === "news") mergeDates(seen, before);
  const read = seen.map((one, at) => toConnected(one, at + 1));
  yield read;
  if (!mailmap) return;
  const keys = read.flatMap((one) => (one.kind === "record" ? [one.record.key] : []));
  const judgements = await mailmapJudgements(path, [...before.keys(), ...keys]);
  if (judgements.length > 0) yield judgements;
};
