import type { Command } from "commander";
import type { KeptFeedback } from "../people/feedbackLog.js";
import { withAudit } from "./audited.js";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { countFrom1, listedId } from "./options.js";
import { printResult } from "./output.js";
import { alignedLines, timeText } from "./table.js";

const log = async () => await import("../people/feedbackLog.js");
const database = async () => await import("../postgres/database.js");

const LISTED = 100;

async function list({ limit, ...options }: CommonOptions & { readonly limit: number }): Promise<void> {
  const [{ listFeedback }, { withDatabase }] = [await log(), await database()];
  const kept = await withDatabase(configOf(options), "feedback", ({ sql }) => listFeedback(sql, limit));
  const rows = kept.map(({ id, verdict, field, state, account, person_id, given_at }) => [
    id,
    verdict,
    field || "-",
    state,
    account,
    person_id ?? "-",
    timeText(given_at),
  ]);
  const head = ["id", "verdict", "field", "state", "account", "person", "given"];
  const lines = rows.length === 0 ? ["No account has said anything of an answer."] : alignedLines(head, rows);
  printResult(options.json, kept, lines);
}

function sentences(kept: KeptFeedback): string[] {
  const { id, verdict, field, state, account, operation, request_id, person_id, confidence } = kept;
  return [
    `Feedback ${id} of ${account}: ${verdict}${field === "" ? "" : ` in ${field}`}, ${state}`,
    `  of the answer ${request_id} (${operation}), given ${timeText(kept.given_at)}`,
    `  person: ${person_id ?? "nobody, or erased"}`,
    ...(verdict === "right" ? [] : [`  accounts that say so: ${kept.accounts}`]),
    ...(confidence === null ? [] : [`  confidence: ${confidence}`]),
    ...(kept.wrong_value === null || field === "" ? [] : [`  shown: ${kept.wrong_value}`]),
    ...(kept.correct_value === null ? [] : [`  right, it says: ${kept.correct_value}`]),
  ];
}

async function show(id: string, options: CommonOptions): Promise<void> {
  const [{ readFeedback }, { withDatabase }] = [await log(), await database()];
  const kept = await withDatabase(configOf(options), "feedback", ({ sql }) => readFeedback(sql, id));
  printResult(options.json, kept, sentences(kept));
}

interface DecideOptions extends CommonOptions {
  readonly by?: string;
  readonly why?: string;
}

type Decision = "confirm" | "undo";
const FOLLOWS: Readonly<Record<Decision, string>> = {
  confirm: "All accounts are answered by it from the next vouch resolve on.",
  undo: "Values are shown again from the next vouch resolve on.",
};

async function decide(
  decision: Decision,
  id: string,
  { by, why = "", ...options }: DecideOptions,
): Promise<void> {
  const { confirmFeedback, undoFeedback } = await log();
  const detail = ({ verdict, field }: KeptFeedback) => ({ feedback: id, verdict, field, why });
  const deed = { actor: by, action: `feedback.${decision}`, detail } as const;
  const kept = await withAudit(configOf(options), "feedback", deed, ({ sql }) =>
    decision === "confirm" ? confirmFeedback(sql, id) : undoFeedback(sql, id),
  );
  printResult(options.json, kept, [...sentences(kept), FOLLOWS[decision]]);
}

/** `vouch feedback list | show | confirm | undo`: what accounts say of answers. */
export function registerFeedback(program: Command): void {
  const parent = program
    .command("feedback")
    .description("See what accounts say of answers, and decide on it.");
  withCommonOptions(
    parent
      .command("list", { isDefault: true })
      .description("List what accounts said, newest first.")
      .option("--limit <n>", "how many", countFrom1, LISTED)
      .action(list),
    ["vouch feedback list", "vouch feedback list --limit 1000 --json"],
  );
  const of = (name: string, description: string) =>
    parent.command(name).description(description).argument("<id>", "number of the feedback", listedId);
  withCommonOptions(of("show", "Show what was said, with the value that was shown.").action(show), [
    "vouch feedback show 12",
  ]);
  const deciding = (decision: Decision, description: string, example: string) =>
    withCommonOptions(
      of(decision, description)
        .option("--by <name>", "who decides, for the audit log (the user of this machine)")
        .option("--why <text>", "what it rests on")
        .action((id: string, options: DecideOptions) => decide(decision, id, options)),
      [`vouch feedback ${decision} 12 --why "${example}"`],
    );
  deciding("confirm", "Take it for so: all accounts are answered by it.", "her own page says so, too");
  deciding(
    "undo",
    "Take it for not said: the person, or the value, is answered again.",
    "the account mixed up two namesakes",
  );
}
