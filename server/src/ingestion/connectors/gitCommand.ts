import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { VouchError } from "../../errors.js";

const LARGEST_OUTPUT = 16_000_000;
const RECORD = "\u001e";

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

const failed = (path: string, command: string) =>
  new VouchError("git_failed", `git ${command} failed in ${path}`, "Check the repository with git fsck.");

/** Hands lines to a program. One that has ended already hears nothing; its exit code tells. */
function tell(input: NodeJS.WritableStream | null | undefined, lines: readonly string[]): void {
  input?.on("error", () => {});
  input?.end(lines.map((line) => `${line}\n`).join(""));
}

/** What a short command prints, given lines; null where it fails. @throws VouchError git_missing */
export async function outputOf(
  path: string,
  args: readonly string[],
  lines: readonly string[] = [],
): Promise<string | null> {
  const running = runFile("git", argumentsFor(path, args), { env: ENVIRONMENT, maxBuffer: LARGEST_OUTPUT });
  tell(running.child.stdin, lines);
  const done = await running.catch((failure: unknown) => {
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

/** @throws VouchError file_not_found, not_a_repository, git_missing */
export async function checkRepository(path: string): Promise<void> {
  if (!existsSync(path)) throw new VouchError("file_not_found", `${path}: no such file`, "Check the path.");
  if ((await outputOf(path, ["rev-parse", "--git-dir"])) !== null) return;
  throw new VouchError(
    "not_a_repository",
    `${path} is not a git repository`,
    "Give the path of a work tree or of a bare repository.",
  );
}

/** The commits that all references and HEAD stand at. @throws VouchError git_failed */
export async function tipsOf(path: string): Promise<string[]> {
  const args = ["log", "--all", "--no-walk=unsorted", "--no-show-signature", "--format=%H"];
  const printed = await outputOf(path, args);
  if (printed === null) throw failed(path, "log");
  return printed.split("\n").filter((line) => line !== "");
}

/** Whether all commits that some lead to are also led to by others, and are there. */
export async function isAllWithin(
  path: string,
  commits: readonly string[],
  others: readonly string[],
): Promise<boolean> {
  const lines = [...commits, ...others.map((commit) => `^${commit}`)];
  return (await outputOf(path, ["rev-list", "--max-count=1", "--stdin"], lines)) === "";
}

/** Whether commits have parents that the repository does not hold, and that may come later. */
export async function isShallow(path: string): Promise<boolean> {
  return (await outputOf(path, ["rev-parse", "--is-shallow-repository"]))?.trim() === "true";
}

/**
 * The commits that some lead to and others do not, each as `format` writes it, in bytes as characters of code 0 to 255.
 * @throws VouchError git_failed
 */
export async function* commitsOf(
  path: string,
  format: string,
  { from, without }: { readonly from: readonly string[]; readonly without: readonly string[] },
): AsyncGenerator<string> {
  // Without a commit to begin at, git would begin at HEAD.
  if (from.length === 0) return;
  const options = ["--no-mailmap", "--no-show-signature", "--encoding=UTF-8", `--format=${format}%x1e`];
  const git = spawn("git", argumentsFor(path, ["log", "--stdin", ...options]), {
    env: ENVIRONMENT,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const closed = new Promise<number | null>((resolve) => git.on("close", resolve));
  tell(git.stdin, [...from, ...without.map((commit) => `^${commit}`)]);
  let open = "";
  for await (const line of createInterface({ input: git.stdout.setEncoding("latin1") })) {
    const commits = (open + line).split(RECORD);
    open = commits.pop() ?? "";
    yield* commits;
  }
  if ((await closed) !== 0) throw failed(path, "log");
}
