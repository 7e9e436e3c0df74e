import { countryCode, isCountryCode, shownCountry } from "./countryNames.js";
import { outstanding, type Region, regionsNamed, type Town, townsOf, wellKnown } from "./gazetteer.js";
import { beginningOf, clean, fold, memoized } from "./text.js";
import { countryOfTown } from "./townCountries.js";
import { shownTown, townKey } from "./townNames.js";

export interface PlaceParts {
  readonly location?: string | undefined;
  readonly city?: string | undefined;
  readonly region?: string | undefined;
  readonly country?: string | undefined;
}

export interface ParsedPlace {
  /** As written: "City, Region, Country", as far as given. */
  readonly location: string | null;
  /** Equal for names of one town. */
  readonly city: string | null;
  readonly region: string | null;
  /** ISO 3166-1 alpha-2, lower case. */
  readonly country: string | null;
  /** "City, Region, Country" in English, as far as known: one form for all spellings of a place. */
  readonly display: string | null;
}

/** What a place's parts are written as; empty: not given. */
interface Written {
  readonly city: string;
  readonly region: string;
  readonly country: string;
}

/** What the parts stand for. */
interface Found {
  readonly key: string | null;
  readonly town: Town | undefined;
  readonly region: Region | undefined;
  readonly country: string | null;
}

const isIn = (country: string | null) => (one: { readonly country: string }) =>
  country === null || one.country === country;

/** The region that a text stands for, among those of a country where one is known. */
function regionOf(text: string, country: string | null): Region | undefined {
  const named = text === "" ? [] : regionsNamed(text).filter(isIn(country));
  return named.length === 1 ? named[0] : undefined;
}

/** Of the towns of a name that the country and region leave, the one that is meant; none is guessed. */
function townIn(key: string | null, country: string | null, region: Region | undefined): Town | undefined {
  const known = country ?? (key === null ? null : countryOfTown(key));
  const all = key === null ? [] : townsOf(key).filter(isIn(known));
  if (region !== undefined) return all.find((town) => town.region === region);
  return known === null ? wellKnown(all) : outstanding(all);
}

function countryGiven(text: string): string | null {
  if (text === "") return null;
  return countryCode(text) ?? (/^[A-Za-z]{2}$/.test(text) ? text.toLowerCase() : null);
}

/** Whether a name without a region may as well be one's that the town is not in: "Ontario", "Washington, USA". */
const maybeElsewhere = (city: string, town: Town, country: string | null) =>
  regionsNamed(city)
    .filter(isIn(country))
    .some((region) => region !== town.region);

function find({ city, region, country }: Written): Found {
  const key = city === "" ? null : townKey(city);
  const given = countryGiven(country);
  const named = regionOf(region, given);
  const meant = townIn(key, given ?? named?.country ?? null, named);
  const isOpen = region === "" && meant !== undefined && maybeElsewhere(city, meant, given);
  const town = isOpen ? undefined : meant;
  const land = given ?? named?.country ?? town?.country ?? (key === null ? null : countryOfTown(key));
  return {
    key,
    town,
    region: named ?? (region === "" ? (town?.region ?? undefined) : undefined),
    country: land,
  };
}

function displayOf({ city, region }: Omit<Written, "country">, found: Found): string | null {
  const name = found.town === undefined ? city : shownTown(found.key ?? "", found.town.name);
  const area = (name === "" ? found.region?.wholeName : found.region?.name) ?? region;
  const land = found.country === null ? "" : shownCountry(found.country);
  const parts = [name, area, land].filter((part, at, all) => part !== "" && all.indexOf(part) === at);
  return parts.length === 0 ? null : beginningOf(parts.join(", "), 200);
}

function parsed(written: Written, location: string): ParsedPlace {
  const found = find(written);
  const region = written.region === "" ? found.region?.name : written.region;
  return {
    location: location === "" ? null : beginningOf(location, 200),
    city: found.key,
    region: region === undefined ? null : fold(region),
    country: found.country,
    display: displayOf(written, found),
  };
}

/** "80331 München", "D-80331 München". */
const POSTCODE = /^(?:[A-Z]{1,2}[- ])?\d{4,6}\s+(?=\p{L})/u;
/** Where work is done, not where anybody lives. */
const NOWHERE = /^(?:remote|hybrid|home ?office|worldwide|global|anywhere|international|n\/?a)$/i;
/** Texts between commas and the like. */
const apart = (text: string) => text.split(/\s*[,;|·]\s*/).filter((part) => part !== "");
const COUNTRY_BEHIND = /\s*(?:\(([^()]+)\)|\s[-–—]\s(.+)|\/\s*([^/]+))$/u;

/** The parts of a written place, those of an address in front included. */
function partsOf(text: string): string[] {
  const behind = COUNTRY_BEHIND.exec(text);
  const last = (behind?.[1] ?? behind?.[2] ?? behind?.[3] ?? "").trim();
  const isCountry =
    countryCode(last) !== null || (/^[A-Z]{2}$/.test(last) && isCountryCode(last.toLowerCase()));
  const whole = behind !== null && isCountry ? `${text.slice(0, behind.index)}, ${last}` : text;
  return apart(whole)
    .map((part) => part.replace(POSTCODE, ""))
    .filter((part) => part !== "" && !NOWHERE.test(part));
}

