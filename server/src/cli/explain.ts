import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { VouchError } from "../errors.js";
import type { PersonExplanation } from "../resolution/explainPerson.js";
import { islandGraph } from "../resolution/explainPerson.js";
import { type CommonOptions, withCommonOptions } from "./command.js";
import { pairText, recordLine } from "./explanationText.js";
import { printResult } from "./output.js";
import { runStoreJob } from "./storeJob.js";

interface ExplainOptions extends CommonOptions {
  readonly graph?: string;
}

function personText({
  person_id,
  model_version,
  records,
  neighbours,
  explained,
}: PersonExplanation): string[] {
  const alone = records.length === 1 ? ["One record: there is nothing to hold together."] : [];
  return [
    `${person_id}: ${records.length} records, by model ${model_version ?? "none"}`,
    ...records.map((record) => `  ${recordLine(record)}`),
    ...alone,
    ...(neighbours.length === 0 ? [] : ["", "Tied to them, and yet others:"]),
    ...neighbours.map((record) => `  ${recordLine(record)}  (${record.person_id ?? "nobody yet"})`),
    ...explained.flatMap((pair) => ["", "—", ...pairText(pair)]),
  ];
}

function writeGraph(file: string, person: PersonExplanation): void {
  try {
    writeFileSync(file, islandGraph(person));
  } catch {
    throw new VouchError(
      "output_not_writable",
      `${file} cannot be written`,
      "Check the path and its rights.",
    );
  }
}

async function explain(
  one: string,
  other: string | undefined,
  { graph, ...options }: ExplainOptions,
): Promise<void> {
  const of = other === undefined ? ([one] as const) : ([one, other] as const);
  const explanation = await runStoreJob<"explain">(options, { kind: "explain", of });
  if (!("records" in explanation)) {
    printResult(options.json, explanation, pairText(explanation));
    return;
  }
  if (graph !== undefined) writeGraph(graph, explanation);
  printResult(options.json, explanation, personText(explanation));
}

/** `vouch explain`: why records are one person, or not. */
export function registerExplain(program: Command): void {
  const command = program
    .command("explain")
    .description("Explain why two records are one person or not, or what holds a person together.")
    .argument("<one>", "person id, or a record as SOURCE:KEY")
    .argument("[other]", "another record as SOURCE:KEY")
    .option("--graph <file>", "of a person: write a picture of the records and their ties, in Mermaid")
    .action(explain);
  withCommonOptions(command, [
    "vouch explain crm:C-00001 address-book:17",
    "vouch explain per_abcdefghijkmnpqrstuv --graph person.mmd",
  ]);
}
