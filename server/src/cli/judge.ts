import { Argument, type Command } from "commander";
import type { Judgement, NewJudgement } from "../resolution/judging.js";
import { withAudit } from "./audited.js";
import { type CommonOptions, configOf, withCommonOptions } from "./command.js";
import { wholeNumber } from "./options.js";
import { printResult } from "./output.js";
import { runStoreJob } from "./storeJob.js";
import { alignedLines } from "./table.js";

/** The command line's words for verdicts. */
export const VERDICTS = { same: "positive", different: "negative", unsure: "unsure" } as const;

interface JudgeOptions extends CommonOptions {
  readonly by: string;
  readonly why: string;
}

const COUNTS = "It counts from the next vouch resolve on.";
const WORDS: Readonly<Record<Judgement["verdict"], string>> = {
  positive: "same",
  negative: "different",
  unsure: "unsure",
  withdrawn: "withdrawn",
};

/** Keeps a person's word on two records. */
export async function keepJudgement(options: CommonOptions, judgement: NewJudgement): Promise<Judgement> {
  const deed = {
    actor: judgement.by,
    action: "judge",
    // Keys of records may be addresses.
    detail: ({ judgement_id, verdict }: Judgement) => ({ judgement: judgement_id, verdict }),
  };
  return await withAudit(configOf(options), "judge", deed, () =>
    runStoreJob<"judge">(options, { kind: "judge", judgement }),
  );
}

/** Takes a kept word back. */
export async function takeBack(
  options: CommonOptions,
  judgement_id: number,
  by: string,
  why: string,
): Promise<Judgement> {
  const deed = {
    actor: by,
    action: "judgements.withdraw",
    detail: () => ({ judgement: judgement_id }),
  };
  const asked = { kind: "withdrawJudgement", judgement_id, by, why } as const;
  return await withAudit(configOf(options), "judge", deed, () =>
    runStoreJob<"withdrawJudgement">(options, asked),
  );
}

async function judge(
  left: string,
  right: string,
  word: keyof typeof VERDICTS,
  { by, why, ...options }: JudgeOptions,
): Promise<void> {
  const kept = await keepJudgement(options, { left, right, verdict: VERDICTS[word], by, why });
  printResult(options.json, kept, [
    `Judgement ${kept.judgement_id}: ${kept.left} and ${kept.right} are ${word}. ${COUNTS}`,
  ]);
}

async function listJudgements(options: CommonOptions): Promise<void> {
  const kept = await runStoreJob<"judgements">(options, { kind: "judgements" });
  const rows = kept.map(({ judgement_id, left, right, verdict, by, why }) => [
    String(judgement_id),
    WORDS[verdict],
    left,
    right,
    by,
    why,
  ]);
  const empty = ["Nobody has judged anything yet. See vouch review."];
  const lines = alignedLines(["id", "verdict", "record", "other record", "by", "why"], rows);
  printResult(options.json, kept, rows.length === 0 ? empty : lines);
}

async function withdraw(id: number, { by, why, ...options }: JudgeOptions): Promise<void> {
  const kept = await takeBack(options, id, by, why);
  printResult(options.json, kept, [
    `Judgement ${id} on ${kept.left} and ${kept.right} is withdrawn. ${COUNTS}`,
  ]);
}

const signed = (command: Command) =>
  command.requiredOption("--by <name>", "who says so").requiredOption("--why <text>", "what it rests on");

/** `vouch judge` and `vouch judgements`: a person's word above any score, kept for ever and undoable. */
export function registerJudge(program: Command): void {
  const command = program
    .command("judge")
    .description("Say that two records are of the same person or of different ones: above any score.")
    .argument("<record>", "SOURCE:KEY")
    .argument("<other>", "SOURCE:KEY")
    .addArgument(new Argument("<verdict>", "what they are").choices(Object.keys(VERDICTS)))
    .action(judge);
  withCommonOptions(signed(command), [
    'vouch judge crm:C-00001 address-book:17 same --by Kim --why "met them"',
  ]);
  const parent = program.command("judgements").description("List what people judged, and take it back.");
  withCommonOptions(
    parent.command("list", { isDefault: true }).description("List judgements.").action(listJudgements),
    ["vouch judgements list"],
  );
  const undo = parent
    .command("withdraw")
    .description("Take a judgement back; both stay in the list.")
    .argument("<id>", "number of the judgement", wholeNumber)
    .action(withdraw);
  withCommonOptions(signed(undo), ['vouch judgements withdraw 3 --by Kim --why "mixed them up"']);
}
