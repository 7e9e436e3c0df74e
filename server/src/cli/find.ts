import { operations } from "@vouch/contract";
import type { Command } from "commander";
import { VouchError } from "../errors.js";
import type { FoundAddress, FoundEmail } from "../people/finder/finding.js";
import { withCommonOptions } from "./command.js";
import { printResult } from "./output.js";
import { keyOf, type ServerOptions, urlOf, withServerOptions } from "./runningServer.js";

interface FindOptions extends ServerOptions {
  readonly minConfidence?: number;
}

interface Answer {
  readonly data?: FoundEmail;
  readonly message?: string;
  readonly detail?: string;
  readonly credits_used?: number;
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

function sentences({ data, credits_used = 0 }: Answer): string[] {
  if (data === undefined) return [`Not found; ${credits_used} credits.`];
  const others = data.alternatives.map((other) => `or ${line(other)}`);
  return [line(data), ...others, `${MAIL[data.deliverability]} ${credits_used} credits.`];
}

async function ask(url: string, key: string, body: object): Promise<Answer> {
  const response = await fetch(`${url.replace(/\/+$/, "")}${operations.findEmail.path}`, {
    method: "POST",
    headers: { "X-API-Key": key, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (response === undefined) {
    throw new VouchError(
      "no_server",
      `No Vouch server answers at ${url}.`,
      "Start one with `vouch start` in another window, or give its address with --url.",
    );
  }
  return (await response.json()) as Answer;
}

async function runFind(
  first_name: string,
  last_name: string,
  domain: string,
  options: FindOptions,
): Promise<void> {
  const question = { first_name, last_name, domain, min_confidence: options.minConfidence };
  const answer = await ask(urlOf(options), keyOf(options), question);
  const { data, message = "not_found", detail, credits_used } = answer;
  if (data === undefined && message !== "not_found") throw new VouchError(message, detail ?? message);
  printResult(options.json, data ?? { status: message, credits_used }, sentences(answer));
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
