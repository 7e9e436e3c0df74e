import { createTransport } from "nodemailer";
import type { MailSettings } from "./mailSettings.js";

/** A message in plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends a message; returns when the server has taken it. @throws what the server says, or why it is not reached */
export type SendMail = (mail: Mail) => Promise<void>;

const PATIENCE_MS = 15_000;

/** Makes what sends mail through the operator's server, each message on a connection of its own. */
export function createMailer({ smtpUrl, from }: MailSettings): SendMail {
  const transport = createTransport(
    {
      url: smtpUrl,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return async (mail) => {
    await transport.sendMail(mail);
  };
}
