import type { Command } from "commander";
import type { FoundAddress, FoundEmail } from "../people/finder/finding.js";
import { withCommonOptions } from "./command.js";
import { printResult } from "./output.js";
import { type ServerOptions, withServerOptions } from "./runningServer.js";

interface FindOptions extends ServerOptions {
  readonly minConfidence?: number;
}

interface Answer {
  readonly data?: FoundEmail;
  readonly credits_used: number;
}

const percent = (confidence: number) => `${Math.round(confidence * 100)} %`;

function line({ email, confidence, status, pattern }: FoundAddress): string {
  return `${email}  ${percent(confidence)}  ${status}${pattern === null ? "" : `  ${pattern}`}`;
}

const MAIL: Readonly<Record<FoundEmail["deliverability"], string>> = {
  deliverable: "The mail host takes mail for it.",
  undeliverable: "Mail to it does not arrive.",
  accept_all: "The mail host takes mail for any address: that says nothing of this one.",
  unknown: "Whether mail arrives is not known.",
};

function sentences({ data, credits_used }: Answer): string[] {
  if (data === undefined) return [`Not found; ${credits_used} credits.`];
  const others = data.alternatives.map((other) => `or ${line(other)}`);
  return [line(data), ...others, `${MAIL[data.deliverability]} ${credits_used} credits.`];
}

async function runFind(
  first_name: string,
  last_name: string,
  domain: string,
  options: FindOptions,
): Promise<void> {
  const { minConfidence: min_confidence = null } = options;
  const question = { first_name, last_name, domain, min_confidence };
  const [{ askServer }, { NotFoundError }] = await Promise.all([
    import("./askedServer.js"),
    import("@vouch/sdk"),
  ]);
  const { vouch, told } = await askServer(options);
  const answer: Answer = await told(() =>
    vouch.findEmail(question).catch((failure: unknown) => {
      if (failure instanceof NotFoundError) return { credits_used: failure.creditsUsed };
      throw failure;
    }),
  );
  const { data, credits_used } = answer;
  printResult(options.json, data ?? { status: "not_found", credits_used }, sentences(answer));
}

/** `vouch find`: asks a running server for somebody's address. */
export function registerFind(program: Command): void {
  const command = program
    .command("find")
    .description(
      "Ask a running server for the address of a person at a company: a known one, else the likeliest.",
    )
    .argument("<first>", "first name")
    .argument("<last>", "last name")
    .argument("<domain>", "the company's domain")
    .option("--min-confidence <share>", "from 0 to 1: what the address's confidence must be above", Number)
    .action(runFind);
  withCommonOptions(withServerOptions(command), [
    "vouch find Ada Byron acme.example --key vouch_…",
    "VOUCH_API_KEY=vouch_… vouch find Ada Byron acme.example --min-confidence 0.8 --json",
  ]);
}
