import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ParsedName, parseName } from "@vouch/server/dist/normalization/names.js";
import { spellingKey } from "@vouch/server/dist/normalization/spellings.js";
import { type FoldedName, lookupRowsOf, nameKeys } from "@vouch/server/dist/people/lookupKeys.js";
import { nameFit } from "@vouch/server/dist/people/nameFit.js";
import { root } from "./results.js";

/** What is wanted of a name: how it is split, or whether it may be the same person's as another. */
export interface NameCase {
  readonly kind: "split" | "match" | "differ";
  readonly culture: string;
  readonly name: string;
  /** Of a split the given name, else the other name. */
  readonly second: string;
  /** Of a split the family name. */
  readonly third: string;
}

/** How the cases of a table came out. */
export interface TableScore {
  readonly cases: number;
  readonly right: number;
  readonly share: number;
  readonly wrong: readonly NameCase[];
}

/** The tables in the order in which they were written; but for the first, each was written without running the code. */
export const TABLES: readonly string[] = [
  "development",
  "unseen",
  "late",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
].map((name) => `${name}.tsv`);

const KINDS: readonly string[] = ["split", "match", "differ"];
const isKind = (text: string): text is NameCase["kind"] => KINDS.includes(text);

/** Reads a table of bench/names: tab-separated, one case a line, lines of "#" left out. */
export function readNameCases(file: string): NameCase[] {
  const lines = readFileSync(join(root, "bench/names", file), "utf8").split("\n");
  return lines.flatMap((line) => {
    const [kind = "", culture = "", name = "", second = "", third = ""] = line.split("\t");
    return isKind(kind) ? [{ kind, culture, name, second, third }] : [];
  });
}

/** Below it, somebody who asks for one name does not mean the other: an initial alone is what fits least. */
const LEAST_FIT = 0.4;

const foldedOf = ({ given_name, family_name }: ParsedName): FoldedName | undefined =>
  given_name === null || family_name === null ? undefined : { given_name, family_name };

function isFound(asked: FoldedName, known: FoldedName): boolean {
  const domains = [{ domain: "acme.example", probability: 1 }];
  const rows = lookupRowsOf({ emails: [], names: [{ ...known, share: 1 }], domains });
  const keys = new Set(rows.map(({ lookup_key }) => lookup_key));
  return nameKeys(asked, "acme.example").some((key) => keys.has(key));
}

/** Whether two written names may be one person's: who asks for one of them finds the other, and it fits. */
function mayBeOne(one: string, other: string): boolean {
  const [a, b] = [parseName({ full_name: one }), parseName({ full_name: other })];
  const [asked, known] = [foldedOf(a), foldedOf(b)];
  if (asked === undefined || known === undefined) {
    const isSingle = a.family_name === null && b.family_name === null;
    return isSingle && a.given_name !== null && spellingKey(a.given_name) === spellingKey(b.given_name ?? "");
  }
  return isFound(asked, known) && nameFit(asked, known) >= LEAST_FIT;
}

/** Whether the normaliser does what a case wants. */
export function isRight({ kind, name, second, third }: NameCase): boolean {
  if (kind !== "split") return mayBeOne(name, second) === (kind === "match");
  const { given_name, family_name } = parseName({ full_name: name });
  return (given_name ?? "") === second && (family_name ?? "") === third;
}

/** Holds the normaliser to a table. */
export function scoreNames(cases: readonly NameCase[]): TableScore {
  const wrong = cases.filter((one) => !isRight(one));
  const right = cases.length - wrong.length;
  return { cases: cases.length, right, share: right / cases.length, wrong };
}
