import { VouchError } from "../../errors.js";

/** Where the operator lets addresses be inferred. */
export interface InferencePolicy {
  readonly everywhere: boolean;
  /** Countries without, ISO 3166-1 alpha-2 in lower case. */
  readonly except: ReadonlySet<string>;
}

/** Members of the European Economic Area, and the United Kingdom, whose law is like theirs. */
const EUROPE =
  `at be bg cy cz de dk ee es fi fr gb gr hr hu ie is it li lt lu lv mt nl no pl pt ro se si sk`.split(" ");

/** Suffixes of countries that are not their code. */
const SUFFIXES: ReadonlyMap<string, string> = new Map([["uk", "gb"]]);

const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
const isCountry = (code: string) => /^[a-z]{2}$/.test(code) && regions.of(code.toUpperCase()) !== undefined;

const wrong = (text: string) =>
  new VouchError(
    "invalid_inferred_addresses",
    `VOUCH_INFERRED_ADDRESSES cannot be ${JSON.stringify(text)}`,
    "Give on, off, or the countries to leave out by their codes, e.g. except:DE,FR; EUROPE stands for the European Economic Area and the United Kingdom.",
  );

/**
 * Reads the operator's switch: `on`, `off`, or `except:` with codes of countries.
 * @throws VouchError invalid_inferred_addresses
 */
export function readInferencePolicy(text: string): InferencePolicy {
  if (text === "on") return { everywhere: true, except: new Set() };
  if (text === "off") return { everywhere: false, except: new Set() };
  if (!text.startsWith("except:")) throw wrong(text);
  const codes = text
    .slice("except:".length)
    .split(",")
    .map((code) => code.trim().toLowerCase());
  if (!codes.every((code) => code === "europe" || isCountry(code))) throw wrong(text);
  const except = codes.flatMap((code) => (code === "europe" ? EUROPE : [code]));
  return { everywhere: true, except: new Set(except) };
}

/** The country that a domain's suffix names. */
function countryOfDomain(domain: string): string {
  const suffix = domain.slice(domain.lastIndexOf(".") + 1);
  return SUFFIXES.get(suffix) ?? suffix;
}

/** What tells of which countries a question is. */
export interface Whereabouts {
  /** The employer's. */
  readonly domains: readonly string[];
  /** Where the person lives; null where it is not known. */
  readonly country: string | null;
  /** The employer's people by country. */
  readonly people: ReadonlyMap<string, number>;
}

/** Share of an employer's people from which on it counts as one of their country. */
const LEAST_SHARE = 0.2;

/**
 * Whether the operator lets an address be inferred: not where the domain's suffix, the person's own country or that of a
 * fifth of the employer's people is left out.
 * @param domains the employer's
 * @param country where the person lives, if that is known
 * @param people the employer's by country
 */
export function mayInfer(
  { everywhere, except }: InferencePolicy,
  { domains, country, people }: Whereabouts,
): boolean {
  if (!everywhere || except.size === 0) return everywhere;
  if (country !== null && except.has(country)) return false;
  if (domains.some((domain) => except.has(countryOfDomain(domain)))) return false;
  const all = [...people.values()].reduce((sum, count) => sum + count, 0);
  return ![...people].some(([code, count]) => except.has(code) && count / all >= LEAST_SHARE);
}
