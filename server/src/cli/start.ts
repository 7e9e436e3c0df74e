import type { Command } from "commander";
import { acquireLock } from "../processLock.js";
import { type CommonOptions, configOf, interruption, withCommonOptions } from "./command.js";
import { portNumber } from "./options.js";
import { printResult, progressBar } from "./output.js";

interface StartOptions extends CommonOptions {
  readonly port?: number;
  readonly host?: string;
  readonly demo: boolean;
}

const EXAMPLE = `{"first_name": "John", "last_name": "Smith", "domain": "stripe.com"}`;

function sentences(url: string, key: string | null): string[] {
  const say = key === null ? "$KEY" : key;
  return [
    `Vouch answers at ${url}`,
    ...(key === null ? ["Make an API key: vouch keys create --account NAME"] : [`API key: ${key}`]),
    "Try it:",
    `  curl -s ${url}/api/v1/people/enrich -H "X-API-Key: ${say}" -H "Content-Type: application/json" -d '${EXAMPLE}'`,
    "Stop it with Ctrl-C.",
  ];
}

async function runStart({ port, host, demo, ...options }: StartOptions): Promise<void> {
  const { ownerFile, inUse } = await import("../postgres/owner.js");
  const config = {
    ...configOf(options),
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
  };
  const lock = acquireLock(ownerFile(config.dataDir), "start");
  if (!("release" in lock)) throw inUse(config.dataDir, lock);
  const signal = interruption();
  const bar = progressBar();
  try {
    const { runServer } = await import("../main.js");
    await runServer(config, {
      demo,
      signal,
      onProgress: bar.update,
      onReady: ({ url, key }) => {
        bar.stop();
        printResult(options.json, { url, key, pid: process.pid }, sentences(url, key));
      },
    });
  } finally {
    bar.stop();
    lock.release();
  }
}

/** `vouch start`: the server, with its own PostgreSQL unless DATABASE_URL names another. */
export function registerStart(program: Command): void {
  const command = program
    .command("start")
    .description("Start the server. The first start imports and resolves the demo's fictional people.")
    .option("--port <port>", "port to answer at; 0 takes a free one (VOUCH_PORT, 8787)", portNumber)
    .option("--host <host>", "address to listen at (VOUCH_HOST, 127.0.0.1)")
    .option("--no-demo", "leave the demo out")
    .action(runStart);
  withCommonOptions(command, [
    "vouch start",
    "vouch start --port 9000 --data /srv/vouch --no-demo",
    "DATABASE_URL=postgres://… vouch start",
  ]);
}
