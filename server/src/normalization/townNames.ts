import { memoized, words } from "./text.js";

/** Other names of towns, in several languages → the name that keys use. */
const ALIASES: Readonly<Record<string, string>> = {
  munchen: "munich|muenchen|monaco di baviera|monachium",
  koln: "cologne|koeln|keulen",
  "frankfurt am main":
    "frankfurt a m|frankfurt main|frankfurt a main|francoforte|francfort|francfort sur le main",
  nurnberg: "nuremberg|nuernberg|norymberga",
  hannover: "hanover|hanovre",
  hamburg: "hambourg|amburgo|hamburgo",
  berlin: "berlino|berlim",
  dusseldorf: "duesseldorf",
  wien: "vienna|viena|wieden|wenen",
  zurich: "zuerich|zurigo",
  geneve: "geneva|genf|ginevra|ginebra|genebra|genewa",
  basel: "basle|bale|basilea|bazylea",
  freiburg: "freiburg im breisgau|freiburg i br|freiburg breisgau",
  bern: "berne|berna",
  luzern: "lucerne|lucerna",
  "sankt gallen": "st gallen",
  milano: "milan|mailand|mediolan|milaan",
  roma: "rome|rom|rzym",
  torino: "turin|turyn|turijn",
  firenze: "florence|florenz|florencia",
  napoli: "naples|neapel|napels|neapol|napoles",
  venezia: "venice|venedig|venise|venecia|wenecja",
  genova: "genoa|genua|genes",
  bologna: "bolonia",
  lisboa: "lisbon|lissabon|lisbonne|lisbona|lizbona",
  porto: "oporto",
  sevilla: "seville|siviglia",
  zaragoza: "saragossa|saragosse",
  barcelona: "barcelone|barcellona",
  saopaulo: "sao paulo",
  bruxelles: "brussels|brussel|bruselas|bruxelas|bruksela",
  antwerpen: "antwerp|anvers|amberes|antwerpia",
  gent: "ghent|gand",
  brugge: "bruges",
  "den haag": "the hague|la haye|la haya|s gravenhage|haga",
  amsterdam: "amsterdao",
  paris: "parigi|paryz|parijs|ile de france",
  london: "londres|londra|londen|londyn",
  kobenhavn: "copenhagen|kopenhagen|copenhague|koebenhavn|kopenhaga|kopenhamn",
  aarhus: "arhus",
  goteborg: "gothenburg|goeteborg",
  malmo: "malmoe",
  praha: "prague|prag|praga",
  warszawa: "warsaw|warschau|varsovie|varsovia|varsavia",
  krakow: "cracow|krakau|cracovie|cracovia",
  wroclaw: "breslau",
  gdansk: "danzig",
  bucuresti: "bucharest|bukarest|bucarest",
  budapest: "budapeszt",
  beograd: "belgrade|belgrad",
  athina: "athens|athen|athenes|atenas|atene|ateny",
  moskva: "moscow|moskau|moscou|moscu|mosca|moskwa",
  "sankt peterburg": "saint petersburg|st petersburg|sankt petersburg",
  kyiv: "kiev|kiew",
  beijing: "peking|pekin|pechino",
  guangzhou: "canton",
  mumbai: "bombay",
  bengaluru: "bangalore",
  kolkata: "calcutta",
  chennai: "madras",
  "ho chi minh city": "saigon",
  "al qahirah": "cairo|kairo",
  tokyo: "tokio",
  "new york": "new york city|nyc|new york metro|big apple|nueva york|nova york|nova iorque|nowy jork",
  "san francisco": "sf|sf bay|san francisco bay|sfo",
  "los angeles": "la",
  washington: "washington d c|washington dc",
  "ciudad de mexico": "mexico city|cdmx",
  montreal: "montréal",
};

const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries(ALIASES).flatMap(([known, others]) =>
    others.split("|").map((name): [string, string] => [words(name).join(" "), known]),
  ),
);

/** Displayed otherwise than the gazetteer has them: by their English names, as the others are. */
const ENGLISH: Readonly<Record<string, string>> = {
  koln: "Cologne",
  nurnberg: "Nuremberg",
  "new york": "New York",
  washington: "Washington",
  geneve: "Geneva",
  zurich: "Zurich",
  goteborg: "Gothenburg",
  gent: "Ghent",
  sevilla: "Seville",
  antwerpen: "Antwerp",
  hannover: "Hanover",
  aarhus: "Aarhus",
};

/** The English name of a town where the gazetteer has another; else the name it has. @param key of `townKey` */
export const shownTown = (key: string, name: string): string => ENGLISH[key] ?? name;

/** What is said of the surroundings of a town, in several languages. */
const AROUND =
  /(?<!\p{L})(?:greater|metropolitan|metro|area|region|city of|(?:gro(?:ß|ss))?raum|metropolregion|agglomeration|grand (?=paris|lyon|lille)|(?:und|u\.?|et|e|y|en|i|og|och|and) (?:umgebung|umkreis|p[ée]riph[ée]rie|environs|alrededores|arredores|dintorni|omgeving|okolice|omegn|omnejd|surroundings|surrounding area)|m[ée]tropole de|r[ée]gion de|[áa]rea metropolitana d[ei]|regi[ãa]o de|regio)(?!\p{L})/giu;

/** Equal for names of one town. @returns null where no word is left */
export const townKey = memoized((text: string): string | null => {
  const key = words(text.replace(AROUND, " ")).join(" ");
  if (key === "") return null;
  return aliases.get(key) ?? key;
});
