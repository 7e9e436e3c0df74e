import type { Command } from "commander";
import { parseDomain } from "../normalization/domains.js";
import type { DomainAlias } from "../resolution/companyDomains.js";
import { type CommonOptions, withCommonOptions } from "./command.js";
import { printResult } from "./output.js";
import { runStoreJob } from "./storeJob.js";
import { alignedLines } from "./table.js";

const HEAD = ["MAIN DOMAIN", "ANOTHER OF ITS", "PEOPLE", "BECAUSE OF"];

function reasonsOf({ same_company, alike, shared_people, crossed_people }: DomainAlias): string {
  const reasons = [
    ...(same_company === true ? ["people of both name the same company"] : []),
    ...(alike ? ["the domains are named alike"] : []),
    ...(shared_people > 0 ? [`${shared_people} have addresses at both`] : []),
    ...(crossed_people > 0 ? [`${crossed_people} are said to be at one and have mail at the other`] : []),
  ];
  return reasons.join("; ");
}

async function showCompanies(domain: string | undefined, options: CommonOptions): Promise<void> {
  const of = domain === undefined ? undefined : (parseDomain(domain)?.registrable ?? domain);
  const asked = of === undefined ? {} : { domain: of };
  const aliases = await runStoreJob<"companies">(options, { kind: "companies", ...asked });
  const rows = aliases.map((alias) => [alias.main, alias.domain, String(alias.people), reasonsOf(alias)]);
  const none =
    of === undefined ? "No company is known to have several domains." : `No other domain is known of ${of}.`;
  const text =
    rows.length === 0
      ? [none, "It is learned from the records when vouch resolve learns its model."]
      : alignedLines(HEAD, rows);
  printResult(options.json, aliases, text);
}

/** `vouch companies`: which domains are taken to be one company's, and why. */
export function registerCompanies(program: Command): void {
  const command = program
    .command("companies")
    .description("Which domains are taken to be one company's, and why: acme.com, acme.de, acme-group.com.")
    .argument("[domain]", "only the company of this domain")
    .action(showCompanies);
  withCommonOptions(command, ["vouch companies", "vouch companies acme.example --json"]);
}
