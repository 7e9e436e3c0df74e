import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { domainToUnicode } from "node:url";
import type { ExportedRecord } from "./demoTruth.js";
import { vouch, vouchLines } from "./vouch.js";

/** Two records that look alike, and whether they are one person's. */
export interface LookAlikes {
  readonly about: string;
  readonly isOne: boolean;
  readonly records: readonly [LookAlike, LookAlike];
}

interface LookAlike {
  readonly full_name: string;
  readonly emails: readonly string[];
  readonly company_name: string;
}

export interface ConfusableScore {
  readonly pairs: number;
  readonly wrong_merges: number;
  readonly hidden_duplicates: number;
  readonly by: readonly Readonly<Record<string, string | number>>[];
}

const GIVEN = [
  "Pascal",
  "Carola",
  "Oscar",
  "Sophia",
  "Jacop",
  "Peyo",
  "Rosa",
  "Casper",
  "Xaver",
  "Paola",
  "Horace",
];
/** Latin words that Cyrillic letters spell alike to the eye, and otherwise to the ear. */
const FAMILIES = [
  "Copey",
  "Popa",
  "Caspar",
  "Roper",
  "Pacey",
  "Cope",
  "Apoyo",
  "Yapper",
  "Ropp",
  "Expo",
  "Hopper",
];
const LOOKS: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  o: "о",
  p: "р",
  x: "х",
  y: "у",
  s: "ѕ",
  i: "і",
  j: "ј",
  h: "һ",
  A: "А",
  B: "В",
  C: "С",
  E: "Е",
  H: "Н",
  O: "О",
  P: "Р",
  X: "Х",
  Y: "У",
  S: "Ѕ",
  J: "Ј",
  I: "І",
};
/** What has no width or turns the direction of text. */
const INVISIBLE = ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u202a", "\u2066"];

const lookAlike = (text: string) => [...text].map((letter) => LOOKS[letter] ?? letter).join("");
/** The first letter behind a place that has a look-alike, exchanged. */
function exchanged(text: string, from: number): string {
  const letters = [...text];
  const at = letters.findIndex((letter, place) => place >= from && letter in LOOKS);
  return letters.map((letter, place) => (place === at ? (LOOKS[letter] ?? letter) : letter)).join("");
}
const hiddenIn = (text: string, at: number) =>
  `${text.slice(0, 2)}${INVISIBLE[at % 8] ?? ""}${text.slice(2)}`;
