import { spawn } from "node:child_process";
import { openSync } from "node:fs";

/** How the keeper is told to run the server: JSON in its first argument. */
export interface KeeperTask {
  readonly postgres: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly log: string;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Keeps PostgreSQL for as long as the process that started it: its end closes our standard input, whatever ended it,
 * and then the server is stopped. "smart" on standard input stops it when the last client has gone.
 */
function keep({ postgres, args, cwd, log, uid, gid }: KeeperTask): void {
  const output = openSync(log, "a", 0o600);
  const user = uid === undefined || gid === undefined ? {} : { uid, gid };
  const server = spawn(postgres, args, { cwd, stdio: ["ignore", output, output], ...user });
  server.on("error", () => process.exit(1));
  server.on("exit", (code) => process.exit(code ?? 1));
  process.stdin.on("data", () => server.kill("SIGTERM"));
  const stopFast = () => server.kill("SIGINT");
  process.stdin.on("end", stopFast);
  process.stdin.on("error", stopFast);
  process.on("SIGTERM", stopFast);
  process.on("SIGINT", stopFast);
}

keep(JSON.parse(process.argv[2] ?? "{}"));
