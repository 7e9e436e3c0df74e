import { lazy, readDictionary } from "./dictionaries.js";
import { words } from "./text.js";
import { townKey } from "./townNames.js";

/** A part of a country: a state, a province, a Land. */
export interface Region {
  /** ISO 3166-1 alpha-2, lower case. */
  readonly country: string;
  /** As it is displayed behind a town: "CA". */
  readonly name: string;
  /** As it is displayed by itself: "California". */
  readonly wholeName: string;
}

/** A town of the gazetteer. */
export interface Town {
  /** As it is displayed. */
  readonly name: string;
  /** ISO 3166-1 alpha-2, lower case. */
  readonly country: string;
  /** Null where the gazetteer has no regions of the country. */
  readonly region: Region | null;
  /** Thousands of people. */
  readonly people: number;
}

/** A town is meant by its name alone where it has so many times the people of the next of that name. */
const OUTWEIGHS = 8;
/** Thousands of people: of a smaller town's name there may be others that the gazetteer does not have. */
const WELL_KNOWN = 100;

const lines = (file: string) =>
  readDictionary(file)
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));

const folded = (text: string) => words(text).join(" ");

function added<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else if (!known.includes(value)) known.push(value);
}

interface Gazetteer {
  readonly towns: ReadonlyMap<string, readonly Town[]>;
  readonly regions: ReadonlyMap<string, readonly Region[]>;
}

const gazetteer = lazy((): Gazetteer => {
  const byCode = new Map<string, Region>();
  const regions = new Map<string, Region[]>();
  for (const [country = "", code = "", name = "", others = ""] of lines("regions.tsv")) {
    const wholeName = /^[A-Z]{2,3}$/.test(name) ? (others.split("|")[0] ?? name) : name;
    const region = { country, name, wholeName };
    byCode.set(`${country} ${code}`, region);
    for (const known of [name, ...others.split("|")]) if (known !== "") added(regions, folded(known), region);
  }
  const towns = new Map<string, Town[]>();
  for (const [name = "", country = "", code = "", people = ""] of lines("towns.tsv")) {
    const town = { name, country, region: byCode.get(`${country} ${code}`) ?? null, people: Number(people) };
    added(towns, townKey(name) ?? "", town);
  }
  return { towns, regions };
});

/** The towns that a key stands for, those of most people first. @param key of `townKey` */
export const townsOf = (key: string): readonly Town[] => gazetteer().towns.get(key) ?? [];

/** The regions that a name or a short form may stand for, in several languages. */
export const regionsNamed = (text: string): readonly Region[] => gazetteer().regions.get(folded(text)) ?? [];

/** The one of several towns of a name that is meant in a country that is given; undefined: any may be. */
export function outstanding(towns: readonly Town[]): Town | undefined {
  const [first, second] = towns;
  return second === undefined || (first?.people ?? 0) >= OUTWEIGHS * second.people ? first : undefined;
}

/** The one that is meant where nothing else is said. */
export function wellKnown(towns: readonly Town[]): Town | undefined {
  const town = outstanding(towns);
  return town === undefined || town.people < WELL_KNOWN ? undefined : town;
}
