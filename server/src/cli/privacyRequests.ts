import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import type { PrivacyRequest } from "../privacy/requests.js";
import { operatorName, withAudit } from "./audited.js";
import { type CommonOptions, configOf, interruption, withCommonOptions } from "./command.js";
import { listedId } from "./options.js";
import { printResult } from "./output.js";
import { runStoreJob } from "./storeJob.js";
import { alignedLines, timeText } from "./table.js";

interface DecideOptions extends CommonOptions {
  readonly by?: string;
  readonly why?: string;
}

const requests = async () => await import("../privacy/requests.js");
const database = async () => await import("../postgres/database.js");

/** What is not yet closed and should have been. */
const dueText = ({ due_at, closed_at }: PrivacyRequest) =>
  closed_at === null && due_at.getTime() < Date.now() ? `${timeText(due_at)} OVERDUE` : timeText(due_at);

async function list({ all = false, ...options }: CommonOptions & { readonly all?: boolean }): Promise<void> {
  const { listRequests } = await requests();
  const deed = {
    action: "privacy.list",
    detail: (seen: readonly unknown[]) => ({ all, requests: seen.length }),
  };
  const listed = await withAudit(configOf(options), "privacy", deed, ({ sql }) => listRequests(sql, all));
  const rows = listed.map((request) => [
    request.id,
    request.type,
    request.state,
    request.proven_at === null ? "no" : "yes",
    request.subject?.email ?? "-",
    timeText(request.received_at),
    dueText(request),
  ]);
  const head = ["id", "type", "state", "proven", "address", "received", "due"];
  printResult(options.json, listed, rows.length === 0 ? ["No request waits."] : alignedLines(head, rows));
}

