import { fold } from "./text.js";

/** Word (as a whole, folded) → what it stands for in keys. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sr: "senior",
    snr: "senior",
    jr: "junior",
    jnr: "junior",
    eng: "engineer",
    engr: "engineer",
    mgr: "manager",
    mngr: "manager",
    mgmt: "management",
    dir: "director",
    dev: "developer",
    swe: "software engineer",
    sde: "software engineer",
    pm: "product manager",
    vp: "vice president",
    svp: "senior vice president",
    evp: "executive vice president",
    avp: "assistant vice president",
    ceo: "chief executive officer",
    cto: "chief technology officer",
    cfo: "chief financial officer",
    coo: "chief operating officer",
    cmo: "chief marketing officer",
    cio: "chief information officer",
    ciso: "chief information security officer",
    cpo: "chief product officer",
    cro: "chief revenue officer",
    chro: "chief human resources officer",
    hr: "human resources",
    ops: "operations",
    mktg: "marketing",
    acct: "account",
    exec: "executive",
    assoc: "associate",
    asst: "assistant",
    assist: "assistant",
    admin: "administrator",
    rep: "representative",
    qa: "quality assurance",
    sre: "site reliability engineer",
    ltr: "leiter",
    ltg: "leitung",
    sen: "senior",
    sup: "supervisor",
    aux: "auxiliar",
    asist: "asistente",
    resp: "responsable",
    coord: "coordinator",
    gen: "general",
    kfm: "kaufmannischer",
    kaufm: "kaufmannischer",
    techn: "technischer",
    wiss: "wissenschaftlicher",
    mitarb: "mitarbeiter",
    spec: "specialist",
    cust: "customer",
    mkt: "marketing",
    prof: "professor",
    rrhh: "recursos humanos",
    pa: "personal assistant",
    ea: "executive assistant",
  }),
);

/** (m/w/d), h/f, (m/k), (all genders): who may apply says nothing of the job. */
const GENDERS =
  /\(?\b[mwfdhxkv]\b(?:\s*[/|*:,]\s*[mwfdhxkv]\b){1,3}\)?|\((?:gn|all genders?|divers)\)|\((?:in|innen|e|es|ne|rice|trice|euse|a|o|as|os|ka|ra)\)/g;
/** Leiter:in, Leiter*in, Leiter/-in. */
const GERMAN_ENDING = /(er|ent|ant|ist|or|eur|at|arzt|alt|oge)(?:\(|[*:_/]-?)(in|innen)\b\)?/g;
/** Impiegato/a, vendedor/a, directeur/trice, technicien·ne. */
const OTHER_ENDING = /([a-z]{3})(?:\/-?|\.)(?:a|o|e|as|os|es|ne|nes|trice|rice|euse|ka)\b(?!\/)/g;
const EMPLOYER = /@| (?:at|bei|beim|chez|presso|hos|bij) /;
/** What ends the naming of an employer; behind a comma its place or the rest of its name may follow. */
const ROLE_BREAK = /\s*[|;/]\s*|\s+-+\s+/;
const MARKED = /[(/|*:_.]/;
const BREAK = /\s*[|;,/()]\s*|\s+-+\s+/;
/** C.E.O., v.p., RR.HH. */
const INITIALS = /\b[a-z]{1,2}(?:\.[a-z]{1,2})+\b\.?/g;
/** A company named beside the role. */
const COMPANY =
  /(?:^| )(?:gmbh|ag|kg|kgaa|ohg|gbr|ug|e ?v|ltd|limited|llc|llp|inc|corp|plc|sarl|sasu?|eurl|s ?r ?l|spa|snc|s ?l ?u?|lda|ltda|bv|nv|vof|ab|aps|asa|oy|sp z o ?o)$/;
/** Years, and what is written for "until today". */
const TIMES =
  /\b(?:since|seit|depuis|desde|dal|sinds|sedan|siden|od)? ?(?:19|20)\d\d\b(?: ?(?:-+|to|bis|a|do) ?(?:heute|present|now|today|aujourdhui|actualidad|oggi|heden|nu|obecnie))?/g;

/** The words of a title, as far as they are looked at. */
export interface TitleWords {
  /** Folded, abbreviations written out: equal for spellings of one title. */
  readonly key: string;
  /** The same of each role or remark by itself, without an employer named behind the title. */
  readonly parts: readonly string[];
}

const keyOf = (text: string) =>
  text
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => ABBREVIATIONS.get(word) ?? word)
    .join(" ");

/** Without endings and remarks that only say who may do the job. */
function withoutGender(folded: string): string {
  if (!MARKED.test(folded)) return folded;
  return folded.replace(GERMAN_ENDING, "$1$2").replace(OTHER_ENDING, "$1").replace(GENDERS, " ");
}

function withoutEmployer(role: string): string {
  const at = role.search(EMPLOYER);
  return at > 0 ? role.slice(0, at) : role;
}

/** Words alone: no years, no signs that part roles. */
const PLAIN = /^[a-z ]+$/;

const isCompany = (part: string) => COMPANY.test(part);

/** The roles and remarks of a title; a company beside the first of them is neither. */
function partsOf(text: string): string[] {
  const parts = text
    .replace(TIMES, " ")
    .split(ROLE_BREAK)
    .flatMap((role) => withoutEmployer(role).split(BREAK))
    .map(keyOf)
    .filter((part) => part !== "");
  return parts.filter((part, at) => at === 0 || !isCompany(part));
}

/**
 * Parts a title into the words that tell of the job.
 * @returns null where there is no word
 */
export function titleWords(title: string): TitleWords | null {
  const folded = fold(title)
    .replace(/['`´’]/g, "")
    .replace(INITIALS, (initials) => initials.replaceAll(".", ""));
  const text = withoutGender(folded);
  const key = keyOf(text) || keyOf(folded);
  if (!/[a-z]/.test(key)) return null;
  const parts = PLAIN.test(text) && !EMPLOYER.test(text) ? [key] : partsOf(text);
  return { key, parts: parts.length === 0 ? [key] : parts };
}
