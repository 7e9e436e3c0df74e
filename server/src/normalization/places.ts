import { createRequire } from "node:module";
import { lazy } from "./dictionaries.js";
import { beginningOf, clean, fold, memoized, words } from "./text.js";
import { countryOfTown } from "./townCountries.js";

export interface PlaceParts {
  readonly location?: string | undefined;
  readonly city?: string | undefined;
  readonly region?: string | undefined;
  readonly country?: string | undefined;
}

export interface ParsedPlace {
  /** Display: "City, Region, Country", as far as known. */
  readonly location: string | null;
  readonly city: string | null;
  readonly region: string | null;
  /** ISO 3166-1 alpha-2, lower case. */
  readonly country: string | null;
}

const require = createRequire(import.meta.url);
/** Languages in which country names are read. */
const LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "hu"];

/** What people write for countries beside their names. */
const COUNTRY_ALIASES: Readonly<Record<string, string>> = {
  usa: "us",
  us: "us",
  "u s a": "us",
  america: "us",
  uk: "gb",
  "great britain": "gb",
  england: "gb",
  scotland: "gb",
  wales: "gb",
  "northern ireland": "gb",
  uae: "ae",
  korea: "kr",
  "south korea": "kr",
  russia: "ru",
  czechia: "cz",
  vietnam: "vn",
  taiwan: "tw",
  holland: "nl",
  deutschland: "de",
  osterreich: "at",
  schweiz: "ch",
  suisse: "ch",
  espana: "es",
  italia: "it",
  brasil: "br",
  polska: "pl",
  sverige: "se",
  magyarorszag: "hu",
};

/** Towns that are known by several names: other name → the one that keys use. */
const TOWN_ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    munich: "munchen",
    muenchen: "munchen",
    cologne: "koln",
    koeln: "koln",
    nuremberg: "nurnberg",
    hanover: "hannover",
    vienna: "wien",
    zuerich: "zurich",
    geneva: "geneve",
    genf: "geneve",
    basle: "basel",
    milan: "milano",
    rome: "roma",
    turin: "torino",
    florence: "firenze",
    naples: "napoli",
    venice: "venezia",
    genoa: "genova",
    lisbon: "lisboa",
    oporto: "porto",
    seville: "sevilla",
    saragossa: "zaragoza",
    "sao paulo": "saopaulo",
    brussels: "bruxelles",
    brussel: "bruxelles",
    antwerp: "antwerpen",
    ghent: "gent",
    bruges: "brugge",
    "the hague": "den haag",
    copenhagen: "kobenhavn",
    gothenburg: "goteborg",
    prague: "praha",
    warsaw: "warszawa",
    cracow: "krakow",
    bucharest: "bucuresti",
    belgrade: "beograd",
    athens: "athina",
    moscow: "moskva",
    "saint petersburg": "sankt peterburg",
    "st petersburg": "sankt peterburg",
    kiev: "kyiv",
    peking: "beijing",
    canton: "guangzhou",
    bombay: "mumbai",
    bangalore: "bengaluru",
    calcutta: "kolkata",
    madras: "chennai",
    saigon: "ho chi minh city",
    cairo: "al qahirah",
    "new york city": "new york",
    nyc: "new york",
    sf: "san francisco",
    "sf bay": "san francisco",
    "san francisco bay": "san francisco",
    "ile de france": "paris",
    "new york metro": "new york",
    "big apple": "new york",
    la: "los angeles",
    "mexico city": "ciudad de mexico",
  }),
);

interface CountryNames {
  registerLocale(locale: unknown): void;
  getNames(language: string, options: { select: "all" }): Record<string, string[]>;
}

function isCountryNames(value: unknown): value is CountryNames {
  return typeof value === "object" && value !== null && "registerLocale" in value;
}

