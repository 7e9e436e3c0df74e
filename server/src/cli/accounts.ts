import type { Command } from "commander";
import type { ListedAccount } from "../accounts/accounts.js";
import type { Restrictions } from "../accounts/restrictions.js";
import { newRequestId } from "../ids.js";
import { withAudit } from "./audited.js";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { commaList, wholeNumber } from "./options.js";
import { printResult } from "./output.js";
import { alignedLines, timeText } from "./table.js";

interface CreateOptions extends CommonOptions {
  readonly plan?: string;
  readonly credits?: number;
}

interface SetOptions extends CommonOptions {
  readonly plan?: string;
  readonly lowBalance?: number;
  readonly allowLicences?: string[];
  readonly denyLicences?: string[];
  readonly allowCountries?: string[];
  readonly denyCountries?: string[];
}

/** The lists that were given; undefined where none was. */
function restrictionsOf(options: SetOptions): Restrictions | undefined {
  const { allowLicences, denyLicences, allowCountries, denyCountries } = options;
  const lists = [allowLicences, denyLicences, allowCountries, denyCountries];
  if (lists.every((list) => list === undefined)) return undefined;
  return {
    allow_licences: allowLicences,
    deny_licences: denyLicences,
    allow_countries: allowCountries,
    deny_countries: denyCountries,
  };
}

/** A list, or nothing where it is to be taken away. */
const listOrNone = (text: string) => (text.trim() === "none" ? [] : commaList(text));

/** What an account may be told, one list a line. */
const restrictionLines = (restrictions: Restrictions | null): string[] =>
  Object.entries(restrictions ?? {}).map(([name, list]) => `${name.replace("_", " ")}: ${list.join(", ")}`);

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

async function set(account: string, options: SetOptions, command: Command): Promise<void> {
  const { plan, lowBalance } = options;
  const restrictions = restrictionsOf(options);
  if (plan === undefined && lowBalance === undefined && restrictions === undefined)
    command.error("error: nothing is to be set: give --plan, --low-balance, or what it may be told");
  const [{ changeAccount }] = await verbs();
  const config = configOf(options);
  const change = {
    ...(plan === undefined ? {} : { plan }),
    ...(lowBalance === undefined ? {} : { lowBalance }),
    ...(restrictions === undefined ? {} : { restrictions }),
  };
  const deed = { action: "accounts.set", detail: () => ({ account, ...change }) };
  const changed = await withAudit(config, "accounts", deed, ({ sql }) =>
    changeAccount(sql, account, change, config.plans),
  );
  printResult(options.json, changed, [
    sentence(changed),
    ...restrictionLines(changed.restrictions),
    "Servers know it within a second.",
  ]);
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
      .description(
        "Change an account: its plan (what that gives more this month is granted at once), what it may be told.",
      )
      .argument("<name>", "account's name")
      .option("--plan <name>", "the plan; `vouch plans` lists them")
      .option("--low-balance <n>", "tell its webhooks when the balance falls below; 0: never", wholeNumber)
      .option(
        "--allow-licences <list>",
        "tell it what sources of these licences say, alone; none: all",
        listOrNone,
      )
      .option(
        "--deny-licences <list>",
        "tell it nothing that sources of these licences alone say",
        listOrNone,
      )
      .option("--allow-countries <list>", "tell it of people in these countries alone; none: all", listOrNone)
      .option("--deny-countries <list>", "tell it of nobody in these countries", listOrNone)
      .action(set),
    [
      "vouch accounts set sales --plan scale",
      "vouch accounts set sales --low-balance 500",
      "vouch accounts set partner --deny-licences cc-by-nc-4.0 --allow-countries us,ca,unknown",
    ],
  );
}
