/** A town as a source may write it. */
export interface Place {
  readonly city: string;
  /** Another name of the same town, where it has one. */
  readonly alias: string | null;
  readonly region: string;
  readonly country: string;
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
}

const COUNTRIES: Readonly<Record<string, string>> = {
  US: "USA",
  GB: "United Kingdom",
  CA: "Canada",
  AU: "Australia",
  IE: "Ireland",
  DE: "Germany",
  AT: "Austria",
  CH: "Switzerland",
  FR: "France",
  BE: "Belgium",
  ES: "Spain",
  MX: "Mexico",
  AR: "Argentina",
  CO: "Colombia",
  IT: "Italy",
  NL: "Netherlands",
  SE: "Sweden",
  NO: "Norway",
  DK: "Denmark",
  FI: "Finland",
  PT: "Portugal",
  BR: "Brazil",
  PL: "Poland",
  HU: "Hungary",
  CZ: "Czechia",
  SK: "Slovakia",
  UA: "Ukraine",
  KZ: "Kazakhstan",
  RS: "Serbia",
  BG: "Bulgaria",
  GR: "Greece",
  TR: "Turkey",
  AE: "United Arab Emirates",
  EG: "Egypt",
  MA: "Morocco",
  JO: "Jordan",
  IN: "India",
  CN: "China",
  SG: "Singapore",
  TW: "Taiwan",
  JP: "Japan",
  KR: "South Korea",
  VN: "Vietnam",
};

const TOWNS = `
US: San Francisco, CA | New York, NY | Austin, TX | Seattle, WA | Chicago, IL | Boston, MA | Denver, CO
  | Atlanta, GA | Portland, OR | Minneapolis, MN | Raleigh, NC | Philadelphia, PA
GB: London, England | Manchester, England | Leeds, England | Edinburgh, Scotland | Bristol, England
CA: Toronto, ON | Montréal=Montreal, QC | Vancouver, BC
AU: Sydney, NSW | Melbourne, VIC
IE: Dublin, Leinster | Cork, Munster
DE: Berlin, Berlin | München=Munich, Bayern | Hamburg, Hamburg | Köln=Cologne, Nordrhein-Westfalen
  | Stuttgart, Baden-Württemberg | Leipzig, Sachsen
AT: Wien=Vienna, Wien | Graz, Steiermark
CH: Zürich=Zurich, ZH | Genève=Geneva, GE | Basel, BS
FR: Paris, Île-de-France | Lyon, Auvergne-Rhône-Alpes | Toulouse, Occitanie | Nantes, Pays de la Loire
BE: Bruxelles=Brussels, Bruxelles | Antwerpen=Antwerp, Vlaanderen
ES: Madrid, Madrid | Barcelona, Cataluña | Valencia, Comunitat Valenciana | Sevilla=Seville, Andalucía
MX: Ciudad de México=Mexico City, CDMX | Guadalajara, Jalisco
AR: Buenos Aires, Buenos Aires
CO: Bogotá=Bogota, Cundinamarca | Medellín=Medellin, Antioquia
IT: Milano=Milan, Lombardia | Roma=Rome, Lazio | Torino=Turin, Piemonte
NL: Amsterdam, Noord-Holland | Utrecht, Utrecht | Rotterdam, Zuid-Holland | Eindhoven, Noord-Brabant
SE: Stockholm, Stockholm | Göteborg=Gothenburg, Västra Götaland
NO: Oslo, Oslo | Bergen, Vestland
DK: København=Copenhagen, Hovedstaden | Aarhus, Midtjylland
FI: Helsinki, Uusimaa
PT: Lisboa=Lisbon, Lisboa | Porto, Porto
BR: São Paulo=Sao Paulo, SP | Curitiba, PR
PL: Warszawa=Warsaw, Mazowieckie | Kraków=Krakow, Małopolskie | Wrocław=Wroclaw, Dolnośląskie
HU: Budapest, Budapest | Szeged, Csongrád-Csanád
CZ: Praha=Prague, Praha | Brno, Jihomoravský
SK: Bratislava, Bratislavský
UA: Kyiv, Kyiv | Lviv, Lviv
KZ: Almaty, Almaty
RS: Beograd=Belgrade, Beograd
BG: Sofia, Sofia
GR: Athens, Attica | Thessaloniki, Central Macedonia
TR: İstanbul=Istanbul, İstanbul | Ankara, Ankara
AE: Dubai, Dubai | Abu Dhabi, Abu Dhabi
EG: Cairo, Cairo
MA: Casablanca, Casablanca-Settat
JO: Amman, Amman
IN: Bengaluru=Bangalore, Karnataka | Mumbai, Maharashtra | Hyderabad, Telangana | Pune, Maharashtra | Chennai, Tamil Nadu
CN: Shanghai, Shanghai | Beijing, Beijing | Shenzhen, Guangdong
SG: Singapore, Singapore
TW: Taipei, Taipei
JP: Tokyo, Tokyo | Osaka, Osaka
KR: Seoul, Seoul | Busan, Busan
VN: Hanoi, Hanoi | Ho Chi Minh City, Ho Chi Minh City
`;

/** The towns people of the demo live in, by ISO country code. */
export const placesByCountry: ReadonlyMap<string, readonly Place[]> = new Map(
  TOWNS.trim()
    .split(/\n(?=[A-Z]{2}:)/u)
    .map((line) => {
      const code = line.slice(0, 2);
      return [
        code,
        line
          .slice(3)
          .split("|")
          .map((town) => readTown(code, town)),
      ];
    }),
);

function readTown(code: string, town: string): Place {
  const [names = "", region = ""] = town.split(",").map((part) => part.trim());
  const [city = "", alias = null] = names.split("=");
  return { city, alias, region, country: COUNTRIES[code] ?? code, code };
}

/** Other spellings of a country, as people write them. */
export const countrySpellings: Readonly<Record<string, readonly string[]>> = {
  USA: ["United States", "US", "U.S.A."],
  "United Kingdom": ["UK", "Great Britain", "GB"],
  Germany: ["Deutschland", "DE"],
  Switzerland: ["Schweiz", "CH"],
  Netherlands: ["The Netherlands", "NL"],
  Spain: ["España", "ES"],
  Brazil: ["Brasil", "BR"],
  "South Korea": ["Korea", "KR"],
  "United Arab Emirates": ["UAE", "AE"],
};
