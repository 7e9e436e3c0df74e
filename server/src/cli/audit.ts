import type { Command } from "commander";
import { VouchError } from "../errors.js";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { countFrom1 } from "./options.js";
import { printResult } from "./output.js";
import { alignedLines } from "./table.js";

const verbs = async () =>
  await Promise.all([
    import("../privacy/auditLog.js"),
    import("../privacy/privacyFolder.js"),
    import("../postgres/database.js"),
  ]);

async function list({ limit, ...options }: CommonOptions & { readonly limit: number }): Promise<void> {
  const [{ listAudit }, , { withDatabase }] = await verbs();
  const entries = await withDatabase(configOf(options), "audit", ({ sql }) => listAudit(sql, limit));
  const rows = entries.map(({ seq, at, actor, action, detail }) => [String(seq), at, actor, action, detail]);
  printResult(
    options.json,
    entries.map(({ detail, ...entry }) => ({ ...entry, detail: JSON.parse(detail) })),
    rows.length === 0
      ? ["Nothing was done yet that is kept."]
      : alignedLines(["entry", "at", "who", "did", "what"], rows),
  );
}

const WHAT = {
  missing: "is missing",
  altered: "is not what was written",
  truncated: "and what followed it are gone",
} as const;

async function verify(options: CommonOptions): Promise<void> {
  const [{ verifyAudit }, { PrivacyFolder }, { withDatabase }] = await verbs();
  const config = configOf(options);
  const { fault, ...verdict } = await withDatabase(config, "audit", ({ sql }) =>
    verifyAudit(sql, new PrivacyFolder(config)),
  );
  if (fault !== null) {
    throw new VouchError(
      "audit_tampered",
      `Entry ${fault.seq} of the audit log ${WHAT[fault.kind]}`,
      "Compare the database with a backup; whoever changed it could write to the database.",
    );
  }
  printResult(options.json, { ...verdict, fault }, [
    `The audit log is what was written: ${verdict.entries} entries, held against ${verdict.anchors} hashes that are kept apart.`,
  ]);
}

/** `vouch audit`: what operators did, and the proof that nobody changed it. */
export function registerAudit(program: Command): void {
  const parent = program
    .command("audit")
    .description("What operators and the rights of people did, in a log that shows if it was changed.");
  withCommonOptions(
    parent
      .command("list", { isDefault: true })
      .description("List what was done, newest first.")
      .option("--limit <n>", "at most so many", countFrom1, 50)
      .action(list),
    ["vouch audit list --limit 10"],
  );
  withCommonOptions(
    parent
      .command("verify")
      .description("Hold the log against its hashes; exits with 1 where it was changed.")
      .action(verify),
    ["vouch audit verify"],
  );
}
