import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { VouchError } from "../errors.js";
import type { Suppressed } from "../privacy/suppress.js";
import type { SuppressionKind } from "../privacy/suppressionKeys.js";
import type { SyncedList } from "../privacy/suppressions.js";
import { withAudit } from "./audited.js";
import { type CommonOptions, configOf, interruption, withCommonOptions } from "./command.js";
import { printResult } from "./output.js";
import { registerPrivacyRequests } from "./privacyRequests.js";

interface SuppressOptions extends CommonOptions {
  readonly email?: string;
  readonly phone?: string;
  readonly profile?: string;
  readonly name?: string;
  readonly company?: string;
  readonly domain?: string;
  readonly hashes?: string;
  readonly kind: SuppressionKind;
  readonly by?: string;
}

/** What applying the list anew did. */
interface Reapplied {
  readonly entries: number;
  readonly people: number;
  readonly records: number;
}

const verbs = async () =>
  await Promise.all([
    import("../privacy/suppress.js"),
    import("../privacy/suppressions.js"),
    import("../privacy/privacyFolder.js"),
    import("../jobs/storeSweep.js"),
  ]);

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new VouchError("file_not_found", `${path} cannot be read`, "Check the path.");
  }
}

/** What of a list was no entry, as people are told it. */
function linesText(lines: readonly number[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, 10).join(", ");
  return [
    `Left out, because they hold no SHA-256 in Base64: ${lines.length} lines (${shown}${lines.length > 10 ? ", …" : ""}).`,
  ];
}

async function suppress(options: SuppressOptions): Promise<void> {
  const { email, phone, profile: profile_url, name: full_name, company, domain, hashes, kind, by } = options;
  const [{ parseRegister, suppressRegister, suppressSubject }, , { PrivacyFolder }, { sweepAnalyticStore }] =
    await verbs();
  const config = configOf(options);
  const folder = new PrivacyFolder(config);
  const register = hashes === undefined ? undefined : parseRegister(readText(resolve(hashes)));
  const subject = { email, phone, profile_url, full_name, company, domain };
  const deed = {
    actor: by,
    action: "privacy.suppress",
    detail: (result: Suppressed) => ({ ...result, hashes: register?.hashes.length ?? 0 }),
  };
  const done = await withAudit(config, "privacy", deed, async ({ sql, url }) => {
    const suppressed =
      register === undefined
        ? await suppressSubject(sql, folder, subject)
        : await suppressRegister(sql, folder, kind, register.hashes);
    const swept = await sweepAnalyticStore(config, url, interruption());
    return { ...suppressed, people: suppressed.people + swept.people, records: swept.records };
  });
  const { entries, people, answers, records } = done;
  printResult(options.json, { ...done, invalid_lines: register?.invalidLines.length ?? 0 }, [
    `${entries} entries more on the suppression list; ${people} people taken down, ${answers} stored answers and ${records} source records erased.`,
    ...linesText(register?.invalidLines ?? []),
  ]);
}

async function exportList({
  output,
  ...options
}: CommonOptions & { readonly output?: string }): Promise<void> {
  const [, { syncSuppressions }, { PrivacyFolder }] = await verbs();
  const { linesOfList } = await import("../privacy/suppressionList.js");
  const config = configOf(options);
  const deed = { action: "privacy.export", detail: ({ list }: SyncedList) => ({ entries: list.size }) };
  const { list } = await withAudit(config, "privacy", deed, ({ sql }) =>
    syncSuppressions(sql, new PrivacyFolder(config)),
  );
  if (output === undefined) process.stdout.write(linesOfList(list.entries));
  else {
    writeFileSync(resolve(output), linesOfList(list.entries), { mode: 0o600 });
    printResult(options.json, { entries: list.size, output: resolve(output) }, [
      `${list.size} entries: ${resolve(output)}`,
    ]);
  }
}

async function reapply(file: string | undefined, options: CommonOptions): Promise<void> {
  const [, { syncSuppressions }, { PrivacyFolder }, { sweepAnalyticStore }] = await verbs();
  const [{ parseList }, { sweepServed }] = await Promise.all([
    import("../privacy/suppressionList.js"),
    import("../privacy/sweep.js"),
  ]);
  const config = configOf(options);
  const more = file === undefined ? [] : parseList(readText(resolve(file)));
  const deed = { action: "privacy.reapply", detail: (result: Reapplied) => ({ ...result }) };
  const done = await withAudit(config, "privacy", deed, async ({ sql, url }) => {
    const { list } = await syncSuppressions(sql, new PrivacyFolder(config), more);
    const served = await sweepServed(sql, list);
    const { people, records } = await sweepAnalyticStore(config, url, interruption());
    return { entries: list.size, people: served + people, records };
  });
  const { entries, people, records } = done;
  printResult(options.json, done, [
    `${entries} entries applied: ${people} people taken down, ${records} source records erased.`,
  ]);
}

/** Adds who does something to a command. */
export const signedBy = (command: Command): Command =>
  command.option("--by <name>", "who does it, for the audit log (the user of this machine)");

function registerSuppress(parent: Command): void {
  const command = signedBy(
    parent
      .command("suppress")
      .description("Suppress somebody for good: taken down at once, erased, and never taken in again.")
      .option("--email <address>", "an address of theirs")
      .option("--phone <number>", "a number of theirs, with country code: +49…")
      .option("--profile <url>", "a profile of theirs, e.g. at LinkedIn")
      .option("--name <name>", "their full name, with --company or --domain")
      .option("--company <name>", "an employer's name")
      .option("--domain <domain>", "an employer's domain")
      .option(
        "--hashes <file>",
        "everybody a register names: SHA-256 of the normalised value in Base64, one a line",
      )
      .addOption(
        new Option("--kind <kind>", "what was hashed")
          .choices(["email", "phone", "profile"])
          .default("email"),
      ),
  ).action(suppress);
  withCommonOptions(command, [
    "vouch privacy suppress --email jane@acme.example",
    'vouch privacy suppress --name "Jane Roe" --company Acme --by Kim',
    "vouch privacy suppress --hashes deletion-register.txt",
  ]);
}

/** `vouch privacy`: the rights of the people that records are about. */
export function registerPrivacy(program: Command): void {
  const parent = program
    .command("privacy")
    .description("Serve the rights of the people that records are about. Works while the server runs.");
  registerPrivacyRequests(parent);
  registerSuppress(parent);
  withCommonOptions(
    parent
      .command("export")
      .description("Write the suppression list (salted hashes), to be kept apart from backups.")
      .option("-o, --output <file>", "file to write; standard output where absent")
      .action(exportList),
    ["vouch privacy export -o suppressions.csv"],
  );
  withCommonOptions(
    parent
      .command("reapply")
      .description("Apply the whole suppression list anew, after a backup was restored.")
      .argument("[file]", "a list that was exported, to be added")
      .action(reapply),
    ["vouch privacy reapply", "vouch privacy reapply suppressions.csv"],
  );
}
