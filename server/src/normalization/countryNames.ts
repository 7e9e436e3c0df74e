import { createRequire } from "node:module";
import { lazy } from "./dictionaries.js";
import { memoized, words } from "./text.js";

const require = createRequire(import.meta.url);
/** Languages in which country names are read; the first is the one they are shown in. */
const LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "no", "hu"];

/** What people write for countries beside their names. */
const ALIASES: Readonly<Record<string, string>> = {
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
  eeuu: "us",
  "ee uu": "us",
  "estados unidos": "us",
  "etats unis": "us",
  "stati uniti": "us",
  "vereinigte staaten": "us",
  brd: "de",
  eire: "ie",
};

/** Shown otherwise than the list of countries has them. */
const SHOWN: Readonly<Record<string, string>> = {
  us: "USA",
  gb: "United Kingdom",
  kr: "South Korea",
  ru: "Russia",
  tw: "Taiwan",
  vn: "Vietnam",
  cz: "Czechia",
  cn: "China",
  nl: "Netherlands",
  md: "Moldova",
  fm: "Micronesia",
  vg: "British Virgin Islands",
  vi: "US Virgin Islands",
};

interface CountryNames {
  registerLocale(locale: unknown): void;
  getNames(language: string, options: { select: "all" }): Record<string, string[]>;
  getName(code: string, language: string): string | undefined;
  alpha3ToAlpha2(code: string): string | undefined;
}

function isCountryNames(value: unknown): value is CountryNames {
  return typeof value === "object" && value !== null && "registerLocale" in value;
}

const list = lazy((): CountryNames => {
  // The package's own entry reads the names of all languages.
  const countries: unknown = require("i18n-iso-countries/index.js");
  if (!isCountryNames(countries)) throw new TypeError("i18n-iso-countries is not what it was.");
  for (const language of LANGUAGES)
    countries.registerLocale(require(`i18n-iso-countries/langs/${language}.json`));
  return countries;
});

const codes = lazy(() => {
  const found = new Map<string, string>(Object.entries(ALIASES));
  for (const language of LANGUAGES)
    for (const [code, spellings] of Object.entries(list().getNames(language, { select: "all" })))
      for (const spelling of spellings) {
        const name = words(spelling).join(" ");
        if (name !== "" && !found.has(name)) found.set(name, code.toLowerCase());
      }
  return found;
});

const known = lazy(() => new Set(codes().values()));

/** Whether lower-case letters are the ISO 3166-1 alpha-2 code of a country. */
export const isCountryCode = (code: string): boolean => known().has(code);

/** The country that a name, or a code of three letters in capitals, stands for, as lower-case alpha-2. */
export const countryCode = memoized((text: string): string | null => {
  const name = codes().get(words(text).join(" "));
  if (name !== undefined) return name;
  return /^[A-Z]{3}$/.test(text) ? (list().alpha3ToAlpha2(text)?.toLowerCase() ?? null) : null;
});

/** The English name of a country. @param code lower-case alpha-2 */
export const shownCountry = (code: string): string =>
  SHOWN[code] ?? list().getName(code.toUpperCase(), "en") ?? code.toUpperCase();
