import { readFileSync } from "node:fs";
import { VouchError } from "../errors.js";
import { DATE_ORDERS, type DateOrder } from "../normalization/dates.js";
import { isPhoneCountry } from "../normalization/phones.js";
import { clean, words } from "../normalization/text.js";
import { isSensitive } from "./sensitive.js";
import type { RecordFields } from "./sourceRecord.js";

/**
 * What a column of a source means to us. `website` is a company's site or a person's profile: its value tells.
 * `sensitive` is never stored.
 */
export type ColumnMeaning =
  | Exclude<keyof RecordFields, "date_order" | "phone_country">
  | ReadField
  | "id"
  | "website"
  | "ignore"
  | "sensitive";

/** A field with how it is read: dates with the day or the month first, telephone numbers of a country. */
export type ReadField = `${"first_seen" | "last_seen"} ${DateOrder}` | `phones ${string}`;

const ONE_OF = (alternatives: string) => new RegExp(`^(?:${alternatives.trim().replace(/\s*\n\s*/g, "|")})$`);

/** First that matches decides; matched against the header's words, folded, numbers of repeated columns left out. */
const MEANINGS: readonly (readonly [ColumnMeaning, RegExp])[] = [
  [
    "ignore",
    /\b(label|type|status|opt|opted|verified|bounced|preferences?|owner|source|tags?|extension|nickname|phonetic|yomi|birthday|notes?|department|photo|industry|size|employees|fax|prefix|suffix|salutation|assistants?|managers?|supervisor|spouse|referr(ed|er|al)|emergency|reports|for emails|count|confidence|score|previous|next|posting|buyer|description)\b|^(company|corporate|organi[sz]ation|account|employer|hq|main|headquarters?) (hq )?(main )?(phone|linked ?in|twitter|facebook|git ?hub|address|street|city|town|state|region|province|zip|postal|country|location)|\b(created|modified|updated|changed) by\b|\b(company|zoom ?info contact) profile\b|\be ?mail (display name|messages|sent|opened|open|replied|received)\b|\blast e ?mail\b|^(job|position|role) start\b/,
  ],
  [
    "id",
    ONE_OF(
      "id\n\\w+( info)? contact id\nattendee number\n(record|contact|lead|person|external|unique|rec|user|customer|candidate|attendee|member|employee|crm|source) ?id( contact)?\nuuid\nguid\nuid\nidentifier",
    ),
  ],
  ["linkedin_url", /\blinked ?in\b/],
  [
    "company_domain",
    ONE_OF(
      "(company |organi[sz]ation |employer |account |email |web |primary )?domains?( name)?\n(company|organi[sz]ation|employer|account) (website|web site|url|homepage|web)",
    ),
  ],
  ["emails", /\b(e ?mails?|mail|correo|courriel)\b/],
  ["phones", /\b(phones?|mobile|telephone|tel|telefon|handy|cell|telefono|movil)\b/],
  [
    "first_name",
    ONE_OF(
      "(person |contact |lead |name |attendee |candidate )?(first|given|fore)( name)?\nfirstname\ngivenname\nforename\nfname\nvorname\nprenom\nnombre\nnome",
    ),
  ],
  [
    "last_name",
    ONE_OF(
      "(person |contact |lead |name |attendee |candidate )?(last|family|sur)( name)?\nlastname\nfamilyname\nsurname\nlname\nnachname\nfamilienname\nnom( de famille)?\napellidos?\ncognome\nsobrenome\nachternaam",
    ),
  ],
  ["middle_name", ONE_OF("(middle|additional|second)( names?)?\nname middle")],
  [
    "full_name",
    ONE_OF(
      "(full|display|contact|person|lead|attendee|candidate|author|committer|complete|people|user|real|customer|member) ?names?\nnames?\nname (display|full|formatted)\nfullname\ndisplayname\nauthor\nperson\nnombre completo\nnom complet\nvollstandiger name\nnome completo",
    ),
  ],
  [
    "title",
    ONE_OF(
      "(job |position |organi[sz]ation |work |current |professional )?titles?\njobtitle\njob\nposition\nrole\njob role\njob position\noccupation\ndesignation\nfunktion\nposte\ncargo\npuesto\nberufsbezeichnung\nheadline\nfonction\nruolo\nmansione\nfunctie\nfunctietitel\nstellenbezeichnung\njobb?titel\nbefattning\nyrkestitel\nstilling(sbetegnelse)?\nstanowisko",
    ),
  ],
  [
    "company_name",
    ONE_OF(
      "(current )?(company|companies|organi[sz]ation|employer|account|firm|business|associated company|primary company)( name)?\nfirma\nunternehmen\nsociete\nentreprise\nempresa\nazienda\nbedrijf\narbeitgeber",
    ),
  ],
  ["website", ONE_OF("(personal |company )?(websites?|web site|webpage|web page|homepage|url|web)( value)?")],
  ["profile_urls", /\b(git ?hub|git ?lab|twitter|xing|profiles?|mastodon|stack ?overflow|orcid)\b|^links$/],
  ["city", ONE_OF("(.* )?(city|town|ort|stadt|wohnort|ville|ciudad|citta|cidade|plaats|locality)")],
  ["country", ONE_OF("(.* )?(country|country region|land|pays|pais|paese|nation)")],
  [
    "region",
    ONE_OF("(.* )?(state|region|province|state region|state province|bundesland|county|provincia|estado)"),
  ],
  [
    "location",
    ONE_OF(
      "(person |job |current |work )?(location|place|based in|standort|lieu|ubicacion|localidad|area|geo)( name)?",
    ),
  ],
  [
    "last_seen",
    ONE_OF(
      "(last )?(updated|modified|seen|activity|interaction|contacted|changed|verified|commit|login|engaged)( (at|on|date|time|timestamp))?\nupdate(d)? ?date\nmodified ?date\nlast modified date\nlast activity date\nconnected( on)?\nregistered( (at|on))?\nregistration( date)?\nevent date\ndate\ntimestamp\norder date\nattended( on)?\nas of\nobserved( (at|on))?\nstand\naktualisiert\nlast commit",
    ),
  ],
  [
    "first_seen",
    ONE_OF(
      "(created|create|added|creation|first seen|first commit|start)( (at|on|date|time))?\nfirst (seen|commit)( date)?\napplied( on| at)?\ndate (created|added)\nmember since",
    ),
  ],
];

