import type { Command } from "commander";
import { newRequestId } from "../ids.js";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { wholeNumber } from "./options.js";
import { printResult } from "./output.js";

interface CreateOptions extends CommonOptions {
  readonly account: string;
  readonly plan?: string;
  readonly credits?: number;
}

const verbs = async () =>
  await Promise.all([import("../accounts/keys.js"), import("../postgres/database.js")]);

async function createKey({ account, plan, credits, ...options }: CreateOptions): Promise<void> {
  const [{ issueKey }, { withDatabase }] = await verbs();
  const config = configOf(options);
  const order = {
    account,
    ...(plan === undefined ? {} : { plan }),
    ...(credits === undefined ? {} : { credits }),
  };
  const issued = await withDatabase(config, "keys", ({ sql }) =>
    issueKey(sql, order, config.plans, newRequestId()),
  );
  printResult(options.json, issued, [
    `Account: ${issued.account}`,
    `Key:     ${issued.key}`,
    "The key is shown this once.",
  ]);
}

async function listAllKeys(options: CommonOptions): Promise<void> {
  const [{ listKeys }, { withDatabase }] = await verbs();
  const keys = await withDatabase(configOf(options), "keys", ({ sql }) => listKeys(sql));
  const lines = keys.map(
    ({ key_id, account, plan, balance, revoked_at }) =>
      `${key_id}  ${account}  ${plan}  ${balance} credits${revoked_at === null ? "" : "  revoked"}`,
  );
  printResult(
    options.json,
    keys,
    lines.length === 0 ? ["There are no keys. Make one: vouch keys create --account NAME"] : lines,
  );
}

async function revoke(key: string, options: CommonOptions): Promise<void> {
  const [{ revokeKey }, { withDatabase }] = await verbs();
  const revoked = await withDatabase(configOf(options), "keys", ({ sql }) => revokeKey(sql, key));
  printResult(options.json, revoked, [
    `Revoked ${revoked.key_id} of ${revoked.account}; servers refuse it within a second.`,
  ]);
}

/** `vouch keys`: API keys and the accounts they belong to. */
export function registerKeys(program: Command): void {
  const parent = program
    .command("keys")
    .description("Create, list and revoke API keys. Works while the server runs.");
  withCommonOptions(
    parent
      .command("create")
      .description("Create a key, and its account where there is none of the name.")
      .requiredOption("--account <name>", "account that the key belongs to")
      .option("--plan <name>", "plan of the account (new accounts: free)")
      .option("--credits <n>", "credits to grant (new accounts: 1000)", wholeNumber)
      .action(createKey),
    [
      "vouch keys create --account sales --plan growth --credits 5000",
      "vouch keys create --account sales --json",
    ],
  );
  withCommonOptions(
    parent.command("list").description("List keys; the keys themselves are not kept.").action(listAllKeys),
    ["vouch keys list"],
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
