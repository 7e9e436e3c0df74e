import { domainToUnicode } from "node:url";
import { companyKey, companyName } from "./companies.js";
import { parseDomain } from "./domains.js";
import { parseEmail } from "./emails.js";
import { spelledName } from "./localParts.js";
import { bareName } from "./nameBare.js";
import { parseName } from "./names.js";
import { parsePhone } from "./phones.js";
import { parsePlace } from "./places.js";
import { parseTitle } from "./titles.js";
import { parseLinkedin, parseProfile, parseWebsite } from "./urls.js";
import type { ValueKind } from "./valueKinds.js";

/** What was derived from a value; null: nothing, or not known. */
export type Derived = Readonly<Record<string, string | number | boolean | null>>;

const DOMAIN = { host: null, registrable: null, reserved: null, unicode: null };
const TITLE = { title: null, key: null, seniority: null, department: null, confidence: null };

function describeEmail(text: string): Derived {
  const email = parseEmail(text);
  const name = email === null || email.role ? undefined : spelledName(email.local);
  return {
    canonical: email?.canonical ?? null,
    local: email?.local ?? null,
    domain: email?.domain ?? null,
    free: email?.free ?? null,
    disposable: email?.disposable ?? null,
    role: email?.role ?? null,
    no_reply: email?.noReply ?? null,
    reserved: email?.reserved ?? null,
    given_name: name?.given_name ?? null,
    family_name: name?.family_name ?? null,
  };
}

function describeDomain(text: string): Derived {
  const domain = parseDomain(text);
  return domain === null ? DOMAIN : { ...domain, unicode: domainToUnicode(domain.host) };
}

/** By kind of value, all that normalising derives from one. The keys are the same for every value of a kind. */
export const describers: Readonly<Record<ValueKind, (text: string) => Derived>> = {
  name: (text: string): Derived => ({
    ...parseName({ full_name: text }),
    called: bareName(text).aside,
  }),
  email: describeEmail,
  domain: describeDomain,
  title: (text: string): Derived => ({ ...TITLE, ...parseTitle(text) }),
  company: (text: string): Derived => ({ company_name: companyName(text), company_key: companyKey(text) }),
  place: (text: string): Derived => ({ ...parsePlace({ location: text }) }),
  url: (text: string): Derived => ({
    linkedin: parseLinkedin(text),
    profile: parseProfile(text),
    website: parseWebsite(text),
  }),
  phone: (text: string): Derived => ({ e164: parsePhone(text) }),
};