const countryNames = lazy(() => {
  const names = new Map<string, string>(Object.entries(COUNTRY_ALIASES));
  const countries: unknown = require("i18n-iso-countries");
  if (!isCountryNames(countries)) return names;
  for (const language of LANGUAGES) {
    countries.registerLocale(require(`i18n-iso-countries/langs/${language}.json`));
    for (const [code, spellings] of Object.entries(countries.getNames(language, { select: "all" }))) {
      for (const spelling of spellings) {
        const name = words(spelling).join(" ");
        if (name !== "" && !names.has(name)) names.set(name, code.toLowerCase());
      }
    }
  }
  return names;
});

/** The country that a name or an alpha-2 code in capitals stands for, as lower-case alpha-2. */
const countryCode = memoized(
  (text: string): string | null => countryNames().get(words(text).join(" ")) ?? null,
);

/** Codes of states and provinces that are a country's, too: "Wilmington, DE". */
const STATE_CODES = new Set(
  `AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC
  SD TN TX UT VT VA WA WV WI WY DC AB BC MB NB NL NS NT NU ON PE QC SK YT SA`.split(/\s+/),
);

/** The country of a code in capitals behind a town: where it is a state's, too, only if the town is known to be there. */
function codeBehind(town: string, code: string): string | null {
  if (!/^[A-Z]{2}$/.test(code)) return null;
  const country = code.toLowerCase();
  const known = countryOfTown(townKey(town) ?? "");
  if (known !== null) return known === country ? country : null;
  return !STATE_CODES.has(code) && [...countryNames().values()].includes(country) ? country : null;
}

const townKey = memoized((text: string): string | null => {
  const key = words(text.replace(/\b(greater|metropolitan|area|region|city of)\b/gi, " ")).join(" ");
  return key === "" ? null : (TOWN_ALIASES.get(key) ?? key);
});

/** @param written city, region and country, a line each */
const fromLines = memoized((written: string): ParsedPlace => {
  const [city = "", region = "", country = ""] = written.split("\n");
  const location = [city, region, country]
    .filter((part, at, all) => part !== "" && all.indexOf(part) === at)
    .join(", ");
  return {
    location: location === "" ? null : beginningOf(location, 200),
    city: city === "" ? null : townKey(city),
    region: region === "" ? null : fold(region),
    country:
      country === ""
        ? null
        : (countryCode(country) ?? (/^[A-Za-z]{2}$/.test(country) ? country.toLowerCase() : null)),
  };
});

const fromParts = (city: string, region: string, country: string) =>
  fromLines(`${city}\n${region}\n${country}`);

/** "City", "City, Country" or "City, Region, Country"; more parts in front belong to the address. */
const fromText = memoized((text: string): ParsedPlace => {
  const parts = clean(text)
    .split(/\s*[,;|·]\s*/)
    .filter((part) => part !== "");
  const last = parts.at(-1) ?? "";
  const code = countryCode(last) ?? (parts.length === 2 ? codeBehind(parts[0] ?? "", last) : null);
  if (code !== null && parts.length === 1) return fromParts("", "", last);
  const [country, rest] = code === null ? ["", parts] : [last, parts.slice(0, -1)];
  const region = rest.length > 1 ? (rest.at(-1) ?? "") : "";
  const city = rest.length > 1 ? (rest.at(-2) ?? "") : (rest[0] ?? "");
  const place = fromParts(city, region, country);
  const isTownAlone = rest.length === 1 && code === null && place.city !== null;
  return {
    ...place,
    country: isTownAlone ? countryOfTown(place.city) : place.country,
    location: beginningOf(parts.join(", "), 200) || null,
  };
});

/** Reads a place from separate columns where there are any, else from one string. Unknown parts are null. */
export function parsePlace({ location, city, region, country }: PlaceParts): ParsedPlace {
  const [town, area, land] = [clean(city ?? ""), clean(region ?? ""), clean(country ?? "")];
  return town === "" && location !== undefined && location !== ""
    ? fromText(location)
    : fromParts(town, area, land);
}
