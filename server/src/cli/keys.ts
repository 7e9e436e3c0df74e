import { type Command, Option } from "commander";
import type { KeyOrder, ListedKey, RotatedKey } from "../accounts/keys.js";
import { newRequestId } from "../ids.js";
import { withAudit } from "./audited.js";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { commaList, timeSpan, timeToCome, wholeNumber } from "./options.js";
import { printResult } from "./output.js";
import { alignedLines, timeText } from "./table.js";

interface CreateOptions extends CommonOptions {
  readonly account: string;
  readonly plan?: string;
  readonly credits?: number;
  readonly name?: string;
  readonly scopes?: string[];
  readonly expires?: Date;
  readonly allow?: string[];
  readonly test?: boolean;
}

interface RotateOptions extends CommonOptions {
  readonly overlap: number;
}

const DAY = 86_400_000;

const verbs = async () =>
  await Promise.all([import("../accounts/keys.js"), import("../postgres/database.js")]);

function orderOf({ account, plan, credits, name, scopes, expires, allow, test }: CreateOptions): KeyOrder {
  return {
    account,
    mode: test === true ? "test" : "live",
    ...(plan === undefined ? {} : { plan }),
    ...(credits === undefined ? {} : { credits }),
    ...(name === undefined ? {} : { name }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(expires === undefined ? {} : { expiresAt: expires }),
    ...(allow === undefined ? {} : { addresses: allow }),
  };
}

async function createKey(options: CreateOptions): Promise<void> {
  const [{ issueKey }] = await verbs();
  const config = configOf(options);
  const deed = { action: "keys.create", detail: () => ({ account: options.account }) };
  const issued = await withAudit(config, "keys", deed, ({ sql }) =>
    issueKey(sql, orderOf(options), config.plans, newRequestId()),
  );
  printResult(options.json, issued, [
    `Account: ${issued.account}`,
    `Key:     ${issued.key}`,
    "The key is shown this once.",
  ]);
}

function stateOf({ revoked_at, expires_at }: ListedKey): string {
  if (revoked_at !== null) return "revoked";
  if (expires_at === null) return "works";
  return expires_at.getTime() <= Date.now() ? "expired" : `until ${timeText(expires_at)}`;
}

const rowOf = (key: ListedKey): string[] => [
  key.key_id,
  key.account,
  key.name === "" ? "-" : key.name,
  key.mode,
  stateOf(key),
  timeText(key.last_used_at),
  key.scopes.join(","),
  key.allowed_addresses.length === 0 ? "anywhere" : key.allowed_addresses.join(","),
];

async function listAllKeys(options: CommonOptions): Promise<void> {
  const [{ listKeys }, { withDatabase }] = await verbs();
  const keys = await withDatabase(configOf(options), "keys", ({ sql }) => listKeys(sql));
  const head = ["key", "account", "name", "mode", "state", "last used", "scopes", "from"];
  const none = ["There are no keys. Make one: vouch keys create --account NAME"];
  printResult(options.json, keys, keys.length === 0 ? none : alignedLines(head, keys.map(rowOf)));
}

async function rotate(key: string, { overlap, ...options }: RotateOptions): Promise<void> {
  const [{ rotateKey }] = await verbs();
  const deed = { action: "keys.rotate", detail: (made: RotatedKey) => ({ key: made.replaces }) };
  const rotated = await withAudit(configOf(options), "keys", deed, ({ sql }) => rotateKey(sql, key, overlap));
  printResult(options.json, rotated, [
    `Account: ${rotated.account}`,
    `Key:     ${rotated.key}`,
    `The key is shown this once. ${rotated.replaces} works until ${timeText(rotated.replaced_until)}.`,
  ]);
}

async function revoke(key: string, options: CommonOptions): Promise<void> {
  const [{ revokeKey }] = await verbs();
  const deed = {
    action: "keys.revoke",
    detail: ({ key_id }: { readonly key_id: string }) => ({ key: key_id }),
  };
  const revoked = await withAudit(configOf(options), "keys", deed, ({ sql }) => revokeKey(sql, key));
  printResult(options.json, revoked, [
    `Revoked ${revoked.key_id} of ${revoked.account}; servers refuse it within a second.`,
  ]);
}

function registerCreate(parent: Command): void {
  withCommonOptions(
    parent
      .command("create")
      .description("Create a key, and its account where there is none of the name.")
      .requiredOption("--account <name>", "account that the key belongs to")
      .option("--plan <name>", "plan of the account (new accounts: free)")
      .option("--credits <n>", "credits to grant (new accounts: 1000)", wholeNumber)
      .option("--name <name>", "what the key is called in lists")
      .option("--scopes <list>", "what it may be used for: enrich,find,search,jobs,account (all)", commaList)
      .option("--expires <when>", "a day or time in UTC, or a span from now: 2027-01-01, 90d", timeToCome)
      .option("--allow <list>", "addresses it may be used from: 203.0.113.0/24,2001:db8::/32", commaList)
      .option("--test", "a test key: answered from fixed personas, costs nothing")
      .action(createKey),
    [
      "vouch keys create --account sales --plan growth --credits 5000",
      "vouch keys create --account sales --name crm --scopes enrich,account --allow 203.0.113.0/24",
      "vouch keys create --account sales --test --json",
    ],
  );
}

/** `vouch keys`: API keys and the accounts they belong to. */
export function registerKeys(program: Command): void {
  const parent = program
    .command("keys")
    .description("Create, list, rotate and revoke API keys. Works while the server runs.");
  registerCreate(parent);
  withCommonOptions(
    parent.command("list").description("List keys; the keys themselves are not kept.").action(listAllKeys),
    ["vouch keys list"],
  );
  withCommonOptions(
    parent
      .command("rotate")
      .description("Create a key in place of another, which works on for a while.")
      .argument("<key>", "the key, or its id from the list")
      .addOption(
        new Option("--overlap <span>", "how long both work: 30m, 12h, 7d; 0m: not at all")
          .argParser(timeSpan)
          .default(DAY, "1d"),
      )
      .action(rotate),
    ["vouch keys rotate 4f1c09ab77de", "vouch keys rotate 4f1c09ab77de --overlap 7d"],
  );
  withCommonOptions(
    parent
      .command("revoke")
      .description("Revoke a key.")
      .argument("<key>", "the key, or its id from the list")
      .action(revoke),
    ["vouch keys revoke 4f1c09ab77de"],
  );
}
