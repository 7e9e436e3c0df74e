import { hash } from "node:crypto";
import { lookupRowsOf } from "../people/lookupKeys.js";
import { packEvidence } from "./evidence.js";
import type { FusedPerson } from "./fusedPerson.js";
import { GrowingBytes } from "./growingBytes.js";

/** People, the rows they are found by and what vouches for them, as lines of COPY's text format in UTF-8. */
export interface ServingLines {
  readonly people: Uint8Array;
  readonly lookups: Uint8Array;
  readonly evidence: Uint8Array;
}

export const PERSON_COLUMNS = "(person_id, profile, cohesion, record_count, content_hash)";
export const LOOKUP_COLUMNS = "(lookup_key, person_id, given_name, family_name, strength)";
export const EVIDENCE_COLUMNS = "(person_id, evidence)";

/** Gathers the lines of people, as bytes: what is hashed, passed between threads and sent is encoded once. */
export class ServingWriter {
  readonly #person = new GrowingBytes();
  readonly #people = new GrowingBytes();
  readonly #lookups = new GrowingBytes();
  readonly #evidence = new GrowingBytes();

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
    return contentHash;
  }

  /** The lines of all who were added. */
  get lines(): ServingLines {
    const all = (bytes: GrowingBytes) => bytes.between(0, bytes.length);
    return { people: all(this.#people), lookups: all(this.#lookups), evidence: all(this.#evidence) };
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
  for (const { lookup_key, given_name, family_name, strength } of lookupRowsOf(person)) {
    lines += line([lookup_key, person.person_id, given_name, family_name, String(strength)]);
  }
  return lines;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "",
};

function line(values: readonly (string | null)[]): string {
  return `${cells(values)}\n`;
}

function cells(values: readonly (string | null)[]): string {
  return values.map((value) => (value === null ? "\\N" : escaped(value))).join("\t");
}

function escaped(cell: string): string {
  return cell.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? "");
}
