import { hash } from "node:crypto";
import { patternRowsOf } from "../people/finder/patternRows.js";
import { lookupRowsOf } from "../people/lookupKeys.js";
import { lexeme } from "../people/searchCondition.js";
import { companiesOf, type KnownCompany, searchRowOf } from "../people/searchTerms.js";
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
  readonly #search: { readonly likeness: string; readonly line: string }[] = [];
  readonly #companies = new Map<string, KnownCompany & { people: number }>();

  /**
   * Adds a person, unless all that would be published is what the hash was made of.
   * @param publishedHash of what is published of the person, null where nothing is
   * @returns the hash of all that is published now, null where the person was not added
   */
  add(person: FusedPerson, publishedHash: string | null): string | null {
    const { person_id, profile, cohesion, record_count, evidence } = person;
    const written = this.#person;
    written.clear();
    written.write(cells([person_id, JSON.stringify(profile), String(cohesion), String(record_count)]));
    const endOfPerson = written.length;
    written.write(lookupLines(person));
    const endOfLookups = written.length;
    written.write(line([person_id, packEvidence(evidence)]));
    const contentHash = hash("sha1", written.between(0, written.length), "base64url");
    if (contentHash === publishedHash) return null;
    this.#people.append(written.between(0, endOfPerson));
    this.#people.write(`\t${contentHash}\n`);
    this.#lookups.append(written.between(endOfPerson, endOfLookups));
    this.#evidence.append(written.between(endOfLookups, written.length));
    // What a person is searched by follows from what was hashed.
    this.#search.push(searchLine(person));
    for (const company of companiesOf(person)) this.#count(company);
    return contentHash;
  }

  #count(company: KnownCompany): void {
    const name = `${company.company_key}\t${company.domain ?? ""}`;
    const known = this.#companies.get(name);
    if (known === undefined) this.#companies.set(name, { ...company, people: 1 });
    else known.people += 1;
  }

  /** People who are alike stand together: who looks for them finds many on one page of the disk. */
  #searchLines(): GrowingBytes {
    const lines = new GrowingBytes();
    this.#search.sort((one, other) => compareText(one.likeness, other.likeness));
    for (const { line } of this.#search) lines.write(line);
    return lines;
  }

  /** The lines of all who were added. */
  get lines(): ServingLines {
    const all = (bytes: GrowingBytes) => bytes.between(0, bytes.length);
    const companies = new GrowingBytes();
    for (const { company_key, name, domain, people } of this.#companies.values())
      companies.write(line([company_key, name, domain, String(people)]));
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

function lookupLines(person: FusedPerson): string {
  let lines = "";
  const rows = [...lookupRowsOf(person), ...patternRowsOf(person)];
  for (const { lookup_key, given_name, family_name, strength } of rows) {
    lines += line([lookup_key, person.person_id, given_name, family_name, String(strength)]);
  }
  return lines;
}

function searchLine(person: FusedPerson): { readonly likeness: string; readonly line: string } {
  const { seen_day, terms, company, country, department, location, seniority } = searchRowOf(person);
  const facets = [company, country, department, location, seniority];
  const likeness = `${department}|${terms.find((term) => term.startsWith("x:"))}|${country}|${location}`;
  return {
    likeness,
    line: line([person.person_id, String(seen_day), terms.map(lexeme).join(" "), ...facets]),
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "",
};

/** A row in COPY's text format, with its end. */
export function line(values: readonly (string | null)[]): string {
  return `${cells(values)}\n`;
}

function cells(values: readonly (string | null)[]): string {
  return values.map((value) => (value === null ? "\\N" : escaped(value))).join("\t");
}

function escaped(cell: string): string {
  return cell.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? "");
}
