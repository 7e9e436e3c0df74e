import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sql } from "postgres";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ADA, publishAda } from "../../test/people.js";
import { testDatabase } from "../../test/postgres.js";
import { grant } from "../credits/grant.js";
import { readAnswers } from "../credits/storedAnswers.js";
import { createMailer } from "../net/mail.js";
import { parseEmail } from "../normalization/emails.js";
import { createEnricher } from "../people/enrich.js";
import { verifyAudit } from "./auditLog.js";
import { carryOutApproved } from "./carryOut.js";
import { PrivacyFolder } from "./privacyFolder.js";
import { approveRequest, confirmRequest, listRequests, receiveRequest } from "./requests.js";
import { settleErased } from "./takeDown.js";
import { sendLinks, startTending, type TendingDeps } from "./tending.js";

/** Messages as a real SMTP server took them. */
const taken: string[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, _session, done) {
    let text = "";
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    stream.on("end", () => {
      taken.push(text);
      done();
    });
  },
});
let smtpUrl: string;
beforeAll(async () => {
  const listening = smtp.listen(0, "127.0.0.1");
  await once(listening, "listening");
  smtpUrl = `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => smtp.close(() => resolve())));

let sql: Sql;
let close: () => Promise<void>;
let folder: PrivacyFolder;
let deps: TendingDeps;
const logged: object[] = [];
beforeEach(async () => {
  taken.length = 0;
  ({ sql, close } = await testDatabase());
  folder = new PrivacyFolder({
    dataDir: mkdtempSync(join(tmpdir(), "vouch-tending-")),
    privacyDir: undefined,
  });
  const settings = { smtpUrl, from: "privacy@vouch.example", publicUrl: "https://vouch.example" };
  deps = {
    sql,
    folder,
    log: (entry) => logged.push(entry),
    mail: { settings, send: createMailer(settings) },
    store: () => ({ sweep: async () => ({ records: 0, people: 0 }) }),
  };
  await publishAda(sql);
});
afterEach(async () => {
  await close();
  rmSync(folder.path, { recursive: true, force: true });
});

const served = async () => (await sql`SELECT FROM person`).length;

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; !(await isTrue()); tries += 1) {
    if (tries > 400) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

describe("somebody who asks to be shown no more", () => {
  it("is sent a link, follows it, and is gone, with the answers that were stored and the ledger's references", async () => {
    const [account] = await sql<{ id: string }[]>`
      INSERT INTO account (name, plan) VALUES ('sales', 'free') RETURNING account_id::text AS id`;
    const accountId = account?.id ?? "";
    await grant(sql, { accountId, credits: 100, requestId: "req_grant" });
    const once = { keyHash: "0".repeat(64), fingerprint: "1".repeat(64), render: () => "{}" };
    const query = {
      email: parseEmail(ADA.email) ?? undefined,
      minConfidence: 0.5,
      required: [],
      include: [],
    };
    const enrich = createEnricher(sql);
    expect(await enrich(query, accountId, "req_1", { once })).toMatchObject({ kind: "found" });

    await receiveRequest(sql, { type: "opt_out", email: ` ${ADA.email.toUpperCase()}` }, "req_2", true);
    const tending = startTending(deps);
    try {
      await until(() => taken.length > 0);
      expect(taken[0]).toMatch(/^To: .*ada\.byron@acme\.example/im);
      const text = (taken[0] ?? "").replace(/=\r\n/g, "").replaceAll("=3D", "=");
      const token = /https:\/\/vouch\.example\/privacy\/confirm#([\w-]+)/.exec(text)?.[1] ?? "";
      expect(await served()).toBe(1);
      expect(await confirmRequest(sql, token)).toBe(true);
      await until(async () => (await served()) === 0);
      await until(async () => (await listRequests(sql, true))[0]?.state === "completed");
    } finally {
      tending.close();
    }
    expect(await enrich(query, accountId, "req_3")).toMatchObject({ kind: "not_found", creditsUsed: 1 });
    const [stored] = await readAnswers(sql, [{ accountId, keyHash: once.keyHash }]);
    expect(stored).toMatchObject({ answer: null });
    expect(await sql`SELECT FROM ledger WHERE person_ids IS NOT NULL`).toEqual([]);
    const [closed] = await listRequests(sql, true);
    expect(closed).toMatchObject({ subject: null, outcome: { people: 1, answers: 1, told: ["sales"] } });
    expect(await verifyAudit(sql, folder)).toMatchObject({ entries: 1, fault: null });
    expect(JSON.stringify([await sql`SELECT * FROM audit_entry`, logged])).not.toMatch(/ada|byron/i);
  });

  it("has what a call stored that had found them before erased, too", async () => {
    await receiveRequest(sql, { type: "erasure", email: ADA.email }, "req_1", false);
    const [request] = await listRequests(sql, false);
    await approveRequest(sql, request?.id ?? "", { by: "Kim", why: "called back" });
    await carryOutApproved(deps);
    await sql`
      INSERT INTO stored_answer (account_id, key_hash, fingerprint, person_ids, outcome, answer, request_id)
      VALUES (1, 'k', 'f', ARRAY['p_ada'], 'success', '{}', 'req_late')`;
    expect(await settleErased(sql)).toBe(0);
    await sql`UPDATE erased_person SET erased_at = now() - interval '1 minute'`;
    expect(await settleErased(sql)).toBe(1);
    expect(await sql`SELECT answer FROM stored_answer`).toEqual([{ answer: null }]);
  });
});

describe("a server without the analytic store", () => {
  it("takes people down at once, and leaves the rest to the one that has it", async () => {
    await receiveRequest(sql, { type: "erasure", email: ADA.email }, "req_1", false);
    const [request] = await listRequests(sql, false);
    await approveRequest(sql, request?.id ?? "", { by: "Kim", why: "called back" });
    const without = { ...deps, store: () => undefined };
    expect(await carryOutApproved(without)).toMatchObject([{ state: "approved", outcome: { people: 1 } }]);
    expect(await served()).toBe(0);
    expect(await carryOutApproved(without)).toEqual([]);
    expect(await carryOutApproved(deps)).toMatchObject([
      { state: "completed", subject: null, outcome: { people: 1, records: 0 } },
    ]);
  });
});

describe("a link", () => {
  it("is sent again later, with another token, where the server of mail is away", async () => {
    await receiveRequest(sql, { type: "access", email: ADA.email }, "req_1", true);
    const settings = {
      smtpUrl: "smtp://127.0.0.1:1",
      from: "privacy@vouch.example",
      publicUrl: "https://v.example",
    };
    await sendLinks({ ...deps, mail: { settings, send: createMailer(settings) } });
    expect(logged.at(-1)).toMatchObject({ error: "a privacy link was not sent", code: "ESOCKET" });
    await sendLinks(deps);
    expect(taken.length).toBe(0);
    await sql`UPDATE privacy_request SET mail_next_at = now()`;
    await sendLinks(deps);
    await sendLinks(deps);
    expect(taken.length).toBe(1);
  });

  it("is not sent where no server of mail is set: the request waits for the operator, who must say how they know", async () => {
    await receiveRequest(sql, { type: "opt_out", email: ADA.email }, "req_1", false);
    const [waiting] = await listRequests(sql, false);
    expect(waiting).toMatchObject({ state: "open", proven_at: null });
    await expect(approveRequest(sql, waiting?.id ?? "", { by: "Kim", why: "" })).rejects.toMatchObject({
      code: "proof_needed",
    });
    expect(await carryOutApproved(deps)).toEqual([]);
    expect(await served()).toBe(1);
  });
});
