import { lazy, readDictionary } from "./dictionaries.js";
import { NICKNAMES_ELSEWHERE } from "./nicknamesElsewhere.js";
import { memoized } from "./text.js";

interface Relations {
  /** Nickname → the names that it stands for. */
  readonly formal: ReadonlyMap<string, readonly string[]>;
  /** Name → how many nicknames it has. */
  readonly degree: ReadonlyMap<string, number>;
  /** Name → the nicknames that stand for it. */
  readonly familiar: ReadonlyMap<string, readonly string[]>;
}

/** Where the dictionary's relations point both ways, the name that people mean. */
const USUAL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bob: "robert",
    bobby: "robert",
    rob: "robert",
    bill: "william",
    billy: "william",
    will: "william",
    willy: "william",
    liam: "william",
    robert: "robert",
    william: "william",
    john: "john",
    jon: "jonathan",
    jack: "john",
    james: "james",
    henry: "henry",
    harry: "henry",
    mary: "mary",
    ann: "ann",
    anna: "anna",
    anne: "anne",
    nancy: "nancy",
    maria: "maria",
    susan: "susan",
    rick: "richard",
    dick: "richard",
    chris: "christopher",
    sam: "samuel",
    pat: "patrick",
    tony: "anthony",
    mike: "michael",
    tom: "thomas",
    al: "albert",
    ron: "ronald",
    ray: "raymond",
    steve: "steven",
    stephen: "steven",
    nick: "nicholas",
    ted: "theodore",
    ed: "edward",
    eddie: "edward",
    joe: "joseph",
    kate: "katherine",
    katie: "katherine",
    cathy: "catherine",
    kathy: "katherine",
    meg: "margaret",
    peggy: "margaret",
    fred: "frederick",
    dan: "daniel",
    matt: "matthew",
    andy: "andrew",
    alex: "alexander",
    sasha: "alexander",
    jeff: "jeffrey",
    sandy: "sandra",
    beth: "elizabeth",
    jen: "jennifer",
    pepe: "jose",
    paco: "francisco",
    pancho: "francisco",
    nacho: "ignacio",
    lola: "dolores",
    hans: "johannes",
    fritz: "friedrich",
    sepp: "josef",
    klaus: "nikolaus",
    toni: "anton",
    kuba: "jakub",
    gosia: "malgorzata",
    kasia: "katarzyna",
    misha: "mikhail",
    dima: "dmitriy",
    vova: "vladimir",
    volodya: "vladimir",
    kolya: "nikolay",
    lena: "elena",
    natasha: "natalia",
    katya: "ekaterina",
  }),
);

/** "Andrea" and "Andrew" are the dictionary's, but a woman's and a man's name. */
const isPair = (name: string, nickname: string) =>
  name.length === nickname.length &&
  name.endsWith("a") !== nickname.endsWith("a") &&
  commonPrefix(name, nickname) > 3;

/** Pairs of a name and a nickname of English. */
const listedPairs = (): [string, string][] =>
  readDictionary("nicknames.csv")
    .split("\n")
    .slice(1)
    .flatMap((line): [string, string][] => {
      const [name, , nickname] = line.trim().split(",");
      return name === undefined || nickname === undefined || isPair(name, nickname) ? [] : [[name, nickname]];
    });

/** Pairs of a name and a nickname of other languages. */
const pairsElsewhere = (): [string, string][] =>
  NICKNAMES_ELSEWHERE.trim()
    .split("\n")
    .flatMap((line): [string, string][] => {
      const [name = "", ...nicknames] = line.split(" ");
      return nicknames.map((nickname) => [name, nickname]);
    });

const relations = lazy((): Relations => {
  const formal = new Map<string, string[]>();
  const degree = new Map<string, number>();
  const familiar = new Map<string, string[]>();
  for (const [name, nickname] of [...listedPairs(), ...pairsElsewhere()]) {
    formal.set(nickname, [...(formal.get(nickname) ?? []), name]);
    degree.set(name, (degree.get(name) ?? 0) + 1);
    familiar.set(name, [...(familiar.get(name) ?? []), nickname]);
  }
  return { formal, degree, familiar };
});

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** The names that a given name may be short for; the first is a likely one, or the name itself where none is. */
function rootsOf(given: string): readonly string[] {
  const { formal, degree } = relations();
  const own = degree.get(given) ?? 0;
  const rank = (name: string) => Math.min(3, commonPrefix(name, given)) * 100 + (degree.get(name) ?? 0);
  const above = (formal.get(given) ?? [])
    .filter((name) => (degree.get(name) ?? 0) > own)
    .sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
  const usual = USUAL.get(given) ?? above.find((name) => name[0] === given[0]) ?? given;
  return [...new Set([usual, given, ...above])];
}

const remembered = new Map<string, readonly string[]>();

/**
 * @param given one given name, folded
 * @returns the full names it may stand for, likeliest first, itself included; never empty
 */
export function nicknameRoots(given: string): readonly string[] {
  const known = remembered.get(given);
  if (known !== undefined) return known;
  if (remembered.size > 20_000) remembered.clear();
  const roots = rootsOf(given);
  remembered.set(given, roots);
  return roots;
}

const ofUsual = lazy(() => {
  const nicknames = new Map<string, string[]>();
  for (const [nickname, name] of USUAL) {
    if (nickname !== name) nicknames.set(name, [...(nicknames.get(name) ?? []), nickname]);
  }
  return nicknames;
});

/**
 * The nicknames that a name goes by: those that stand for it more than for any other.
 * @param given one given name, folded
 * @returns the commonest first; empty where there is none
 */
export const nicknamesOf = memoized((given: string): readonly string[] => {
  const listed = relations().familiar.get(given) ?? [];
  const own = listed.filter((nickname) => nickname !== given && nicknameRoots(nickname)[0] === given);
  return [...new Set([...(ofUsual().get(given) ?? []), ...own])];
});
