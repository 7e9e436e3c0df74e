import { execFile, execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** What load on a server is made of. */
export interface Load {
  readonly url: string;
  readonly key: string;
  /** JSON texts; each connection goes through them in turn. */
  readonly bodies: readonly string[];
}

/** How a server bore it. */
export interface Borne {
  readonly requests: number;
  readonly per_second: number;
  readonly p99_ms: number;
  /** Answers that were not 200, and connections that broke. */
  readonly failures: number;
}

/** Loads a server from a process of its own. */
export type Loader = (connections: number, seconds: number) => Promise<Borne>;

const run = promisify(execFile);

function hasWrk(): boolean {
  try {
    execFileSync("wrk", ["--version"], { stdio: "ignore" });
    return true;
  } catch (error) {
    return error instanceof Error && "status" in error && error.status === 1;
  }
}

/** `wrk` where it is installed, because it leaves most of the machine to the server; else autocannon. */
export async function loaderOf(load: Load, folder: string): Promise<Loader> {
  return hasWrk() ? await wrkLoader(load, folder) : await autocannonLoader(load, folder);
}

/** Requests are made before the load begins; at its end the figures are printed as one JSON object. */
const WRK_SCRIPT = `
local requests, at = {}, 0
function init(arguments)
  local headers = { ["content-type"] = "application/json", ["x-api-key"] = arguments[1] }
  for body in io.lines(arguments[2]) do
    requests[#requests + 1] = wrk.format("POST", nil, headers, body)
  end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
function done(summary, latency, rates)
  local errors = summary.errors
  local failures = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('{"requests":%d,"per_second":%f,"p99_ms":%f,"failures":%d}\\n', summary.requests,
    summary.requests * 1e6 / summary.duration, latency:percentile(99) / 1000, failures))
end
`;

async function wrkLoader({ url, key, bodies }: Load, folder: string): Promise<Loader> {
  const [script, lines] = [join(folder, "load.lua"), join(folder, "bodies.txt")];
  await writeFile(script, WRK_SCRIPT);
  await writeFile(lines, `${bodies.join("\n")}\n`);
  return async (connections, seconds) => {
    const size = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s"];
    const { stdout } = await run("wrk", [...size, "-s", script, url, "--", key, lines]);
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  };
}

const CANNON = fileURLToPath(new URL("./cannon.js", import.meta.url));

async function autocannonLoader(load: Load, folder: string): Promise<Loader> {
  const task = join(folder, "load.json");
  await writeFile(task, JSON.stringify(load));
  return async (connections, seconds) => {
    const { stdout } = await run(process.execPath, [CANNON, task, String(connections), String(seconds)]);
    return JSON.parse(stdout);
  };
}
