import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { VouchError } from "../../errors.js";
import { accountOfNoReply, isBotSignature } from "../../normalization/emails.js";
import type { Connector, ConnectorOptions } from "../connector.js";
import type { Connected, RecordFields } from "../sourceRecord.js";
import { judgementsOf, parseMailmap, type Signature, signatureKey } from "./mailmap.js";

/** What a history tells of one signature; times in seconds since 1970. */
interface Seen {
  readonly signature: Signature;
  first: number;
  last: number;
}

const FIELD = "\u001f";
const RECORD = "\u001e";
const TRAILERS = ["Co-authored-by", "Signed-off-by", "Reviewed-by", "Acked-by", "Tested-by", "Reported-by"];
const TRAILER_FORMATS = TRAILERS.map((key) => `%(trailers:key=${key},valueonly,unfold,separator=%x1f)`);
const FORMAT = `${["%at", "%an <%ae>", "%ct", "%cn <%ce>", ...TRAILER_FORMATS].join("%x1f")}%x1e`;
const SIGNATURE = /^\s*"?([^<>"]*?)"?\s*<\s*([^<>\s]+@[^<>\s]+)\s*>/;
/** What a code host signs for people who work in its web pages. */
const HOST_SIGNATURE = /^noreply@|@(github|gitlab)\.com$/;

/** The repository's own configuration decides nothing here: no pager, no textconv, no foreign ownership check. */
const ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: "safe.directory",
  GIT_CONFIG_VALUE_0: "*",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C.UTF-8",
};

function runGit(path: string, args: readonly string[]): ChildProcess {
  return spawn("git", ["-C", path, "--no-pager", ...args], {
    env: { ...process.env, ...ENVIRONMENT },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function outputOf(
  path: string,
  args: readonly string[],
): Promise<{ text: string; problem: string | null }> {
  const git = runGit(path, args);
  const chunks: Buffer[] = [];
  const errors: Buffer[] = [];
  git.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  git.stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
  const problem = await new Promise<string | null>((resolve) => {
    git.on("error", (failure) => resolve(failure.message));
    git.on("close", (code) => resolve(code === 0 ? null : Buffer.concat(errors).toString().trim()));
  });
  return { text: Buffer.concat(chunks).toString(), problem };
}

async function checkRepository(path: string): Promise<void> {
  const { problem } = await outputOf(path, ["rev-parse", "--git-dir"]);
  if (problem === null) return;
  if (problem.includes("ENOENT") && problem.includes("spawn")) {
    throw new VouchError(
      "git_missing",
      "The program git is not installed",
      "Install git, or export the signatures as CSV.",
    );
  }
  throw new VouchError(
    "not_a_repository",
    `${path} is not a git repository`,
    "Give the path of a work tree or of a bare repository.",
  );
}

/** One record for each signature, with the dates between which it was used. */
class Signatures {
  readonly seen = new Map<string, Seen>();

  addCommit(commit: string): void {
    const [authored, author, committed, committer, ...trailers] = commit.trimStart().split(FIELD);
    const time = Number(authored);
    this.#add(author ?? "", time);
    if (!HOST_SIGNATURE.test(SIGNATURE.exec(committer ?? "")?.[2] ?? ""))
      this.#add(committer ?? "", Number(committed));
    for (const trailer of trailers) if (trailer !== "") this.#add(trailer, time);
  }

  #add(text: string, time: number): void {
    const found = SIGNATURE.exec(text);
    if (found === null || !(time > 0)) return;
    const signature = { name: (found[1] ?? "").trim(), email: found[2] ?? "" };
    const key = signatureKey(signature);
    const known = this.seen.get(key);
    if (known === undefined) this.seen.set(key, { signature, first: time, last: time });
    else {
      known.first = Math.min(known.first, time);
      known.last = Math.max(known.last, time);
    }
  }
}

async function readHistory(path: string): Promise<Signatures> {
  const signatures = new Signatures();
  const git = runGit(path, ["log", "--all", "--no-mailmap", "--encoding=UTF-8", `--format=${FORMAT}`]);
  const closed = new Promise<number | null>((resolve) => git.on("close", resolve));
  git.stderr?.resume();
  let open = "";
  if (git.stdout !== null) {
    for await (const line of createInterface({ input: git.stdout, crlfDelay: Number.POSITIVE_INFINITY })) {
      const commits = (open + line).split(RECORD);
      open = commits.pop() ?? "";
      for (const commit of commits) signatures.addCommit(commit);
    }
  }
  if ((await closed) !== 0)
    throw new VouchError("git_failed", `git log failed in ${path}`, "Check the repository with git fsck.");
  return signatures;
}

const dateOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

function fieldsOf({ signature: { name, email }, first, last }: Seen): RecordFields {
  const account = accountOfNoReply(email);
  return {
    ...(name === "" ? {} : { full_name: name }),
    emails: [email],
    ...(account === null ? {} : { profile_urls: [account] }),
    first_seen: dateOf(first),
    last_seen: dateOf(last),
  };
}

function toConnected(seen: Seen, line: number): Connected {
  const { name, email } = seen.signature;
  if (isBotSignature(name, email))
    return { kind: "reject", reject: { line, code: "bot", detail: "the signature of a program" } };
  return { kind: "record", record: { key: signatureKey(seen.signature), fields: fieldsOf(seen), line } };
}

/** The signatures of a repository's history: authors, committers and trailers; `.mailmap` gives the judgements. */
export const git: Connector = async function* (path: string, { mailmap }: ConnectorOptions) {
  await checkRepository(path);
  const seen = [...(await readHistory(path)).seen.values()];
  const connected = seen.map((one, at) => toConnected(one, at + 1));
  yield connected;
  const map = mailmap ? await outputOf(path, ["show", "HEAD:.mailmap"]) : null;
  if (map === null || map.problem !== null) return;
  const people = seen.filter((_, at) => connected[at]?.kind === "record").map(({ signature }) => signature);
  yield judgementsOf(people, parseMailmap(map.text)).map((judgement) => ({
    kind: "judgement" as const,
    judgement,
  }));
};