/** The fields that `--map` may name. */
export const MAPPABLE: readonly ColumnMeaning[] = [...new Set(MEANINGS.map(([meaning]) => meaning))];

/** Objects that others put a person, or a person's work, into: {"person": {"name": {"first": …}}}. */
const WRAPPER =
  /^(persons?|people|contacts?|leads?|users?|members?|attendees?|candidates?|employees?|individual|records?|data|attributes|properties|fields|basic|info|details|employment|jobs?|work|current|experiences?|positions?) /;

const meaningOfWords = (name: string) => MEANINGS.find(([, pattern]) => pattern.test(name))?.[0] ?? null;

/** Words that some programs write without a space between them: LASTMODIFIEDDATE. */
const JOINED =
  "first|last|middle|given|family|mailing|home|work|business|mobile|e?mail|company|organization|job|linkedin|created?|modified|account|assistant|owner|reports|to|phone|number|address|city|state|country|name|title|date|by|id|url";
const ALL_JOINED = new RegExp(`^(?:${JOINED})+$`);
const apart = (word: string) =>
  ALL_JOINED.test(word) ? word.replace(new RegExp(JOINED, "g"), " $& ").trim().split(/ +/) : [word];

/** A header as the words that its meaning is found by: those of no number, and none for "value". */
function wordsOfHeader(header: string): string {
  const spaced = header.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/\B#\B|\s#/g, " number ");
  return words(spaced)
    .flatMap(apart)
    .filter((word) => !/^\d+$/.test(word) && word !== "value")
    .join(" ");
}

/** What a header, or a JSON key with its parents, means; null where it is not recognised. */
export function meaningOf(header: string): ColumnMeaning | null {
  if (isSensitive(header)) return "sensitive";
  let name = wordsOfHeader(header);
  const whole = meaningOfWords(name);
  let meaning = whole;
  while (meaning === null && WRAPPER.test(name)) {
    name = name.replace(WRAPPER, "");
    meaning = meaningOfWords(name);
  }
  // The id of a wrapped thing may be the id of a job.
  return meaning === "id" ? whole : meaning;
}

/** Column → what it means, as `--map` says it. Columns that it does not name are recognised by their header. */
export type ColumnMap = ReadonlyMap<string, ColumnMeaning>;

function isReadField(text: string): text is ReadField {
  const [field, reading = ""] = text.split(" ", 2);
  if (field === "phones") return isPhoneCountry(reading);
  return (field === "first_seen" || field === "last_seen") && DATE_ORDERS.some((order) => order === reading);
}

const isMeaning = (text: unknown): text is ColumnMeaning =>
  typeof text === "string" && (MAPPABLE.some((meaning) => meaning === text) || isReadField(text));

