/** How spellings of one mailbox differ at a host. */
export interface MailboxRules {
  /** What begins a tag that the owner adds: "jane+news". */
  readonly tag: string;
  /** What the host ignores or takes for the same in a local part; null: nothing. */
  readonly ignored: { readonly pattern: RegExp; readonly by: string } | null;
}

const USUAL: MailboxRules = { tag: "+", ignored: null };
const NO_DOTS: MailboxRules = { tag: "+", ignored: { pattern: /\./g, by: "" } };
/** Proton: support/what-is-a-username. */
const NO_MARKS: MailboxRules = { tag: "+", ignored: { pattern: /[._-]/g, by: "" } };
/** Yandex: a dot and a hyphen are the same. */
const DOT_IS_HYPHEN: MailboxRules = { tag: "+", ignored: { pattern: /\./g, by: "-" } };
/** Yahoo: names have no hyphen; behind it stands the word of a disposable address. */
const HYPHEN_TAG: MailboxRules = { tag: "-", ignored: null };

const RULES: ReadonlyMap<string, MailboxRules> = new Map([
  ["gmail.com", NO_DOTS],
  ["proton.me", NO_MARKS],
  ["protonmail.com", NO_MARKS],
  ["protonmail.ch", NO_MARKS],
  ["pm.me", NO_MARKS],
  ["yandex.ru", DOT_IS_HYPHEN],
  ["ymail.com", HYPHEN_TAG],
  ["rocketmail.com", HYPHEN_TAG],
]);
const YAHOO = /^yahoo\.(com?\.)?[a-z]{2,3}$/;

/** Hosts whose mailboxes are those of another: host → the one that all are led to. */
const SAME: ReadonlyMap<string, string> = new Map([
  ["googlemail.com", "gmail.com"],
  ["me.com", "icloud.com"],
  ["mac.com", "icloud.com"],
  ["ya.ru", "yandex.ru"],
  ...["com", "by", "kz", "ua", "com.tr"].map((end): [string, string] => [`yandex.${end}`, "yandex.ru"]),
]);

/** @param host lower-case ASCII, as `sameMailHost` gives it */
export function mailboxRules(host: string): MailboxRules {
  return RULES.get(host) ?? (YAHOO.test(host) ? HYPHEN_TAG : USUAL);
}

/** The host under which an address's mailbox is known: "gmail.com" for "googlemail.com". @param host lower-case ASCII */
export function sameMailHost(host: string): string {
  return SAME.get(host) ?? host;
}
