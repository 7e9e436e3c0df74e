import { createInterface, type Interface } from "node:readline/promises";
import type { Command } from "commander";
import type { PairExplanation } from "../resolution/explainPairs.js";
import { type CommonOptions, withCommonOptions } from "./command.js";
import { pairText } from "./explanationText.js";
import { keepJudgement, takeBack, VERDICTS } from "./judge.js";
import { wholeNumber } from "./options.js";
import { printResult } from "./output.js";
import { runStoreJob } from "./storeJob.js";

interface ReviewOptions extends CommonOptions {
  readonly limit: number;
  readonly by?: string;
}

const ANSWERS = {
  s: "same",
  d: "different",
  u: "unsure",
  k: "skip",
  b: "back",
  q: "quit",
} as const;
type Answer = (typeof ANSWERS)[keyof typeof ANSWERS];
const QUESTION = "[s]ame person, [d]ifferent people, [u]nsure, s[k]ip, [b]ack, [q]uit: ";

async function ask(terminal: Interface): Promise<Answer> {
  for (;;) {
    const typed = (await terminal.question(QUESTION)).trim().toLowerCase();
    const found = Object.entries(ANSWERS).find(([letter, word]) => typed === letter || typed === word);
    if (found !== undefined) return found[1];
  }
}

function printPair(pair: PairExplanation, at: number, of: number): void {
  process.stdout.write(`\n${at + 1} of ${of}\n\n${pairText(pair).join("\n")}\n\n`);
}

/** Judgements given in one sitting, by the place of their pair in the queue. */
type Given = Map<number, number>;

async function undo(options: CommonOptions, by: string, given: Given, at: number): Promise<void> {
  const id = given.get(at);
  if (id === undefined) return;
  given.delete(at);
  await takeBack(options, id, by, "taken back while reviewing");
}

/** Asks about each pair in turn. @returns how many judgements were kept */
async function judgeAll(
  pairs: readonly PairExplanation[],
  by: string,
  options: CommonOptions,
): Promise<number> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const given: Given = new Map();
  for (let at = 0; at < pairs.length; at += 1) {
    const pair = pairs[at];
    if (pair === undefined) break;
    printPair(pair, at, pairs.length);
    const answer = await ask(terminal);
    if (answer === "quit") break;
    if (answer === "back") {
      at = Math.max(0, at - 1) - 1;
      await undo(options, by, given, at + 1);
    } else if (answer !== "skip") {
      const words = { left: pair.left.reference, right: pair.right.reference, by, why: "reviewed" };
      const kept = await keepJudgement(options, { ...words, verdict: VERDICTS[answer] });
      given.set(at, kept.judgement_id);
    }
  }
  terminal.close();
  return given.size;
}

async function review({ limit, by, ...options }: ReviewOptions): Promise<void> {
  const pairs = await runStoreJob<"review">(options, { kind: "review", most: limit });
  const isAsked = by !== undefined && options.json !== true && process.stdin.isTTY === true;
  if (!isAsked || pairs.length === 0) {
    const lines = pairs.flatMap((pair, at) => [`${at + 1} of ${pairs.length}`, "", ...pairText(pair), ""]);
    const hint = "Judge them one by one: vouch review --by NAME, in a terminal.";
    printResult(options.json, pairs, pairs.length === 0 ? ["Nothing is in doubt."] : [...lines, hint]);
    return;
  }
  const kept = await judgeAll(pairs, by, options);
  process.stdout.write(`\n${kept} judgements kept. They count from the next vouch resolve on.\n`);
}

/** `vouch review`: the pairs of records that a person's word would help most with. */
export function registerReview(program: Command): void {
  const command = program
    .command("review")
    .description(
      "Show the pairs of records that are most in doubt, explained; with --by, judge them one by one.",
    )
    .option("--limit <pairs>", "how many at most", wholeNumber, 20)
    .option("--by <name>", "who judges; asks about each pair in turn where a person sits at the terminal")
    .action(review);
  withCommonOptions(command, ["vouch review --by Kim", "vouch review --limit 100 --json"]);
}
