import type { Command } from "commander";
import { newRequestId } from "../ids.js";
import { withAudit } from "./audited.js";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { countFrom1, entryCursor, timeToCome, wholeNumber } from "./options.js";
import { printResult } from "./output.js";
import { alignedLines, timeText } from "./table.js";

interface LedgerOptions extends CommonOptions {
  readonly limit: number;
  readonly cursor?: string;
}

interface GrantOptions extends CommonOptions {
  readonly expires?: Date;
  readonly note?: string;
}

const verbs = async () =>
  await Promise.all([import("../accounts/accounts.js"), import("../postgres/database.js")]);

async function grantCredits(
  account: string,
  credits: number,
  { expires, note, ...options }: GrantOptions,
): Promise<void> {
  const [{ grantToAccount }] = await verbs();
  const config = configOf(options);
  const order = {
    account,
    credits,
    requestId: newRequestId(),
    ...(expires === undefined ? {} : { expiresAt: expires }),
    ...(note === undefined ? {} : { note }),
  };
  const deed = { action: "credits.grant", detail: () => ({ account, credits }) };
  const balance = await withAudit(config, "credits", deed, ({ sql }) =>
    grantToAccount(sql, order, config.plans),
  );
  const until = expires === undefined ? "" : `, until ${timeText(expires)}`;
  printResult(options.json, { account, credits, expires_at: expires ?? null, balance }, [
    `Granted ${credits} credits to ${account}${until}. Balance: ${balance}.`,
  ]);
}

async function showCredits(account: string, options: CommonOptions): Promise<void> {
  const [{ creditsOf }, { withDatabase }] = await verbs();
  const config = configOf(options);
  const credits = await withDatabase(config, "credits", ({ sql }) => creditsOf(sql, account, config.plans));
  const rows = credits.grants.map((grant) => [String(grant.credits), timeText(grant.expires_at)]);
  printResult(options.json, { account, ...credits }, [
    `Balance of ${account}: ${credits.balance}`,
    ...(rows.length === 0 ? [] : alignedLines(["credits", "expire"], rows)),
  ]);
}

async function showLedger(account: string, { limit, cursor, ...options }: LedgerOptions): Promise<void> {
  const [{ ledgerOf }, { withDatabase }] = await verbs();
  const page = await withDatabase(configOf(options), "credits", ({ sql }) =>
    ledgerOf(sql, account, { limit, cursor }),
  );
  const rows = page.entries.map(({ kind, credits, operation, outcome, request_id, created_at, note }) => [
    timeText(created_at),
    String(kind === "grant" ? credits : -credits),
    operation,
    outcome,
    request_id || "-",
    note,
  ]);
  const table = alignedLines(["time", "credits", "operation", "outcome", "request", "note"], rows);
  printResult(options.json, page, [
    ...(rows.length === 0 ? [`Nothing has happened to the credits of ${account}.`] : table),
    ...(page.next_cursor === null ? [] : [`Older entries: --cursor ${page.next_cursor}`]),
  ]);
}

/** `vouch credits`: what accounts have, and more of it. */
export function registerCredits(program: Command): void {
  const parent = program
    .command("credits")
    .description("Grant credits and see what is left. Works while the server runs.");
  withCommonOptions(
    parent
      .command("grant")
      .description("Grant credits to an account.")
      .argument("<account>", "account's name")
      .argument("<credits>", "how many", wholeNumber)
      .option("--expires <when>", "a day or time in UTC, or a span from now: 2027-01-01, 90d", timeToCome)
      .option("--note <text>", "what it is for; shown in the ledger")
      .action(grantCredits),
    ["vouch credits grant sales 5000", 'vouch credits grant sales 200 --expires 90d --note "spring offer"'],
  );
  withCommonOptions(
    parent
      .command("show")
      .description("Show an account's balance and what it is made of, in the order in which it is burnt.")
      .argument("<account>", "account's name")
      .action(showCredits),
    ["vouch credits show sales", "vouch credits show sales --json"],
  );
  withCommonOptions(
    parent
      .command("ledger")
      .description("List an account's grants, charges and expiries, newest first.")
      .argument("<account>", "account's name")
      .option("--limit <n>", "entries at most", countFrom1, 50)
      .option("--cursor <cursor>", "entries older than those of the page that named it", entryCursor)
      .action(showLedger),
    ["vouch credits ledger sales", "vouch credits ledger sales --limit 1000 --json"],
  );
}