const wide = (text: string) =>
  text.replace(/[A-Za-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

interface Person {
  readonly name: string;
  readonly local: string;
  readonly domain: string;
}

/** One of many people who share neither name nor employer. */
function personAt(at: number): Person {
  const given = GIVEN[at % GIVEN.length] ?? "";
  const family = `${FAMILIES[Math.floor(at / GIVEN.length) % FAMILIES.length] ?? ""}${lettersOf(at)}`;
  const local = `${given}.${family}`.toLowerCase();
  return { name: `${given} ${family}`, local, domain: `pacecorp${lettersOf(at)}.example` };
}

/** A number as letters that are written in Latin and Cyrillic alike: names of their own for thousands of people. */
function lettersOf(at: number): string {
  return [343, 49, 7, 1].map((unit) => "aceopxy".charAt(Math.floor(at / unit) % 7)).join("");
}

const record = (full_name: string, local: string, domain: string): LookAlike => ({
  full_name,
  emails: [`${local}@${domain}`],
  company_name: domain.split(".")[0] ?? "",
});

type Make = (person: Person, at: number) => readonly [LookAlike, LookAlike];

const original = ({ name, local, domain }: Person) => record(name, local, domain);

/** How people are imitated, and how one person's records are made to look different. */
const KINDS: readonly (readonly [string, boolean, Make])[] = [
  [
    "a letter of the local part is another script's, the name is the same",
    false,
    (person, at) => [original(person), record(person.name, exchanged(person.local, at % 4), person.domain)],
  ],
  [
    "a letter of the domain is another script's, the name is the same",
    false,
    (person) => [original(person), record(person.name, person.local, exchanged(person.domain, 0))],
  ],
  [
    "name and address are wholly another script's",
    false,
    (person) => [original(person), record(lookAlike(person.name), lookAlike(person.local), person.domain)],
  ],
  [
    "the name is wholly another script's, the address unlike",
    false,
    (person, at) => [original(person), record(lookAlike(person.name), `u${at}`, person.domain)],
  ],
  [
    "a letter of the name and of the local part is another script's",
    false,
    (person) => [
      original(person),
      record(exchanged(person.name, 1), exchanged(person.local, 1), person.domain),
    ],
  ],
  [
    "what cannot be seen stands in name and address",
    true,
    (person, at) => [
      original(person),
      record(hiddenIn(person.name, at), hiddenIn(person.local, at + 3), person.domain),
    ],
  ],
  [
    "a letter of the name is another script's, the address the same",
    true,
    (person, at) => [original(person), record(exchanged(person.name, at % 5), person.local, person.domain)],
  ],
  [
    "letters of double width",
    true,
    (person) => [original(person), record(wide(person.name), wide(person.local), person.domain)],
  ],
  [
    "the domain as A-label and as U-label",
    true,
    ({ name, local, domain }) => {
      const encoded = new URL(`https://bücher-${domain}`).hostname;
      return [record(name, local, encoded), record(name, local, domainToUnicode(encoded))];
    },
  ],
  [
    "the same domain in two codes, the name unlike",
    true,
    ({ name, local, domain }) => {
      const encoded = new URL(`https://straße-${domain}`).hostname;
      return [record(name, local, encoded), record("", local, domainToUnicode(encoded))];
    },
  ],
];

/** Pairs of records that look alike, of every kind equally many; no two pairs have anything in common. */
export function lookAlikes(pairs: number): LookAlikes[] {
  return Array.from({ length: pairs }, (_, at) => {
    const [about, isOne, make] = KINDS[at % KINDS.length] ?? [
      "",
      false,
      () => [original(personAt(0)), original(personAt(0))],
    ];
    return { about, isOne, records: make(personAt(at), at) };
  });
}

/** Imports and resolves pairs through the command line. @returns for each pair whether its records became one person */
async function resolved(pairs: readonly LookAlikes[]): Promise<boolean[]> {
  const folder = mkdtempSync(join(tmpdir(), "vouch-bench-confusables-"));
  try {
    const [file, data] = [join(folder, "pairs.jsonl"), join(folder, "data")];
    const lines = pairs.flatMap(({ records }, at) =>
      records.map((fields, side) => JSON.stringify({ id: `${at}-${side}`, ...fields })),
    );
    writeFileSync(file, lines.join("\n"));
    await vouch(["import", file, "--source", "look-alikes", "--data", data, "--json"]);
    await vouch(["resolve", "--data", data, "--json"]);
    const exported = await vouchLines<ExportedRecord>([
      "export",
      "records",
      "--format",
      "jsonl",
      "--data",
      data,
    ]);
    const personOf = new Map(exported.map(({ source_key, person_id }) => [source_key, person_id]));
    return pairs.map((_, at) => personOf.get(`${at}-0`) === personOf.get(`${at}-1`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Generates look-alikes, resolves them once, and counts merges of two people and duplicates that stayed apart. */
export async function judgeLookAlikes(count: number): Promise<ConfusableScore> {
  const pairs = lookAlikes(count);
  const merged = await resolved(pairs);
  const wrong = (about: string, isOne: boolean) =>
    pairs.filter((pair, at) => pair.about === about && pair.isOne === isOne && merged[at] !== isOne).length;
  const by = KINDS.map(([about, isOne]) => ({
    pair: about,
    "one person": isOne ? "yes" : "no",
    pairs: pairs.filter((pair) => pair.about === about).length,
    wrong: wrong(about, isOne),
  }));
  const sum = (one: string) =>
    by.filter((row) => row["one person"] === one).reduce((all, { wrong }) => all + wrong, 0);
  return { pairs: count, wrong_merges: sum("no"), hidden_duplicates: sum("yes"), by };
}
