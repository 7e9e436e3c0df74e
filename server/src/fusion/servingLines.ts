import { hash } from "node:crypto";
import { lookupRowsOf } from "../people/lookupKeys.js";
import { packEvidence } from "./evidence.js";
import type { FusedPerson } from "./fusedPerson.js";

/** People, the rows they are found by and what vouches for them, as lines of COPY's text format. */
export interface ServingLines {
  readonly people: string;
  readonly lookups: string;
  readonly evidence: string;
}

/** All that is published of one person. */
export interface PersonLines extends ServingLines {
  /** Of everything in the lines. */
  readonly content_hash: string;
}

export const PERSON_COLUMNS = "(person_id, profile, cohesion, record_count, content_hash)";
export const LOOKUP_COLUMNS = "(lookup_key, person_id, given_name, family_name, strength)";
export const EVIDENCE_COLUMNS = "(person_id, evidence)";

/** The lines of one person. */
export function linesOf(person: FusedPerson): PersonLines {
  const cells = [
    person.person_id,
    JSON.stringify(person.profile),
    String(person.cohesion),
    String(person.record_count),
  ];
  const lookups = lookupLines(person);
  const evidence = line([person.person_id, packEvidence(person.evidence)]);
  const content_hash = hash("sha1", cells.join("\n") + lookups + evidence, "base64url");
  return { people: line([...cells, content_hash]), lookups, evidence, content_hash };
}

/** The lines of many people. */
export function joinLines(people: readonly ServingLines[]): ServingLines {
  return {
    people: people.map((one) => one.people).join(""),
    lookups: people.map((one) => one.lookups).join(""),
    evidence: people.map((one) => one.evidence).join(""),
  };
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

function line(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => (cell === null ? "\\N" : escaped(cell))).join("\t")}\n`;
}

function escaped(cell: string): string {
  return cell.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? "");
}
