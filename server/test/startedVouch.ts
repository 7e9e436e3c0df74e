import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../bin/vouch.js", import.meta.url));

/** A server that answers, as `vouch start --json` says it. */
export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly key: string | null;
  readonly pid: number;
}

/** Starts a command that goes on, as the leader of a process group, as a terminal does. */
export function launchVouch(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
    detached: true,
  });
}

/** Starts a server on a free port, and waits until it answers. */
export async function startVouch(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child = launchVouch(["start", "--port", "0", "--json", ...args], environment);
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    complaints += text;
  });
  const said = await Promise.race([
    once(child.stdout ?? child, "data").then(([text]) => String(text)),
    once(child, "exit").then(() => null),
  ]);
  if (said === null) throw new Error(`the server did not start: ${complaints}`);
  return { child, ...JSON.parse(said) };
}

/** Ends a process by a signal. @returns its exit code */
export async function stopped(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  const [code] = await once(child, "exit");
  return code;
}

/** Ends a process as Ctrl-C does: its whole group hears of it. @returns its exit code */
export async function interrupted(child: ChildProcess): Promise<number | null> {
  const ended = once(child, "exit");
  process.kill(-(child.pid ?? Number.NaN), "SIGINT");
  const [code] = await ended;
  return code;
}
