import type { Command } from "commander";
import type { ListedAccount } from "../accounts/accounts.js";
import { newRequestId } from "../ids.js";
import { withAudit } from "./audited.js";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { wholeNumber } from "./options.js";
import { printResult } from "./output.js";
import { alignedLines, timeText } from "./table.js";

interface CreateOptions extends CommonOptions {
  readonly plan?: string;
  readonly credits?: number;
}

interface SetOptions extends CommonOptions {
  readonly plan?: string;
  readonly lowBalance?: number;
}

const verbs = async () =>
  await Promise.all([import("../accounts/accounts.js"), import("../postgres/database.js")]);

const sentence = ({ account, plan, balance }: ListedAccount) =>
  `Account ${account}: plan ${plan}, ${balance} credits.`;

async function create(account: string, { plan, credits, ...options }: CreateOptions): Promise<void> {
  const [{ createAccount }] = await verbs();
  const config = configOf(options);
  const order = {
    account,
    ...(plan === undefined ? {} : { plan }),
    ...(credits === undefined ? {} : { credits }),
  };
  const deed = { action: "accounts.create", detail: () => order };
  const made = await withAudit(config, "accounts", deed, ({ sql }) =>
    createAccount(sql, order, config.plans, newRequestId()),
  );
  printResult(options.json, made, [
    sentence(made),
    `Make a key for it: vouch keys create --account ${account}`,
  ]);
}

async function set(
  account: string,
  { plan, lowBalance, ...options }: SetOptions,
  command: Command,
): Promise<void> {
  if (plan === undefined && lowBalance === undefined)
    command.error("error: nothing is to be set: give --plan, --low-balance or both");
  const [{ changeAccount }] = await verbs();
  const config = configOf(options);
  const change = {
    ...(plan === undefined ? {} : { plan }),
    ...(lowBalance === undefined ? {} : { lowBalance }),
  };
  const deed = { action: "accounts.set", detail: () => ({ account, ...change }) };
  const changed = await withAudit(config, "accounts", deed, ({ sql }) =>
    changeAccount(sql, account, change, config.plans),
  );
  printResult(options.json, changed, [sentence(changed), "Servers know it within a second."]);
}

async function list(options: CommonOptions): Promise<void> {
  const [{ listAccounts }, { withDatabase }] = await verbs();
  const config = configOf(options);
  const accounts = await withDatabase(config, "accounts", ({ sql }) => listAccounts(sql, config.plans));
  const rows = accounts.map(({ account, plan, balance, keys, created_at }) => [
    account,
    plan,
    String(balance),
    String(keys),
    timeText(created_at),
  ]);
  const nobody = ["There are no accounts. Make one: vouch accounts create NAME"];
  const table = alignedLines(["account", "plan", "credits", "keys", "created"], rows);
  printResult(options.json, accounts, rows.length === 0 ? nobody : table);
}

/** `vouch accounts`: who may ask, and on which plan. */
export function registerAccounts(program: Command): void {
  const parent = program
    .command("accounts")
    .description("Create, list and change accounts. Works while the server runs.");
  withCommonOptions(
    parent
      .command("create")
      .description("Create an account.")
      .argument("<name>", "account's name")
      .option("--plan <name>", "its plan (free)")
      .option("--credits <n>", "credits to grant (1000)", wholeNumber)
      .action(create),
    ["vouch accounts create sales --plan growth --credits 5000"],
  );
  withCommonOptions(parent.command("list").description("List accounts.").action(list), [
    "vouch accounts list",
  ]);
  withCommonOptions(
    parent
      .command("set")
      .description("Move an account to another plan; what the plan gives more this month is granted at once.")
      .argument("<name>", "account's name")
      .option("--plan <name>", "the plan; `vouch plans` lists them")
      .option("--low-balance <n>", "tell its webhooks when the balance falls below; 0: never", wholeNumber)
      .action(set),
    ["vouch accounts set sales --plan scale", "vouch accounts set sales --low-balance 500"],
  );
}
