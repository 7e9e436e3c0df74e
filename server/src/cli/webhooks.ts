import type { Command } from "commander";
import { allowAddresses } from "../accounts/addresses.js";
import type { NewEndpoint } from "../webhooks/endpoints.js";
import { withAudit } from "./audited.js";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { commaList, countFrom1, listedId } from "./options.js";
import { printResult } from "./output.js";
import { alignedLines, timeText } from "./table.js";

interface AddOptions extends CommonOptions {
  readonly events?: string[];
}

interface DeliveriesOptions extends CommonOptions {
  readonly limit: number;
}

const database = async () => await import("../postgres/database.js");
const endpoints = async () => await import("../webhooks/endpoints.js");

async function add(account: string, text: string, { events: types, ...options }: AddOptions): Promise<void> {
  const [{ addEndpoint }, { accountIdOf }, { readUrl }] = await Promise.all([
    endpoints(),
    import("../accounts/accounts.js"),
    import("../net/outgoing.js"),
  ]);
  const config = configOf(options);
  const url = readUrl(text, allowAddresses(config.reachable)).href;
  const deed = {
    action: "webhooks.add",
    // A path may hold a secret.
    detail: ({ endpoint_id }: NewEndpoint) => ({
      account,
      endpoint: endpoint_id,
      host: new URL(url).host,
      types,
    }),
  };
  const added = await withAudit(config, "webhooks", deed, async ({ sql }) => {
    const accountId = await accountIdOf(sql, account);
    return addEndpoint(sql, { accountId, url, ...(types === undefined ? {} : { types }) });
  });
  printResult(options.json, added, [
    `Endpoint ${added.endpoint_id}: ${added.url}`,
    `Its secret, shown this once: ${added.secret}`,
    `Try it: vouch webhooks test ${added.endpoint_id}`,
  ]);
}

async function list(options: CommonOptions): Promise<void> {
  const [{ withDatabase }, { listEndpoints }] = await Promise.all([database(), endpoints()]);
  const listed = await withDatabase(configOf(options), "webhooks", ({ sql }) => listEndpoints(sql));
  const rows = listed.map(({ endpoint_id, account, url, types, waiting, created_at }) => [
    endpoint_id,
    account,
    url,
    types?.join(", ") ?? "all",
    String(waiting),
    timeText(created_at),
  ]);
  const nothing = ["There are no endpoints. Add one: vouch webhooks add ACCOUNT URL"];
  const table = alignedLines(["id", "account", "url", "events", "waiting", "created"], rows);
  printResult(options.json, listed, rows.length === 0 ? nothing : table);
}

async function remove(id: string, options: CommonOptions): Promise<void> {
  const { removeEndpoint } = await endpoints();
  const deed = { action: "webhooks.remove", detail: () => ({ endpoint: id }) };
  const removed = await withAudit(configOf(options), "webhooks", deed, ({ sql }) => removeEndpoint(sql, id));
  printResult(options.json, removed, [`Nothing goes to ${removed.url} any more.`]);
}

async function test(id: string, options: CommonOptions): Promise<void> {
  const { testEndpoint } = await endpoints();
  const deed = { action: "webhooks.test", detail: (event: string) => ({ endpoint: id, event }) };
  const event_id = await withAudit(configOf(options), "webhooks", deed, ({ sql }) => testEndpoint(sql, id));
  printResult(options.json, { event_id }, [
    `A server delivers event ${event_id} within a second or two. See: vouch webhooks deliveries`,
  ]);
}

async function deliveries({ limit, ...options }: DeliveriesOptions): Promise<void> {
  const [{ withDatabase }, { listDeliveries }] = await Promise.all([
    database(),
    import("../webhooks/deliveries.js"),
  ]);
  const listed = await withDatabase(configOf(options), "webhooks", ({ sql }) => listDeliveries(sql, limit));
  const rows = listed.map(
    ({ event_id, type, account, url, created_at, attempts, state, answer, next_at }) => [
      event_id,
      type,
      account,
      url,
      timeText(created_at),
      String(attempts),
      state,
      answer,
      timeText(next_at),
    ],
  );
  const head = ["event", "type", "account", "url", "of", "attempts", "state", "answer", "next attempt"];
  printResult(
    options.json,
    listed,
    rows.length === 0 ? ["Nothing was to be delivered."] : alignedLines(head, rows),
  );
}

/** `vouch webhooks`: where accounts are told what happens. */
export function registerWebhooks(program: Command): void {
  const parent = program
    .command("webhooks")
    .description("Say where accounts are told that credits run low. Works while the server runs.");
  const subcommand = (name: string, description: string) => parent.command(name).description(description);
  withCommonOptions(
    subcommand("add", "Add an endpoint to an account; what is sent there is signed (Standard Webhooks).")
      .argument("<account>", "account's name")
      .argument("<url>", "where to send to")
      .option("--events <types>", "these alone, parted by commas (all)", commaList)
      .action(add),
    [
      "vouch webhooks add sales https://hooks.acme.example/vouch",
      "vouch webhooks add sales https://hooks.acme.example/vouch --events credits.exhausted",
    ],
  );
  withCommonOptions(subcommand("list", "List endpoints.").action(list), ["vouch webhooks list"]);
  withCommonOptions(
    subcommand("remove", "Remove an endpoint; what waits for it is given up.")
      .argument("<id>", "endpoint's id", listedId)
      .action(remove),
    ["vouch webhooks remove 3"],
  );
  withCommonOptions(
    subcommand("test", "Send an endpoint an event of type webhook.test.")
      .argument("<id>", "endpoint's id", listedId)
      .action(test),
    ["vouch webhooks test 3"],
  );
  withCommonOptions(
    subcommand("deliveries", "List the latest deliveries, newest first.")
      .option("--limit <n>", "at most so many", countFrom1, 50)
      .action(deliveries),
    ["vouch webhooks deliveries --limit 10"],
  );
}
