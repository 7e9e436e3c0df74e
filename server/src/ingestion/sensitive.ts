import { words } from "../normalization/text.js";

/**
 * What a professional profile has no business with: special categories of personal data (GDPR, Art. 9), criminal
 * matters (Art. 10), numbers of identity documents, bank data. In words of a header, folded, in several languages.
 */
const SENSITIVE = new RegExp(
  `\\b(${[
    "health|medical|medication|diagnos\\w*|disease|illness|disabilit\\w+|disabled|blood (type|group)|pregnan\\w+",
    "gesundheit\\w*|krankheit\\w*|behinderung|sante|salud|discapacidad|salute|saude",
    "religio\\w*|confession|konfession|denomination",
    "ethnic\\w*|ethnie|ethnizitat|etnia|race|racial|skin colou?r|caste",
    "politic\\w*|politisch\\w*|party (affiliation|membership)|partei\\w*",
    "trade union|union (member|membership)|gewerkschaft\\w*|syndicat\\w*|sindicato",
    "sexual\\w*|sexuel\\w*|gender identity|sex life",
    "biometric\\w*|genetic\\w*|dna|fingerprints?",
    "criminal\\w*|convictions?|vorstrafen",
    "ssn|social security|sozialversicherung\\w*|national (id|identity|identification|insurance)|passport|reisepass",
    "personalausweis\\w*|tax (id|identification|number|payer)|steuer(id|nummer| id)|nif|nie|dni|cpf|curp|aadhaar",
    "driv(er|ers|ing) licen[cs]e|identity card|id card",
    "iban|bic|swift|bank|bankverbindung|kontonummer|credit card|debit card|card number|cvv|cvc|routing number|sort code",
  ].join("|")})\\b`,
);

/** Whether a column, or a JSON key with its parents, says that it holds what is never stored. */
export function isSensitive(header: string): boolean {
  return SENSITIVE.test(words(header.replace(/([a-z])([A-Z])/g, "$1 $2")).join(" "));
}
