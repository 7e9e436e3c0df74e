import type { PrivacyRequestType } from "@vouch/contract";
import type { Mail } from "../net/mail.js";
import type { MailSettings } from "../net/mailSettings.js";
import type { DueLink } from "./requests.js";

/** Where the link leads. */
export const CONFIRMATION_PATH = "/privacy/confirm";

const ASKED: Readonly<Record<PrivacyRequestType, string>> = {
  opt_out: "not to show you to anybody any more",
  erasure: "to erase what is kept about you",
  access: "to tell you what is kept about you, and who was told of it",
  correction: "to correct what is kept about you",
};

/** The message that proves control of an address. What is behind the # of its link is sent to no server. */
export function confirmationMail({ email, type, token }: DueLink, { publicUrl }: MailSettings): Mail {
  return {
    to: email,
    subject: "Please confirm your privacy request",
    text: [
      `Somebody, most likely you, asked us ${ASKED[type]}.`,
      "",
      "If it was you, open this link within three days and confirm:",
      `${publicUrl}${CONFIRMATION_PATH}#${token}`,
      "",
      "If it was not you, do nothing: nothing will happen. This message does not mean that we know you.",
      "",
    ].join("\n"),
  };
}