function sentences(request: PrivacyRequest): string[] {
  const { id, type, state, request_id, subject, decided_by, why, outcome } = request;
  return [
    `Request ${id}: ${type}, ${state}, due ${dueText(request)}; reference ${request_id}`,
    ...Object.entries(subject ?? {}).map(
      ([name, value]) => `  ${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
    ),
    ...(decided_by === null ? [] : [`Decided by ${decided_by}${why === "" ? "" : `: ${why}`}`]),
    ...(outcome === null ? [] : [`What came of it: ${JSON.stringify(outcome)}`]),
  ];
}

async function show(id: string, options: CommonOptions): Promise<void> {
  const { readRequest } = await requests();
  const deed = { action: "privacy.show", detail: () => ({ request: id }) };
  const found = await withAudit(configOf(options), "privacy", deed, ({ sql }) => readRequest(sql, id));
  printResult(options.json, found, sentences(found));
}

const detail = ({ id, type, state, why }: PrivacyRequest) => ({ request: id, type, state, why });

async function approve(id: string, { by, why = "", ...options }: DecideOptions): Promise<void> {
  const [
    { approveRequest },
    { carryOutApproved },
    { audit },
    { PrivacyFolder },
    { storeJobs },
    { withDatabase },
  ] = await Promise.all([
    requests(),
    import("../privacy/carryOut.js"),
    import("../privacy/auditLog.js"),
    import("../privacy/privacyFolder.js"),
    import("../jobs/storeSweep.js"),
    database(),
  ]);
  const config = configOf(options);
  const folder = new PrivacyFolder(config);
  const actor = by ?? operatorName();
  const signal = interruption();
  const decided = await withDatabase(config, "privacy", async ({ sql, url }) => {
    const approved = await approveRequest(sql, id, { by: actor, why });
    await audit(sql, folder, { actor, action: "privacy.approve", detail: detail(approved) });
    const [done = approved] = await carryOutApproved(
      { sql, folder, store: () => storeJobs(config, url, signal) },
      id,
    );
    return done;
  });
  printResult(options.json, decided, [...sentences(decided), ...nextOf(decided)]);
}

/** What is left to do of a request that was approved. */
function nextOf({ id, type, state }: PrivacyRequest): string[] {
  if (state !== "approved") return [];
  if (type === "access")
    return [`Next: vouch privacy access ${id} -o FILE, then vouch privacy complete ${id}`];
  return ["The rest is done where the analytic store is: by its server, or by vouch resolve."];
}

async function close(
  state: "completed" | "rejected",
  id: string,
  { by, why = "", ...options }: DecideOptions,
): Promise<void> {
  const { closeRequest } = await requests();
  const deed = { actor: by, action: state === "completed" ? "privacy.complete" : "privacy.reject", detail };
  const closed = await withAudit(configOf(options), "privacy", deed, ({ sql }, actor) =>
    closeRequest(sql, id, state, { by: actor, why }),
  );
  printResult(options.json, closed, sentences(closed));
}

interface AccessOptions extends DecideOptions {
  readonly output?: string;
}

async function access(id: string, { by, output, ...options }: AccessOptions): Promise<void> {
  const [{ readRequest }, { withDatabase }, { accessReport }] = await Promise.all([
    requests(),
    database(),
    import("../privacy/access.js"),
  ]);
  const config = configOf(options);
  const request = await withDatabase(config, "privacy", ({ sql }) => readRequest(sql, id));
  const subject = request.subject ?? {};
  const records = await runStoreJob<"subjectRecords">(options, { kind: "subjectRecords", subject });
  const deed = {
    actor: by,
    action: "privacy.access",
    detail: () => ({ request: id, records: records.length }),
  };
  const report = await withAudit(config, "privacy", deed, ({ sql }) => accessReport(sql, request, records));
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (output === undefined) process.stdout.write(text);
  else {
    writeFileSync(resolve(output), text, { mode: 0o600 });
    const { people, recipients } = report;
    printResult(
      options.json,
      {
        output: resolve(output),
        people: people.length,
        records: records.length,
        recipients: recipients.length,
      },
      [
        `${people.length} people, ${records.length} source records, ${recipients.length} answers that told of them: ${resolve(output)}`,
        `Give it to the person, delete it, then: vouch privacy complete ${id}`,
      ],
    );
  }
}

const signed = (command: Command) =>
  command
    .option("--by <name>", "who decides, for the audit log (the user of this machine)")
    .option("--why <text>", "what it rests on");

/** `vouch privacy list | show | approve | reject | access | complete`: what people ask about their own data. */
export function registerPrivacyRequests(parent: Command): void {
  const ofRequest = (name: string, description: string) =>
    parent.command(name).description(description).argument("<id>", "number of the request", listedId);
  withCommonOptions(
    parent
      .command("list")
      .description("List the requests that wait, by the day on which they are due.")
      .option("--all", "closed and unproven ones, too")
      .action(list),
    ["vouch privacy list", "vouch privacy list --all --json"],
  );
  withCommonOptions(ofRequest("show", "Show a request.").action(show), ["vouch privacy show 7"]);
  withCommonOptions(
    signed(
      ofRequest("approve", "Approve a request, and carry it out: suppress and erase, or correct."),
    ).action(approve),
    ["vouch privacy approve 7", 'vouch privacy approve 8 --by Kim --why "called back at the number we knew"'],
  );
  withCommonOptions(
    signed(ofRequest("reject", "Reject a request.")).action((id, options) => close("rejected", id, options)),
    ['vouch privacy reject 7 --why "not the person; told on 2027-01-31"'],
  );
  withCommonOptions(
    signed(
      ofRequest(
        "access",
        "Write all that is kept of the person of a request: values, sources, recipients.",
      ).option("-o, --output <file>", "file to write; standard output where absent"),
    ).action(access),
    ["vouch privacy access 9 -o jane.json"],
  );
  withCommonOptions(
    signed(
      ofRequest("complete", "Close a request that was answered, and forget what it said of the person."),
    ).action((id, options) => close("completed", id, options)),
    ["vouch privacy complete 9"],
  );
}
