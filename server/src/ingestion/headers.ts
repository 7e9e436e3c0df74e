import { VouchError } from "../errors.js";
import { clean, words } from "../normalization/text.js";
import type { RecordFields } from "./sourceRecord.js";

/** What a column of a source means to us. `website` is a company's site or a person's profile: its value tells. */
export type ColumnMeaning = keyof RecordFields | "id" | "website" | "ignore";

const ONE_OF = (alternatives: string) => new RegExp(`^(?:${alternatives.trim().replace(/\s*\n\s*/g, "|")})$`);

/** First that matches decides; matched against the header's words, folded, numbers of repeated columns left out. */
const MEANINGS: readonly (readonly [ColumnMeaning, RegExp])[] = [
  [
    "ignore",
    /\b(label|type|status|opt|opted|verified|bounced|preferences?|owner|source|tags?|extension|nickname|phonetic|birthday|notes?|department|photo|industry|size|employees|fax|prefix|suffix|assistant|managers?|supervisor|spouse|referr(ed|er|al)|emergency|reports|for emails)\b|^(company|corporate|organi[sz]ation|account|employer|hq|main) (phone|linked ?in|twitter|facebook|git ?hub)|\b(created|modified|updated|changed) by\b/,
  ],
  [
    "id",
    ONE_OF(
      "id\n(record|contact|lead|person|external|unique|rec|user|customer|candidate|attendee|member|employee|crm|source) ?id( contact)?\nuuid\nguid\nuid\nidentifier",
    ),
  ],
  ["linkedin_url", /\blinked ?in\b/],
  [
    "company_domain",
    ONE_OF(
      "(company|organi[sz]ation|employer|account|email|web|primary) ?domains?( name)?\ndomains?\n(company|organi[sz]ation|employer|account) (website|web site|url|homepage|web)",
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
      "(job |position |organi[sz]ation |work |current |professional )?titles?\njobtitle\njob\nposition\nrole\njob role\njob position\noccupation\ndesignation\nfunktion\nposte\ncargo\npuesto\nberufsbezeichnung\nheadline\nfonction\nruolo\nfunctie",
    ),
  ],
  [
    "company_name",
    ONE_OF(
      "(current )?(company|companies|organi[sz]ation|employer|account|firm|business|associated company|primary company)( name)?\nfirma\nunternehmen\nsociete\nentreprise\nempresa\nazienda\nbedrijf\narbeitgeber",
    ),
  ],
  ["website", ONE_OF("(personal |company )?(websites?|web site|webpage|web page|homepage|url|web)( value)?")],
  ["profile_urls", /\b(git ?hub|git ?lab|twitter|xing|profiles?|mastodon|stack ?overflow|orcid)\b/],
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
      "(last )?(updated|modified|seen|activity|contacted|changed|verified|commit|login|engaged)( (at|on|date|time|timestamp))?\nupdate(d)? ?date\nmodified ?date\nlast modified date\nlast activity date\nconnected( on)?\nregistered( (at|on))?\nregistration( date)?\nevent date\ndate\ntimestamp\norder date\nattended( on)?\nas of\nobserved( (at|on))?\nstand\naktualisiert\nlast commit",
    ),
  ],
  [
    "first_seen",
    ONE_OF(
      "(created|create|added|creation|first seen|first commit|start)( (at|on|date|time))?\nfirst (seen|commit)( date)?\ndate (created|added)\nmember since",
    ),
  ],
];

/** The fields that `--map` may name. */
export const MAPPABLE: readonly ColumnMeaning[] = [...new Set(MEANINGS.map(([meaning]) => meaning))];

/** Objects that others put a person, or a person's work, into: {"person": {"name": {"first": …}}}. */
const WRAPPER =
  /^(persons?|people|contacts?|leads?|users?|members?|attendees?|candidates?|employees?|individual|records?|data|attributes|properties|fields|basic|info|details|employment|jobs?|work|current|experiences?|positions?) /;

const meaningOfWords = (name: string) => MEANINGS.find(([, pattern]) => pattern.test(name))?.[0] ?? null;

/** What a header, or a JSON key with its parents, means; null where it is not recognised. */
export function meaningOf(header: string): ColumnMeaning | null {
  const spaced = header.replace(/([a-z])([A-Z])/g, "$1 $2");
  let name = words(spaced)
    .filter((word) => !/^\d+$/.test(word) && word !== "value")
    .join(" ");
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

const isMeaning = (text: unknown): text is ColumnMeaning => MAPPABLE.some((meaning) => meaning === text);

/**
 * Reads the content of a `--map` file: {"their column": "our field"}.
 * @throws VouchError invalid_map
 */
export function parseColumnMap(text: string, path: string): ColumnMap {
  const hint = `Write {"their column": "our field"}; fields are ${MAPPABLE.join(", ")}.`;
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

/** Columns as a message shows them; a file that is no table may have anything for a header. */
const listOf = (headers: readonly string[]) =>
  headers
    .slice(0, 50)
    .map((header) => clean(header).slice(0, 60))
    .join(", ");

/**
 * What each column of a table means.
 * @throws VouchError unknown_column where the map names a column that is not there, no_identity_column where no
 * column holds a name, an address or a profile
 */
export function meaningsOf(
  headers: readonly string[],
  map: ColumnMap,
  path: string,
): (ColumnMeaning | null)[] {
  for (const column of map.keys()) {
    if (!headers.includes(column)) {
      throw new VouchError(
        "unknown_column",
        `${path} has no column "${column}"`,
        `Its columns are: ${listOf(headers)}.`,
      );
    }
  }
  const meanings = headers.map((header) => map.get(header) ?? meaningOf(header));
  if (!isIdentifying(meanings)) {
    throw new VouchError(
      "no_identity_column",
      `${path}: no column holds a name, an e-mail address or a profile`,
      `Its columns are: ${listOf(headers)}. Say what they mean with --map FILE, e.g. {"${listOf(headers.slice(0, 1))}": "full_name"}.`,
    );
  }
  return meanings;
}