/**
 * Reads the content of a `--map` file: {"their column": "our field"}.
 * @throws VouchError invalid_map
 */
export function parseColumnMap(text: string, path: string): ColumnMap {
  const hint = `Write {"their column": "our field"}; fields are ${MAPPABLE.join(", ")}. "last_seen dmy" or "last_seen mdy" says which comes first, day or month; "phones DE" whose numbers have no country code.`;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new VouchError("invalid_map", `${path} is not JSON`, hint);
  }
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new VouchError("invalid_map", `${path} is not a JSON object`, hint);
  }
  const map = new Map<string, ColumnMeaning>();
  for (const [column, meaning] of Object.entries(content)) {
    if (!isMeaning(meaning))
      throw new VouchError(
        "invalid_map",
        `${path}: "${column}" is mapped to ${JSON.stringify(meaning)}`,
        hint,
      );
    map.set(column, meaning);
  }
  return map;
}

/**
 * Reads a `--map` file.
 * @throws VouchError file_not_found, invalid_map
 */
export function readColumnMap(path: string): ColumnMap {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new VouchError("file_not_found", `${path} cannot be read`, "Check the path given to --map.");
  }
  return parseColumnMap(text, path);
}

const IDENTIFYING: readonly (ColumnMeaning | null)[] = [
  "full_name",
  "first_name",
  "last_name",
  "emails",
  "linkedin_url",
  "profile_urls",
];

const isIdentifying = (meanings: readonly (ColumnMeaning | null)[]) =>
  meanings.some((meaning) => IDENTIFYING.includes(meaning));

/** Whether cells are a header: two of them or more are recognised or mapped, one as what a person is known by. */
export function isHeader(cells: readonly string[], map: ColumnMap): boolean {
  const meanings = cells.map((cell) => map.get(cell) ?? meaningOf(cell));
  return isIdentifying(meanings) && meanings.filter((meaning) => meaning !== null).length > 1;
}

/** What only the list of an applicant tracking system has: there a job is what somebody applied for. */
const OF_APPLICANTS =
  /^(current stage|recruiter|posting( title)?|applied( on| at)?|application id|requisition id)$/;
const APPLIED_FOR = /^(job|role|position)( name)?$/;

/** What columns mean beside each other. With a job title, a "title" is how somebody is addressed. */
export function meaningsAmong(headers: readonly string[], map: ColumnMap): (ColumnMeaning | null)[] {
  const names = headers.map(wordsOfHeader);
  const hasJobTitle = names.some((name) => name.endsWith("job title"));
  const hasApplicants = names.some((name) => OF_APPLICANTS.test(name));
  return headers.map((header, at) => {
    const name = names[at] ?? "";
    const isOther = (hasJobTitle && name === "title") || (hasApplicants && APPLIED_FOR.test(name));
    const meaning = meaningOf(header);
    if (meaning === "sensitive") return meaning;
    return map.get(header) ?? (isOther ? "ignore" : meaning);
  });
}

/** Columns as a message shows them; a file that is no table may have anything for a header. */
const listOf = (headers: readonly string[]) =>
  headers
    .slice(0, 50)
    .map((header) => clean(header).slice(0, 60))
    .join(", ");

/**
 * What each column of a table means.
 * @throws VouchError sensitive_column where the map names a column that is never stored, unknown_column where the map names a column that is not there, no_identity_column where no
 * column holds a name, an address or a profile
 */
export function meaningsOf(
  headers: readonly string[],
  map: ColumnMap,
  path: string,
): (ColumnMeaning | null)[] {
  for (const [column, meaning] of map) {
    if (isSensitive(column) && meaning !== "ignore") {
      throw new VouchError(
        "sensitive_column",
        `${path}: "${column}" says that it holds what is never stored: health, religion, origin, politics, identity numbers, bank data`,
        "Take it out of the map; where it holds something else, rename the column.",
      );
    }
    if (!headers.includes(column)) {
      throw new VouchError(
        "unknown_column",
        `${path} has no column "${column}"`,
        `Its columns are: ${listOf(headers)}.`,
      );
    }
  }
  const meanings = meaningsAmong(headers, map);
  if (!isIdentifying(meanings)) {
    throw new VouchError(
      "no_identity_column",
      `${path}: no column holds a name, an e-mail address or a profile`,
      `Its columns are: ${listOf(headers)}. Say what they mean with --map FILE, e.g. {"${listOf(headers.slice(0, 1))}": "full_name"}.`,
    );
  }
  return meanings;
}
