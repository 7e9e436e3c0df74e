import { parsePlace } from "../normalization/places.js";
import { memoized, words } from "../normalization/text.js";
import { allOf, anyOf, type Condition } from "./searchCondition.js";

/** Regions that are written short. */
const REGIONS: Readonly<Record<string, string>> = {
  us: `al=alabama ak=alaska az=arizona ar=arkansas ca=california co=colorado ct=connecticut de=delaware fl=florida
    ga=georgia hi=hawaii id=idaho il=illinois in=indiana ia=iowa ks=kansas ky=kentucky la=louisiana me=maine md=maryland
    ma=massachusetts mi=michigan mn=minnesota ms=mississippi mo=missouri mt=montana ne=nebraska nv=nevada
    nh=new_hampshire nj=new_jersey nm=new_mexico ny=new_york nc=north_carolina nd=north_dakota oh=ohio ok=oklahoma
    or=oregon pa=pennsylvania ri=rhode_island sc=south_carolina sd=south_dakota tn=tennessee tx=texas ut=utah vt=vermont
    va=virginia wa=washington wv=west_virginia wi=wisconsin wy=wyoming dc=district_of_columbia`,
  ca: `ab=alberta bc=british_columbia mb=manitoba nb=new_brunswick nl=newfoundland_and_labrador ns=nova_scotia
    on=ontario pe=prince_edward_island qc=quebec sk=saskatchewan`,
  au: "nsw=new_south_wales vic=victoria qld=queensland tas=tasmania act=australian_capital_territory",
};

/** Regions that are known by several names: other name → the one that terms use. */
const REGION_NAMES: ReadonlyMap<string, string> = new Map(
  `bavaria=bayern saxony=sachsen hesse=hessen thuringia=thuringen lower_saxony=niedersachsen rhineland_palatinate=rheinland_pfalz
  north_rhine_westphalia=nordrhein_westfalen nrw=nordrhein_westfalen lombardy=lombardia piedmont=piemonte tuscany=toscana
  sicily=sicilia sardinia=sardegna apulia=puglia catalonia=cataluna catalunya=cataluna andalusia=andalucia
  basque_country=pais_vasco flanders=vlaanderen wallonia=wallonie brittany=bretagne normandy=normandie burgundy=bourgogne
  styria=steiermark tyrol=tirol carinthia=karnten north_holland=noord_holland south_holland=zuid_holland
  lesser_poland=malopolskie lower_silesia=dolnoslaskie masovia=mazowieckie`
    .split(/\s+/)
    .map((pair) => {
      const [name = "", known = ""] = pair.replaceAll("_", " ").split("=");
      return [name, known] as const;
    }),
);

interface Region {
  readonly name: string;
  readonly country: string;
}

const regions: ReadonlyMap<string, Region> = new Map(
  Object.entries(REGIONS).flatMap(([country, list]) =>
    list.split(/\s+/).map((pair) => {
      const [short = "", name = ""] = pair.split("=");
      return [short, { name: name.replaceAll("_", " "), country }] as const;
    }),
  ),
);

/** Parts of a country that stand for it in addresses: to be looked for by themselves. */
const NATIONS = new Set(["england", "scotland", "wales", "northern ireland"]);

const folded = (text: string) => words(text).join(" ");
const partsOf = (text: string) =>
  text
    .split(/[,;|·]/)
    .map(folded)
    .filter((part) => part !== "");

/** A place as a search knows it. */
export interface NamedPlace {
  /** Names of city and region, folded, one for all names of a town. */
  readonly names: readonly string[];
  /** ISO 3166-1 alpha-2, lower case; null where it is not known. */
  readonly country: string | null;
}

/** Reads a location as it is shown of a person. */
export const searchPlace = memoized((location: string): NamedPlace => {
  const { city, region, country } = parsePlace({ location });
  const known = region === null ? undefined : regions.get(folded(region));
  const inRegion = known !== undefined && (country === null || country === known.country) ? known : undefined;
  const nation = partsOf(location).find((part) => NATIONS.has(part));
  const area = region === null ? null : folded(region);
  const names = [city, inRegion?.name ?? (area === null ? null : (REGION_NAMES.get(area) ?? area)), nation];
  const given = names.filter((name) => name !== null && name !== undefined && name !== "");
  return { names: [...new Set(given)] as string[], country: country ?? inRegion?.country ?? null };
});

/** One name of a place, folded: it may be a town's, a region's or a country's. */
export function placeNamed(name: string): Condition {
  const { city, region: area, country } = parsePlace({ location: name });
  const town = city ?? parsePlace({ city: name }).city;
  const region = regions.get(name);
  const byCode = /^[a-z]{2}$/.test(name) ? parsePlace({ country: name }).country : null;
  // The country of a town or region that is known by itself says where it is, not who is meant.
  const land = NATIONS.has(name) || city !== null || area !== null ? byCode : (country ?? byCode);
  return anyOf([
    `l:${name}`,
    ...(town === null ? [] : [`l:${town}`]),
    `l:${region?.name ?? REGION_NAMES.get(name) ?? name}`,
    ...(land === null ? [] : [`n:${land}`]),
  ]);
}

/** Without commas, a place may be two names: "Berlin Germany". */
function undivided(part: string): Condition {
  const all = part.split(" ");
  const splits = all
    .slice(1)
    .map((_, at) =>
      allOf([placeNamed(all.slice(0, at + 1).join(" ")), placeNamed(all.slice(at + 1).join(" "))]),
    );
  return anyOf([placeNamed(part), ...(all.length > 6 ? [] : splits)]);
}

/**
 * Where people must be who are looked for at a place.
 * @returns undefined where the text names no place
 */
export function placeCondition(location: string): Condition | undefined {
  const parts = partsOf(location);
  if (parts.length === 0) return undefined;
  return parts.length === 1 ? undivided(parts[0] ?? "") : allOf(parts.map(placeNamed));
}
