import { hash } from "node:crypto";
import { patternRowsOf } from "../people/finder/patternRows.js";
import { lookupRowsOf } from "../people/lookupKeys.js";
import { lexemes } from "../people/searchCondition.js";
import { companiesOf, type KnownCompany, type SearchRow, searchRowOf } from "../people/searchTerms.js";
import { compareText } from "./compareText.js";
import { packEvidence } from "./evidence.js";
import type { FusedPerson } from "./fusedPerson.js";
import { GrowingBytes } from "./growingBytes.js";

/** People, the rows they are found and searched by, their employers and what vouches for them, as lines of COPY's text format in UTF-8. */
export interface ServingLines {
  readonly people: Uint8Array;
  readonly lookups: Uint8Array;
  readonly evidence: Uint8Array;
  readonly search: Uint8Array;
  readonly companies: Uint8Array;
}

export const PERSON_COLUMNS = "(person_id, profile, cohesion, record_count, content_hash)";
export const LOOKUP_COLUMNS = "(lookup_key, person_id, given_name, family_name, strength)";
export const EVIDENCE_COLUMNS = "(person_id, evidence)";
export const SEARCH_COLUMNS =
  "(person_id, seen_day, terms, company, country, department, location, seniority)";
export const COMPANY_COLUMNS = "(company_key, name, domain, people)";

/** Gathers the lines of people, as bytes: what is hashed, passed between threads and sent is encoded once. */
export class ServingWriter {
  readonly #person = new GrowingBytes();
  readonly #people = new GrowingBytes();
  readonly #lookups = new GrowingBytes();
  readonly #evidence = new GrowingBytes();
  readonly #search = new GrowingBytes();
  /** By likeness, where the lines of those who are alike stand in `#search`: begin and end by turns. */
  readonly #alike = new Map<string, number[]>();
  /** By key and domain. */
  readonly #companies = new Map<string, Map<string | null, KnownCompany & { people: number }>>();

  /**
   * Adds a person, unless all that would be published is what the hash was made of.
   * @param publishedHash of what is published of the person, null where nothing is
   * @returns the hash of all that is published now, null where the person was not added
   */
  add(person: FusedPerson, publishedHash: string | null): string | null {
    const { person_id, profile, cohesion, record_count, evidence } = person;
    const written = this.#person;
    written.clear();
    const id = cell(person_id);
    written.write(`${id}\t${jsonCell(JSON.stringify(profile))}\t${cohesion}\t${record_count}`);
    const endOfPerson = written.length;
    written.write(lookupLines(person, id));
    const endOfLookups = written.length;
    written.write(`${id}\t${jsonCell(packEvidence(evidence))}\n`);
    const contentHash = hash("sha1", written.between(0, written.length), "base64url");
    if (contentHash === publishedHash) return null;
    this.#people.append(written.between(0, endOfPerson));
    this.#people.write(`\t${contentHash}\n`);
    this.#lookups.append(written.between(endOfPerson, endOfLookups));
    this.#evidence.append(written.between(endOfLookups, written.length));
    // What a person is searched by follows from what was hashed.
    this.#addSearch(searchRowOf(person), id);
    for (const company of companiesOf(person)) this.#count(company);
    return contentHash;
  }

  #addSearch(row: SearchRow, id: string): void {
    const begin = this.#search.length;
    this.#search.write(searchLine(row, id));
    const likeness = likenessOf(row);
    const places = this.#alike.get(likeness);
    if (places === undefined) this.#alike.set(likeness, [begin, this.#search.length]);
    else places.push(begin, this.#search.length);
  }

  #count(company: KnownCompany): void {
    const byDomain = this.#companies.get(company.company_key) ?? new Map();
    if (byDomain.size === 0) this.#companies.set(company.company_key, byDomain);
    const known = byDomain.get(company.domain);
    if (known === undefined) byDomain.set(company.domain, { ...company, people: 1 });
    else known.people += 1;
  }

  /** People who are alike stand together: who looks for them finds many on one page of the disk. */
  #searchLines(): GrowingBytes {
    const lines = new GrowingBytes();
    for (const [, places] of [...this.#alike].sort(([one], [other]) => compareText(one, other))) {
      for (let at = 0; at < places.length; at += 2)
        lines.append(this.#search.between(places[at] ?? 0, places[at + 1] ?? 0));
    }
    return lines;
  }

  /** The lines of all who were added. */
  get lines(): ServingLines {
    const all = (bytes: GrowingBytes) => bytes.between(0, bytes.length);
    const companies = new GrowingBytes();
    for (const byDomain of this.#companies.values())
      for (const { company_key, name, domain, people } of byDomain.values())
        companies.write(`${cell(company_key)}\t${cell(name)}\t${cell(domain)}\t${people}\n`);
    return {
      people: all(this.#people),
      lookups: all(this.#lookups),
      evidence: all(this.#evidence),
      search: all(this.#searchLines()),
      companies: all(companies),
    };
  }
}

/** The lines of people, whatever is published of them. */
export function linesOf(people: readonly FusedPerson[]): ServingLines {
  const writer = new ServingWriter();
  for (const person of people) writer.add(person, null);
  return writer.lines;
}

/** @param id the person's, as a cell */
function lookupLines(person: FusedPerson, id: string): string {
  let lines = "";
  const rows = [...lookupRowsOf(person), ...patternRowsOf(person)];
  for (const { lookup_key, given_name, family_name, strength } of rows) {
    lines += `${cell(lookup_key)}\t${id}\t${cell(given_name)}\t${cell(family_name)}\t${strength}\n`;
  }
  return lines;
}

function searchLine({ seen_day, terms, ...facets }: SearchRow, id: string): string {
  const { company, country, department, location, seniority } = facets;
  const cells = [company, country, department, location, seniority].map(cell).join("\t");
  return `${id}\t${seen_day}\t${cell(lexemes(terms))}\t${cells}\n`;
}

function likenessOf({ department, terms, country, location }: SearchRow): string {
  return `${department}|${terms.find((term) => term.startsWith("x:"))}|${country}|${location}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "",
};
const ESCAPED = /[\\\t\n\r\0]/;
const ALL_ESCAPED = new RegExp(ESCAPED, "g");

/** A row in COPY's text format, with its end. */
export function line(values: readonly (string | null)[]): string {
  return `${values.map(cell).join("\t")}\n`;
}

/** A value in COPY's text format. */
function cell(value: string | null): string {
  if (value === null) return "\\N";
  return ESCAPED.test(value) ? value.replace(ALL_ESCAPED, (character) => ESCAPES[character] ?? "") : value;
}

/** `cell` of JSON, in which only the backslash can occur: the search for one character is the fastest there is. */
function jsonCell(json: string): string {
  return json.includes("\\") ? json.replaceAll("\\", "\\\\") : json;
}
