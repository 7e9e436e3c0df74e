import { VouchError } from "../errors.js";

/** How mail is sent. */
export interface MailSettings {
  /** smtp://user:password@host:587, or smtps://… */
  readonly smtpUrl: string;
  readonly from: string;
  /** Where people reach this server: what links in mail begin with, without a slash at the end. */
  readonly publicUrl: string;
}

const isUrl = (text: string, protocols: RegExp) => URL.canParse(text) && protocols.test(text);

/**
 * Reads how mail is sent.
 * @returns undefined where none is to be sent
 * @throws VouchError invalid_mail
 */
export function readMailSettings(
  environment: Readonly<Record<string, string | undefined>>,
): MailSettings | undefined {
  const {
    VOUCH_SMTP_URL: smtpUrl = "",
    VOUCH_MAIL_FROM: from = "",
    VOUCH_PUBLIC_URL: url = "",
  } = environment;
  if (smtpUrl === "") return undefined;
  const wrong = (name: string, message: string) => new VouchError("invalid_mail", `${name} ${message}`, hint);
  const hint = "Give VOUCH_SMTP_URL=smtp://…, VOUCH_MAIL_FROM=privacy@… and VOUCH_PUBLIC_URL=https://….";
  if (!isUrl(smtpUrl, /^smtps?:\/\/[^/]/))
    throw wrong("VOUCH_SMTP_URL", "is not an address such as smtp://host:587");
  if (!from.includes("@")) throw wrong("VOUCH_MAIL_FROM", "is not an e-mail address");
  if (!isUrl(url, /^https?:\/\/[^/]/))
    throw wrong("VOUCH_PUBLIC_URL", "is not an address such as https://people.acme.example");
  return { smtpUrl, from, publicUrl: url.replace(/\/+$/, "") };
}
