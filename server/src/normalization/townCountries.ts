/** Countries of towns that are meant wherever their name stands alone, by the key of the town. */
const TOWNS: Readonly<Record<string, string>> = {
  de: "berlin munchen hamburg koln stuttgart dusseldorf leipzig nurnberg hannover bremen dresden",
  at: "wien graz salzburg linz innsbruck",
  ch: "zurich geneve basel bern lausanne",
  fr: "paris lyon marseille toulouse bordeaux lille nantes strasbourg",
  gb: "london manchester edinburgh glasgow leeds liverpool",
  ie: "dublin",
  nl: "amsterdam rotterdam utrecht eindhoven",
  be: "bruxelles antwerpen gent brugge",
  es: "madrid barcelona sevilla bilbao zaragoza",
  pt: "lisboa porto",
  it: "milano roma torino napoli firenze venezia genova bologna",
  pl: "warszawa krakow wroclaw gdansk poznan",
  cz: "praha brno",
  hu: "budapest",
  ro: "bucuresti",
  dk: "kobenhavn aarhus",
  se: "stockholm goteborg malmo",
  no: "oslo",
  fi: "helsinki tampere espoo",
  tr: "istanbul ankara izmir",
  ua: "kyiv lviv kharkiv",
  us: "new york|san francisco|los angeles|chicago|boston|seattle|austin|denver|atlanta|philadelphia|houston|dallas",
  ca: "toronto montreal vancouver ottawa calgary",
  br: "saopaulo|rio de janeiro|belo horizonte|brasilia",
  mx: "ciudad de mexico|guadalajara|monterrey",
  in: "mumbai|bengaluru|chennai|kolkata|new delhi|hyderabad|pune",
  cn: "beijing shanghai shenzhen guangzhou hangzhou chengdu",
  jp: "tokyo osaka kyoto nagoya yokohama",
  kr: "seoul busan",
  sg: "singapore",
  au: "sydney melbourne brisbane",
  il: "tel aviv|jerusalem|haifa",
  ae: "dubai|abu dhabi",
  eg: "al qahirah|alexandria",
  vn: "ho chi minh city|hanoi",
};

const countries: ReadonlyMap<string, string> = new Map(
  Object.entries(TOWNS).flatMap(([country, towns]) =>
    towns.split(towns.includes("|") ? "|" : " ").map((town): [string, string] => [town, country]),
  ),
);

/** The country of a town of the world's best known, lower-case alpha-2; null for any other. @param town its key */
export const countryOfTown = (town: string): string | null => countries.get(town) ?? null;