/** Whether a town of that name is known in a country, or in a region of it. */
const isTown = (city: string, is: (town: Town) => boolean) => townsOf(townKey(city) ?? "").some(is);

/** Of a code in capitals behind a town: whether a country is meant, a region, or it cannot be told. */
function readCode(city: string, code: string): Written | undefined {
  const country = code.toLowerCase();
  const isOfCountry = isTown(city, isIn(country)) || countryOfTown(townKey(city) ?? "") === country;
  const regions = regionsNamed(code);
  const isOfRegion = isTown(city, (town) => town.region !== null && regions.includes(town.region));
  if (isOfCountry !== isOfRegion)
    return isOfCountry ? { city, region: "", country: code } : { city, region: code, country: "" };
  if (isOfCountry || (regions.length > 0 && isCountryCode(country))) return undefined;
  if (regions.length > 0) return { city, region: code, country: "" };
  return isCountryCode(country) && countryOfTown(townKey(city) ?? "") === null
    ? { city, region: "", country: code }
    : undefined;
}

function fromOne(part: string): Written {
  const country = countryCode(part);
  const key = townKey(part);
  if (country !== null) {
    const isCity = key !== null && townsOf(key).some(isIn(country));
    return { city: isCity ? part : "", region: "", country: part };
  }
  const isRegion = key !== null && townsOf(key).length === 0 && countryOfTown(key) === null;
  return isRegion && part.length > 3 && regionsNamed(part).length === 1
    ? { city: "", region: part, country: "" }
    : { city: part, region: "", country: "" };
}

function fromTwo(first: string, last: string): Written {
  const country = countryCode(last);
  if (country !== null) {
    const isRegion = regionOf(first, country) !== undefined && !isTown(first, isIn(country));
    const isKnown = countryOfTown(townKey(first) ?? "") !== null;
    return isRegion && !isKnown
      ? { city: "", region: first, country: last }
      : { city: first, region: "", country: last };
  }
  const code = /^[A-Z]{2,3}$/.test(last) ? readCode(first, last) : undefined;
  return code ?? { city: first, region: last, country: "" };
}

function written(parts: readonly string[]): Written {
  const [first = "", second = ""] = parts;
  if (parts.length < 2) return fromOne(first);
  if (parts.length === 2) return fromTwo(first, second);
  const last = parts.at(-1) ?? "";
  const isCountry = countryCode(last) !== null;
  const rest = isCountry ? parts.slice(0, -1) : parts;
  return { city: rest.at(-2) ?? "", region: rest.at(-1) ?? "", country: isCountry ? last : "" };
}

/** "City", "City, Country" or "City, Region, Country"; more parts in front belong to the address. */
const fromText = memoized((text: string): ParsedPlace => {
  const cleaned = clean(text);
  return parsed(written(partsOf(cleaned)), apart(cleaned).join(", "));
});

/** Columns of which that of the city says where it is, too: "Malmö, Schweden". What has its own column counts. */
function divided({ city, region, country }: Written): Written {
  const parts = partsOf(city);
  if (parts.length === 1 && region + country !== "") return { city: parts[0] ?? "", region, country };
  const said = written(parts);
  return { city: said.city, region: region || said.region, country: country || said.country };
}

/** @param lines city, region and country, a line each */
const fromLines = memoized((lines: string): ParsedPlace => {
  const [city = "", region = "", country = ""] = lines.split("\n");
  const all = [...apart(city), region, country];
  const location = all.filter((part, at) => part !== "" && all.indexOf(part) === at).join(", ");
  return parsed(divided({ city, region, country }), location);
});

/**
 * Reads a place from separate columns where there are any, else from one string. Unknown parts are null; of several
 * towns of a name none is guessed, unless one of them is many times the size of all others.
 */
export function parsePlace({ location, city, region, country }: PlaceParts): ParsedPlace {
  const [town, area, land] = [clean(city ?? ""), clean(region ?? ""), clean(country ?? "")];
  return town === "" && location !== undefined && location !== ""
    ? fromText(location)
    : fromLines(`${town}\n${area}\n${land}`);
}

/** @param lines city, region and country as keys, a line each */
const fromKeys = memoized((lines: string): string | null => {
  const [city = "", region = "", country = ""] = lines.split("\n");
  const found = find({ city, region, country });
  const isTown = found.town !== undefined;
  if (found.country === null || isTown === (city === "")) return null;
  if (!isTown && region !== "" && found.region === undefined) return null;
  return displayOf({ city: "", region: "" }, { ...found, region: found.town?.region ?? found.region });
});

/**
 * The displayed form of a place that is known for certain: its country is known, and its town or, where it has none, its
 * region is the gazetteer's. It follows from the keys alone, so that all spellings of a place are displayed as one.
 * @param place as `parsePlace` reads it
 * @returns null for any other place
 */
export function knownPlace({
  city,
  region,
  country,
}: Pick<ParsedPlace, "city" | "region" | "country">): string | null {
  return fromKeys(`${city ?? ""}\n${region ?? ""}\n${country ?? ""}`);
}
