import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(import.meta.resolve("@vouch/server/bin/vouch.js"));

/** Starts the command line as a process of its own, as its users do; its stderr goes to ours. */
export function spawnVouch(args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  const env = { ...process.env, ...environment };
  return spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], env });
}

/** Runs a command to its end and returns its stdout. @throws Error where it exits with another code than 0 */
export async function vouchText(
  args: readonly string[],
  watch: (child: ChildProcess) => void = () => undefined,
): Promise<string> {
  const child = spawnVouch(args);
  watch(child);
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`vouch ${args.join(" ")} ended with exit code ${String(code)}`);
  return Buffer.concat(chunks).toString("utf8");
}

/** Runs a command that prints one JSON object (`--json`) and returns it. */
export async function vouch<T = Record<string, unknown>>(
  args: readonly string[],
  watch?: (child: ChildProcess) => void,
): Promise<T> {
  const lines = (await vouchText(args, watch)).trim().split("\n");
  return JSON.parse(lines.at(-1) ?? "") as T;
}

/** Runs a command that prints a JSON object a line and returns them. */
export async function vouchLines<T>(args: readonly string[]): Promise<T[]> {
  return (await vouchText(args))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

/** A running server that a benchmark started for itself. */
export interface RunningServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** One that is a process of its own. */
export interface ServerProcess extends RunningServer {
  readonly child: ChildProcess;
}

/** Starts the server on a free port over a data folder and waits until it is ready. */
export async function startServer(
  dataDir: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawnVouch(["start", "--port", String(port), "--data", dataDir, "--no-demo"], environment);
  child.stdout?.resume();
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child);
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  return { url, child, stop };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill("SIGTERM");
  throw new Error(`the server did not become ready at ${url}`);
}

/** A port of this machine that nobody listens at. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
