import { codeOf } from "../errors.js";
import type { Log } from "../log.js";
import type { SendMail } from "../net/mail.js";
import type { MailSettings } from "../net/mailSettings.js";
import { type CarryOutDeps, carryOutApproved } from "./carryOut.js";
import { confirmationMail } from "./confirmationMail.js";
import { forgetUnproven, noteSent, takeDueLink } from "./requests.js";
import { settleErased } from "./takeDown.js";

/** What a server needs to serve rights by itself. */
export interface TendingDeps extends CarryOutDeps {
  readonly log: Log;
  /** Undefined: no mail is sent. */
  readonly mail: { readonly settings: MailSettings; readonly send: SendMail } | undefined;
}

const INTERVAL_MS = 1000;

/** Sends all links that are due. What fails is tried again later. */
export async function sendLinks({ sql, mail, log }: TendingDeps): Promise<void> {
  if (mail === undefined) return;
  for (;;) {
    const due = await takeDueLink(sql);
    if (due === undefined) return;
    try {
      await mail.send(confirmationMail(due, mail.settings));
      await noteSent(sql, due.id);
    } catch (failure) {
      log({ level: "error", error: "a privacy link was not sent", code: codeOf(failure), request: due.id });
    }
  }
}

async function tend(deps: TendingDeps): Promise<void> {
  await sendLinks(deps);
  await carryOutApproved(deps).catch((failure: unknown) => {
    deps.log({ level: "error", error: "a privacy request is not carried out", code: codeOf(failure) });
  });
  await settleErased(deps.sql);
  await forgetUnproven(deps.sql);
}

/** Sends links, carries out what is approved, and erases what was stored late, until it is closed. */
export function startTending(deps: TendingDeps): { close(): void } {
  let isTending = false;
  const begin = () => {
    if (isTending) return;
    isTending = true;
    tend(deps)
      .catch(() => undefined)
      .finally(() => {
        isTending = false;
      });
  };
  const timer = setInterval(begin, INTERVAL_MS).unref();
  return { close: () => clearInterval(timer) };
}
