import { type Seniority, seniorityOf } from "./seniority.js";
import { beginningOf, clean, memoized, words } from "./text.js";

export interface ParsedTitle {
  /** As written, cleaned. */
  readonly title: string;
  /** Equal for spellings of one title. */
  readonly key: string;
  readonly seniority: Seniority;
  readonly department: string | null;
}

/** Word (as a whole, folded) or two words → what it stands for in keys. */
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
    admin: "administrator",
    rep: "representative",
    qa: "quality assurance",
    sre: "site reliability engineer",
  }),
);

const rule = (pattern: string) => new RegExp(`\\b(?:${pattern.trim().replace(/\s*\n\s*/g, "|")})\\b`);

const DEPARTMENTS: readonly (readonly [string, RegExp])[] = [
  [
    "Human Resources",
    rule(
      "human resources\nrecruit\\w*\ntalent\npeople (operations|partner|manager|officer)\nchief people officer\npersonal(leiter\\w*|referent\\w*)\nressources humaines\nrecursos humanos\nrisorse umane\npersoneel\\w*\npayroll\nrrhh\nrh",
    ),
  ],
  [
    "Legal",
    rule(
      "legal\ncounsel\nattorney\nlawyer\nparalegal\nsolicitor\ncompliance\njurist\\w*\njuridique\njuriste\navocat\\w*\nabogad[oa]\navvocato\nadvogad[oa]\nrechtsan\\w*\nprivacy\ndata protection\\w*",
    ),
  ],
  [
    "Customer Support",
    rule(
      "support\nhelp ?desk\ncustomer (success|service|care|experience)\nclient services\nkunden\\w*\nservice client\natencion al cliente\nassistenza\nsuporte",
    ),
  ],
  [
    "Marketing",
    rule(
      "marketing\nbrand\\w*\nseo\ncontent\ncommunications?\npublic relations\nsocial media\ngrowth\ncommunity\nmarken\\w*\ncomunicacion\ncomunicazione\ncopywriter\npr\nredakt\\w*",
    ),
  ],
  [
    "Sales",
    rule(
      "sales\naccount (executive|manager|director|representative)\nbusiness development\nrevenue\nvertrieb\\w*\nverkauf\\w*\nverkoop\\w*\nverkoper\ncommercial(e)?\nvente(s)?\nventas\nvendite\nvendas\ncomercial\npartnerships?\nkey account\\w*",
    ),
  ],
  [
    "Finance",
    rule(
      "financ\\w*\naccount(ant|ing|s)\ncontroller\ncontrolling\naudit\\w*\ntax\ntreasur\\w*\nbookkeep\\w*\nbuchhalt\\w*\nfinanz\\w*\ncomptab\\w*\ncontab\\w*\ncontador\\w*\nboekhoud\\w*\nbilling\nprocurement analyst\nactuar\\w*\ninvestor relations",
    ),
  ],
  [
    "Design",
    rule(
      "design\\w*\nux\nui\ncreative\nart director\nillustrator\ndisen\\w*\ngestalt\\w*\ngrafik\\w*\ngraphiste",
    ),
  ],
  [
    "Product",
    rule(
      "product (manager|owner|lead|director|management|officer|analyst|marketing manager)\nhead of product\nvice president product\nvice president of product\nproduct\nproduktmanager\\w*\nproducto",
    ),
  ],
  [
    "Data",
    rule(
      "data\nmachine learning\nanalytics\nstatistician\nbusiness intelligence\ndaten\\w*\ndonnees\ndatos\ndati\nai\nml",
    ),
  ],
  [
    "IT",
    rule(
      "information technology\nit\nsystems? administrator\nsysadmin\nnetwork (engineer|administrator)\nsystemadministrator\\w*\ninformation officer\ninformatique\ninformatic[ao]\nhelpdesk",
    ),
  ],
  [
    "Engineering",
    rule(
      "engineer\\w*\ndeveloper\ndevops\nsoftware\nprogrammer\narchitect\nfirmware\nbackend\nfrontend\nfull ?stack\nsite reliability\ntechnology officer\ntechnical\nquality assurance\ntester\nsecurity\n\\w*entwickl\\w*\ningenieur\\w*\ningenier[oa]\\w*\ningegnere\nengenheir[oa]\ndeveloppeu\\w*\ndesarrollador\\w*\nsviluppat\\w*\nontwikkelaar\ntechni\\w*\nr and d\ninformation security officer",
    ),
  ],
  [
    "Operations",
    rule(
      "operations?\nlogisti\\w*\nsupply chain\nprocurement\npurchas\\w*\neinkauf\\w*\nproject manager\nprogram manager\noffice manager\nadministrat\\w*\nassistant\nmanufacturing\nproduction\nfacilit\\w*\nwarehouse\nplant\nquality\nbetrieb\\w*\noperating officer\ncompras\nachat\\w*",
    ),
  ],
  [
    "Research",
    rule(
      "research\\w*\nscientist\nprofessor\nlecturer\nforscher\\w*\nwissenschaft\\w*\nchercheu\\w*\ninvestigador\\w*\nricerca\\w*\npostdoc\\w*",
    ),
  ],
  [
    "Executive",
    rule(
      "chief executive\\w*( officer)?\nfounder\ncofounder\nowner\npresident\nmanaging director\nmanaging partner\ngeneral manager\nchairman\nchairwoman\ngeschaftsfuhrer\\w*\nvorstand\ndirecteur general\ndirector general\namministratore delegato\nconsejero delegado\npdg\ninhaber\\w*",
    ),
  ],
];

/**
 * Reads a job title in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian or Polish.
 * @returns null for what is no title
 */
export const parseTitle = memoized((text: string): ParsedTitle | null => {
  const title = beginningOf(clean(text), 200);
  const folded = words(title);
  if (
    folded.length === 0 ||
    folded.every((word) => /^\d+$/.test(word)) ||
    /^(n ?a|none|null|unknown)$/.test(folded.join(" "))
  )
    return null;
  const key = folded.map((word) => ABBREVIATIONS.get(word) ?? word).join(" ");
  return {
    title,
    key,
    seniority: seniorityOf(key),
    department: DEPARTMENTS.find(([, pattern]) => pattern.test(key))?.[0] ?? null,
  };
});
