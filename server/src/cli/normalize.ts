import { createInterface } from "node:readline";
import { Argument, type Command } from "commander";
import type { Derived } from "../normalization/describeValue.js";
import { VALUE_KINDS, type ValueKind } from "../normalization/valueKinds.js";
import { alignedLines } from "./table.js";

/** Lines of a table that are aligned together. */
const TABLE_ROWS = 1000;

interface Described {
  readonly value: string;
  readonly derived: Derived;
}

const cellText = (cell: string | number | boolean | null) => (cell === null ? "-" : String(cell));

function printTable(rows: readonly Described[], withHead: boolean): void {
  const [first] = rows;
  if (first === undefined) return;
  const head = ["value", ...Object.keys(first.derived)];
  const cells = rows.map(({ value, derived }) => [value, ...Object.values(derived).map(cellText)]);
  process.stdout.write(
    `${alignedLines(head, cells)
      .slice(withHead ? 0 : 1)
      .join("\n")}\n`,
  );
}

async function normalize(kind: ValueKind, { json }: { readonly json?: boolean }): Promise<void> {
  const { describers } = await import("../normalization/describeValue.js");
  const describe = describers[kind];
  let rows: Described[] = [];
  let printed = 0;
  for await (const value of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const derived = describe(value);
    if (json === true) process.stdout.write(`${JSON.stringify({ value, ...derived })}\n`);
    else rows.push({ value, derived });
    if (rows.length < TABLE_ROWS) continue;
    printTable(rows, printed === 0);
    printed += rows.length;
    rows = [];
  }
  printTable(rows, printed === 0);
}

/** `vouch normalize`: what Vouch reads in a value. */
export function registerNormalize(program: Command): void {
  program
    .command("normalize")
    .description("Show what is read in values: one per line from standard input.")
    .addArgument(new Argument("<kind>", "what the values are").choices(VALUE_KINDS))
    .option("--json", "one JSON object per line, with every derived field")
    .addHelpText(
      "after",
      '\nExamples:\n  $ echo "Leiterin Vertrieb" | vouch normalize title\n  $ cut -d, -f3 people.csv | vouch normalize email --json',
    )
    .action(normalize);
}
