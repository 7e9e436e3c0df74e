import { parseDomain } from "./domains.js";
import { type MailboxRules, mailboxRules, sameMailHost } from "./mailboxRules.js";
import { mailHost } from "./mailHosts.js";
import { compose, memoized, visible } from "./text.js";

/** What the part behind the @ says. */
interface Host {
  /** How spellings of one mailbox differ there. */
  readonly rules: MailboxRules;
  /** Host in lower-case ASCII. */
  readonly domain: string;
  /** The part of it that is registered. */
  readonly registrable: string;
  /** A host of throw-away addresses. */
  readonly disposable: boolean;
  /** A host where anyone can have an address, so that it says nothing of an employer. */
  readonly free: boolean;
  /** The host stands for no one. */
  readonly reserved: boolean;
}

export interface ParsedEmail extends Omit<Host, "rules"> {
  /** The form in which spellings of one mailbox are equal. */
  readonly canonical: string;
  readonly local: string;
  /** A desk's mailbox, not a person's: info@, sales@. */
  readonly role: boolean;
  /** Nobody reads it. */
  readonly noReply: boolean;
}

const LONGEST = 254;
const LONGEST_LOCAL = 64;
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u;
/** What nearly all local parts are; `LOCAL` alone is much slower. */
const PLAIN_LOCAL = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;
const NO_REPLY =
  /^(no-?_?reply|do-?not-?reply|donotreply|noreply.*|mailer-daemon|bounces?|postmaster|nobody|root)$/;

const ROLES = new Set(
  `info sales support contact contactus hello hi team office admin administrator webmaster
  hostmaster postmaster abuse security help helpdesk service services customerservice customercare care feedback
  enquiries enquiry inquiries inquiry general mail email marketing press media pr news newsletter events event
  hr humanresources jobs job careers career recruiting recruitment talent billing invoices invoice accounts accounting
  accountspayable finance payments orders order purchasing procurement legal privacy compliance dpo gdpr it itsupport
  tech technical dev developers engineering ops operations noc sysadmin partners partner partnerships business
  reception frontdesk booking bookings reservations kontakt buero rechnung buchhaltung vertrieb bewerbung personal
  einkauf verwaltung empfang anfrage presse datenschutz bonjour accueil contacto ventas compras soporte ayuda
  administracion facturacion rrhh atencion recepcion comercial contabilidad contatto amministrazione vendite ufficio
  segreteria acquisti contato vendas comercial financeiro atendimento verkoop inkoop administratie klantenservice
  kundenservice kundtjanst kundeservice post firmapost biuro sklep sekretariat everyone all staff list lists
  subscribe unsubscribe community members membership donate donations alumni admissions board mailbox test`.split(
    /\s+/,
  ),
);

/** With a separator and a number or a place behind it. */
const LONGEST_ROLE = 2 + 4 + Math.max(...[...ROLES].map(({ length }) => length));

/** Local parts with a number or a place behind the role: "info2", "sales-de". */
function isRole(local: string): boolean {
  if (local.length > LONGEST_ROLE) return false;
  const stem = local.replace(/[._-]?(\d{1,3}|[a-z]{2})$/, "");
  return (
    ROLES.has(local) ||
    ROLES.has(local.replace(/[._-]/g, "")) ||
    (stem !== local && /[._\-\d]/.test(local.slice(stem.length)) && ROLES.has(stem))
  );
}

const isLocal = (local: string) =>
  local.length <= LONGEST_LOCAL &&
  (PLAIN_LOCAL.test(local) || (LOCAL.test(local) && !/^\.|\.\.|\.$/.test(local)));

function canonicalLocal(local: string, { tag, ignored }: MailboxRules): string {
  const at = local.indexOf(tag);
  const untagged = at > 0 ? local.slice(0, at) : local;
  const bare = ignored === null ? untagged : untagged.replace(ignored.pattern, ignored.by);
  return bare !== local && isLocal(bare) ? bare : local;
}

const readHost = memoized((text: string): Host | null => {
  if (/[/:?#\s@]|^www\./.test(text)) return null;
  const parsed = parseDomain(text);
  if (parsed === null) return null;
  const domain = sameMailHost(parsed.host);
  const { registrable = domain } = (domain === parsed.host ? parsed : parseDomain(domain)) ?? {};
  return { domain, registrable, reserved: parsed.reserved, rules: mailboxRules(domain), ...mailHost(domain) };
});

/** What nearly all addresses look like: nothing in them needs to be made comparable. */
const PLAIN_ADDRESS = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*@[a-z0-9.-]+$/;

/** Letters of double width, as East Asian keyboards write them, are those of ASCII. */
const narrowed = (text: string) =>
  text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

function parse(text: string): ParsedEmail | null {
  const at = text.lastIndexOf("@");
  const written = compose(narrowed(text.slice(0, at))).toLowerCase();
  return isLocal(written) ? emailAt(written, text.slice(at + 1)) : null;
}

function emailAt(written: string, hostName: string): ParsedEmail | null {
  const host = readHost(hostName);
  if (host === null) return null;
  const { domain, registrable, disposable, free, reserved, rules } = host;
  const local = canonicalLocal(written, rules);
  return {
    canonical: `${local}@${domain}`,
    local,
    domain,
    registrable,
    disposable,
    free,
    reserved,
    role: isRole(local),
    noReply: NO_REPLY.test(local) || domain.includes("noreply"),
  };
}

/**
 * Reads an address: "Jane@Acme.Example", "mailto:jane@acme.example", "Jane Doe <jane@acme.example>".
 * @returns null for what is no address
 */
export function parseEmail(text: string): ParsedEmail | null {
  if (text.length > 512) return null;
  if (text.length <= LONGEST && PLAIN_ADDRESS.test(text)) {
    const at = text.indexOf("@");
    return at > LONGEST_LOCAL ? null : emailAt(text.slice(0, at), text.slice(at + 1));
  }
  const trimmed = visible(text).trim();
  const bracketed = trimmed.endsWith(">") ? trimmed.slice(trimmed.lastIndexOf("<") + 1, -1) : trimmed;
  const address = /^mailto:/i.test(bracketed) ? bracketed.slice(7) : bracketed;
  return address.length > LONGEST || !address.includes("@") ? null : parse(address);
}

const BOT_NAME =
  /\[bot\]|\bbot\b|^(dependabot|renovate|greenkeeper|snyk|github-actions|travis|jenkins|codecov|allcontributors|semantic-release|mergify|pre-commit-ci)/i;
const BOT_LOCAL = /\[bot\]|(^|[._+-])(bot|bots|ci|buildbot|jenkins|travis|dependabot|renovate)([._+-]|$)/i;

/** Whether a commit signature is a program's. */
export function isBotSignature(name: string, email: string): boolean {
  const local = email.slice(0, email.lastIndexOf("@"));
  return BOT_NAME.test(name) || BOT_LOCAL.test(local);
}

/** The account behind a code host's no-reply address: "123+jane@users.noreply.github.com" is jane's. */
export function accountOfNoReply(email: string): string | null {
  const found = /^(?:\d+\+)?([a-z0-9][a-z0-9-]*)@users\.noreply\.([a-z0-9.-]+)$/i.exec(email.trim());
  return found === null ? null : `https://${found[2]?.toLowerCase()}/${found[1]?.toLowerCase()}`;
}
