import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { VouchError } from "../../errors.js";
import { accountOfNoReply, isBotSignature } from "../../normalization/emails.js";
import { type Connector, type ConnectorOptions, connected } from "../connector.js";
import { decodeLine, isBroken } from "../encoding.js";
import type { Connected, RecordFields } from "../sourceRecord.js";
import { judgementsOf, parseMailmap, type Signature, signatureKey } from "./mailmap.js";

/** What a history tells of one signature; times in seconds since 1970, infinite where no commit has a sane one. */
interface Seen {
  readonly signature: Signature;
  first: number;
  last: number;
}

const FIELD = "\u001f";
const RECORD = "\u001e";
const TRAILERS = ["Co-authored-by", "Signed-off-by", "Reviewed-by", "Acked-by", "Tested-by", "Reported-by"];
const TRAILER_FORMATS = TRAILERS.map((key) => `%(trailers:key=${key},valueonly,unfold,separator=%x1f)`);
const FORMAT = `${["%at", "%an", "%ae", "%ct", "%cn", "%ce", ...TRAILER_FORMATS].join("%x1f")}%x1e`;
const TRAILER = /^\s*"?([^<>"]*)"?\s*<\s*([^<>\s]+@[^<>\s]+)\s*>/;
/** A trailer that was pasted into another one. */
const NESTED = /^(?:[A-Za-z]+(?:-[A-Za-z]+)*-by:\s*)+/;
const LONGEST_SIGNATURE = 500;
/** Years 1970 to 9999. */
const LATEST = 253_402_300_799;
const LARGEST_MAILMAP = 16_000_000;
/** What a code host signs for people who work in its web pages. */
const HOST_SIGNATURE = /^noreply@(github|gitlab)\.com$/i;

const runFile = promisify(execFile);

/**
 * The repository is a stranger's: its configuration must start no program and open no connection. What a git that runs
 * us has set about its own repository must not be mistaken for this one.
 */
const ENVIRONMENT: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"))),
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: "safe.directory",
  GIT_CONFIG_VALUE_0: "*",
  GIT_ALLOW_PROTOCOL: "none",
  GIT_NO_LAZY_FETCH: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C.UTF-8",
};

const argumentsFor = (path: string, args: readonly string[]) => ["-C", path, "--no-pager", ...args];

/** What a short command prints; null where it fails. */
async function outputOf(path: string, args: readonly string[]): Promise<string | null> {
  const options = { env: ENVIRONMENT, maxBuffer: LARGEST_MAILMAP };
  const done = await runFile("git", argumentsFor(path, args), options).catch((failure: unknown) => {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") {
      throw new VouchError(
        "git_missing",
        "The program git is not installed",
        "Install git, or export the signatures as CSV.",
      );
    }
    return null;
  });
  return done?.stdout ?? null;
}

async function checkRepository(path: string): Promise<void> {
  if (!existsSync(path)) throw new VouchError("file_not_found", `${path}: no such file`, "Check the path.");
  if ((await outputOf(path, ["rev-parse", "--git-dir"])) !== null) return;
  throw new VouchError(
    "not_a_repository",
    `${path} is not a git repository`,
    "Give the path of a work tree or of a bare repository.",
  );
}

/** One entry for each signature, with the dates between which it was used. */
class Signatures {
  readonly #seen = new Map<string, Seen>();

  get all(): Seen[] {
    return [...this.#seen.values()];
  }

  addCommit(commit: string): void {
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

async function readHistory(path: string): Promise<Seen[]> {
  const signatures = new Signatures();
  const args = [
    "log",
    "--all",
    "--no-mailmap",
    "--no-show-signature",
    "--encoding=UTF-8",
    `--format=${FORMAT}`,
  ];
  const git = spawn("git", argumentsFor(path, args), {
    env: ENVIRONMENT,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const closed = new Promise<number | null>((resolve) => git.on("close", resolve));
  let open = "";
  for await (const line of createInterface({ input: git.stdout.setEncoding("latin1") })) {
    const commits = (open + line).split(RECORD);
    open = commits.pop() ?? "";
    for (const commit of commits) signatures.addCommit(commit);
  }
  if ((await closed) !== 0)
    throw new VouchError("git_failed", `git log failed in ${path}`, "Check the repository with git fsck.");
  return signatures.all;
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

/** The signatures of a repository's history: authors, committers and trailers; `.mailmap` gives the judgements. */
export const git: Connector = async function* (path: string, { mailmap }: ConnectorOptions) {
  await checkRepository(path);
  const seen = await readHistory(path);
  const read = seen.map((one, at) => toConnected(one, at + 1));
  yield read;
  const map = mailmap ? await outputOf(path, ["cat-file", "blob", "HEAD:.mailmap"]) : null;
  if (map === null) return;
  const people = seen.filter((_, at) => read[at]?.kind === "record").map(({ signature }) => signature);
  yield judgementsOf(people, parseMailmap(map)).map((judgement) => ({
    kind: "judgement" as const,
    judgement,
  }));
};
