import { list } from "./words.js";

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
JP: Tokyo, Tokyo | Osaka, Osaka | Nagoya, Aichi | Fukuoka, Fukuoka
KR: Seoul, Seoul | Busan, Busan | Incheon, Incheon | Daegu, Daegu
VN: Hanoi, Hanoi | Ho Chi Minh City, Ho Chi Minh City | Da Nang, Da Nang
`;

/** Telephone areas of North America. */
export const areaCodes: readonly string[] =
  list(`201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219
  224 225 228 229 231 234 239 240 248 251 252 253 254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309
  310 312 313 314 315 316 317 318 319 320 321 323 325 330 334 336 337 339 347 351 352 360 361 385 386 401 402 404 405
  406 407 408 409 410 412 413 414 415 417 419 423 424 425 432 434 435 440 443 469 478 479 480 484 501 502 503 504 505
  507 508 509 510 512 513 515 516 517 518 520 530 540 541 551 559 561 562 563 567 570 571 573 574 575 580 585 586 601
  602 603 605 606 607 608 609 610 612 614 615 616 617 618 619 620 623 626 630 631 636 641 646 650 651 660 661 662 678
  682 701 702 703 704 706 707 708 712 713 714 715 716 717 718 719 720 724 727 731 732 734 740 754 757 760 763 765 770
  772 773 774 775 781 785 786 801 802 803 804 805 806 808 810 812 813 814 815 816 817 818 828 830 831 832 843 845 847
  848 850 856 857 858 859 860 862 863 864 865 870 901 903 904 906 907 908 909 910 912 913 914 915 916 917 918 919 920`);

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
