import type { Command } from "commander";
import type { HistoryEntry, PersonHistory } from "../resolution/personHistory.js";
import { type CommonOptions, withCommonOptions } from "./command.js";
import { printResult } from "./output.js";
import { runStoreJob } from "./storeJob.js";
import { alignedLines, timeText } from "./table.js";

function happening({ kind, person_id, other_id }: HistoryEntry): string {
  if (kind === "merged") return `${other_id} became part of ${person_id}`;
  if (kind === "split") return `${person_id} was split from ${other_id}`;
  return kind === "created" ? `${person_id} was found` : `${person_id} gained or lost records`;
}

function sentences({ asked, person_id, records, entries }: PersonHistory): string[] {
  const rows = entries.map((entry) => [
    timeText(new Date(entry.at)),
    happening(entry),
    `${entry.cause}, model ${entry.model_version}`,
  ]);
  return [
    ...(asked === person_id ? [] : [`${asked} is ${person_id} today.`]),
    `${person_id} has ${records} records.`,
    ...alignedLines(["when", "what happened", "cause"], rows),
  ];
}

async function showHistory(person: string, options: CommonOptions): Promise<void> {
  const history = await runStoreJob<"history">(options, { kind: "history", person });
  printResult(options.json, history, sentences(history));
}

/** `vouch history`: what became of a person. */
export function registerHistory(program: Command): void {
  const command = program
    .command("history")
    .description("Tell each merge and split of a person: when, why, by which model. Old ids work, too.")
    .argument("<person>", "person id")
    .action(showHistory);
  withCommonOptions(command, ["vouch history per_abcdefghijkmnpqrstuv"]);
}
