import { foldName } from "../../normalization/names.js";
import { PARTICLES } from "../../normalization/nameWords.js";
import { nicknameRoots, nicknamesOf } from "../../normalization/nicknames.js";
import { MANY_REMEMBERED, memoized } from "../../normalization/text.js";
import type { FoldedName } from "../lookupKeys.js";
import model from "./model.json" with { type: "json" };

/** Ways in which a given name of several words, or one with familiar forms, is written in an address. */
export type GivenForm = "plain" | "joined" | "hyphenated" | "second" | "familiar" | "formal";
/** Ways in which a family name of several words is written in an address. */
export type FamilyForm = "joined" | "hyphenated" | "bearing" | "start" | "end";

/** A name as an address may write it, in lower-case letters and hyphens. */
export interface NameForm {
  readonly given: string;
  /** Initial of a further given name; empty where there is none. */
  readonly middle: string;
  readonly family: string;
  readonly givenForm: GivenForm;
  readonly familyForm: FamilyForm;
  /** How often a name is written so, against its other forms: they add up to 1. */
  readonly weight: number;
}

interface Way<Name> {
  readonly text: string;
  readonly name: Name;
}

/** How often a name that can be written in a way is written so. Fitted by `npm run bench -- finderFit`. */
const GIVEN_SHARE: Readonly<Record<GivenForm, number>> = model.given;
const FAMILY_SHARE: Readonly<Record<FamilyForm, number>> = model.family;

/** Familiar forms that are tried: the likelier ones. */
const FAMILIAR = 3;

/** Each text once, by the way that comes first. */
function distinct<Name>(ways: readonly Way<Name>[]): Way<Name>[] {
  const seen = new Set<string>();
  return ways.filter(({ text }) => text !== "" && !seen.has(text) && seen.add(text));
}

function givenWays(tokens: readonly string[]): Way<GivenForm>[] {
  const whole = tokens.filter(({ length }) => length > 1);
  const [first = tokens[0] ?? ""] = whole;
  const several: Way<GivenForm>[] = [
    { text: whole.join(""), name: "joined" },
    { text: whole.join("-"), name: "hyphenated" },
    { text: whole[1] ?? "", name: "second" },
  ];
  const formal = nicknameRoots(first)
    .filter((root) => root !== first)
    .slice(0, 1);
  return distinct<GivenForm>([
    { text: first, name: "plain" },
    ...(whole.length > 1 ? several : []),
    ...nicknamesOf(first)
      .slice(0, FAMILIAR)
      .map((text) => ({ text, name: "familiar" as const })),
    ...formal.map((text) => ({ text, name: "formal" as const })),
  ]);
}

function familyWays(tokens: readonly string[]): Way<FamilyForm>[] {
  const bearing = tokens.filter((token) => !PARTICLES.has(token));
  const [start = "", end = ""] = [bearing[0], bearing.at(-1)];
  return distinct<FamilyForm>([
    { text: tokens.join(""), name: "joined" },
    { text: tokens.join("-"), name: "hyphenated" },
    { text: bearing.join(""), name: "bearing" },
    { text: start, name: "start" },
    { text: end, name: "end" },
  ]);
}

interface WeighedWay<Name> extends Way<Name> {
  readonly weight: number;
}

/** Shares of the ways that there are; of several with one name, each has its part. */
function weighed<Name extends string>(
  ways: readonly Way<Name>[],
  shares: Readonly<Record<Name, number>>,
): readonly WeighedWay<Name>[] {
  const alike = (name: Name) => ways.filter((way) => way.name === name).length;
  const parts = ways.map((way) => ({ ...way, weight: shares[way.name] / alike(way.name) }));
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return parts.map((part) => ({ ...part, weight: part.weight / total }));
}

function middleOf(tokens: readonly string[]): string {
  const [first, ...rest] = tokens;
  return first === undefined ? "" : (rest[0]?.charAt(0) ?? "");
}

const weighedGivenWays = memoized((given_name: string) =>
  weighed(givenWays(given_name.split(" ")), GIVEN_SHARE),
);
const weighedFamilyWays = memoized(
  (family_name: string) => weighed(familyWays(family_name.split(" ")), FAMILY_SHARE),
  MANY_REMEMBERED,
);

function heaviest<Name>([first, ...others]: readonly WeighedWay<Name>[]): WeighedWay<Name> | undefined {
  let best = first;
  for (const way of others) if (best === undefined || way.weight > best.weight) best = way;
  return best;
}

/** The first of `formsOf` a name, as most addresses write it; none of a name that has no form. */
export function likeliestFormOf({ given_name, family_name }: FoldedName): NameForm[] {
  const given = heaviest(weighedGivenWays(given_name));
  const family = heaviest(weighedFamilyWays(family_name));
  return given === undefined || family === undefined
    ? []
    : [formOf(given, family, middleOf(given_name.split(" ")))];
}

function formOf(given: WeighedWay<GivenForm>, family: WeighedWay<FamilyForm>, middle: string): NameForm {
  return {
    given: given.text,
    middle,
    family: family.text,
    givenForm: given.name,
    familyForm: family.name,
    weight: given.weight * family.weight,
  };
}

/**
 * Every way in which an address may write a folded name: particles, double names, initials, familiar forms.
 * @returns likeliest first; the weights add up to 1
 */
export function formsOf({ given_name, family_name }: FoldedName): NameForm[] {
  const middle = middleOf(given_name.split(" "));
  const families = weighedFamilyWays(family_name);
  const forms = weighedGivenWays(given_name).flatMap((one) =>
    families.map((other) => formOf(one, other, middle)),
  );
  return forms.sort((a, b) => b.weight - a.weight);
}

/** Letters that are also written as two, with those: "Müller" is mueller or muller. */
const SPELLED_OUT: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };
const UMLAUT = /[äöüøå]/giu;
/** How often such a letter is written as two. */
const SPELLED_OUT_SHARE = model.spelledOut;

const spelledOut = (text: string) =>
  text.normalize("NFC").replace(UMLAUT, (letter) => SPELLED_OUT[letter.toLowerCase()] ?? letter);

/** `formsOf` a name as it was asked for, with its umlauts in either spelling. */
export function formsOfWritten(first_name: string, last_name: string): NameForm[] {
  const plain = foldName(first_name, last_name);
  if (plain === undefined) return [];
  const written = foldName(spelledOut(first_name), spelledOut(last_name));
  if (
    written === undefined ||
    `${written.given_name}|${written.family_name}` === `${plain.given_name}|${plain.family_name}`
  )
    return formsOf(plain);
  const scaled = (name: FoldedName, share: number) =>
    formsOf(name).map((form) => ({ ...form, weight: form.weight * share }));
  return [...scaled(written, SPELLED_OUT_SHARE), ...scaled(plain, 1 - SPELLED_OUT_SHARE)].sort(
    (a, b) => b.weight - a.weight,
  );
}
