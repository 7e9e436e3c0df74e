import type { Command } from "commander";
import { interruption, withCommonOptions } from "./command.js";
import { countFrom1, portNumber } from "./options.js";
import { keyOf, type ServerOptions, urlOf, withServerOptions } from "./runningServer.js";

interface McpOptions extends ServerOptions {
  readonly http?: number;
  readonly cap?: number;
}

async function runMcp({ http, cap = Number.POSITIVE_INFINITY, ...options }: McpOptions): Promise<void> {
  const [{ createVouch }, { createBudget }, { createToolServer }, { serveHttp, serveStdio }] =
    await Promise.all([
      import("@vouch/sdk"),
      import("../mcp/budget.js"),
      import("../mcp/tools.js"),
      import("../mcp/serve.js"),
    ]);
  const vouch = createVouch({ baseUrl: urlOf(options), apiKey: keyOf(options) });
  const budget = createBudget(cap);
  const tools = () => createToolServer(vouch, budget);
  const signal = interruption();
  if (http === undefined) await serveStdio(tools, signal);
  else await serveHttp(tools, http, signal, (url) => process.stderr.write(`Tools at ${url}\n`));
}

/** `vouch mcp`: tools for language models. */
export function registerMcp(program: Command): void {
  const command = program
    .command("mcp")
    .description(
      "Give language models tools over a running server, by the Model Context Protocol: enrich_person, find_email, search_people, explain_person, account_balance.",
    )
    .option(
      "--http <port>",
      "speak Streamable HTTP at this port of this machine, instead of stdio",
      portNumber,
    )
    .option("--cap <credits>", "credits that the tools may spend together", countFrom1)
    .action(runMcp);
  withCommonOptions(withServerOptions(command), [
    "vouch mcp --key vouch_… --cap 200",
    "VOUCH_API_KEY=vouch_… vouch mcp --http 8790 --url https://people.acme.example",
  ]);
}
