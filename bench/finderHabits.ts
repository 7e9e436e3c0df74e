import { fold, type Random, spellOutUmlauts } from "@vouch/demo";

/** Somebody's name, as it is written. */
export interface Bearer {
  readonly given: string;
  readonly family: string;
  readonly nickname: string | null;
}

/** How an employer gives addresses. */
export interface Addresses {
  /** Its usual domain first. */
  readonly domains: readonly [string, ...string[]];
  /** Those at which an address works. */
  readonly hosts: readonly string[];
  /** The usual template, by its place among them. */
  readonly usual: number;
  /** Share of its people whose address follows a template. */
  readonly follow: number;
  /** Share of those who have the usual one; the others have any. */
  readonly strict: number;
}

type Spell = (first: string, last: string, middle: string) => string;

/** Templates with their shares among employers: small ones, middling ones, large ones. */
const TEMPLATES: readonly (readonly [Spell, readonly [number, number, number]])[] = [
  [(first, last) => `${first}.${last}`, [36, 44, 52]],
  [(first, last) => `${first[0]}${last}`, [17, 25, 24]],
  [(first) => first, [17, 4, 0.5]],
  [(first, last) => `${first}${last[0]}`, [7, 5, 3]],
  [(first, last) => `${first[0]}.${last}`, [5, 5, 5]],
  [(_, last) => last, [4, 3, 1]],
  [(first, last) => `${first}_${last}`, [2, 3, 4]],
  [(first, last) => `${last}.${first}`, [2, 2, 2]],
  [(first, last) => `${first}${last}`, [3, 2, 1.5]],
  [(first, last) => `${first}-${last}`, [1, 1, 1]],
  [(first, last) => `${last}${first[0]}`, [1, 1.5, 2]],
  [(first, last) => `${last}.${first[0]}`, [1, 1, 1]],
  [(first, last) => `${last}${first}`, [1, 0.7, 0.5]],
  [(first, last) => `${first}.${last[0]}`, [1, 0.7, 0.4]],
  [(first, last) => `${first[0]}_${last}`, [0.5, 0.5, 0.5]],
  [(first, last) => `${first[0]}${last[0]}`, [1, 0.3, 0]],
  [(first, last) => `${last}_${first}`, [0.4, 0.3, 0.3]],
  [(first, last, middle) => `${first}.${middle === "" ? "" : `${middle}.`}${last}`, [0.5, 0.7, 2]],
  [(first, last, middle) => `${first[0]}${middle}${last}`, [0.3, 0.5, 1]],
];

/** Mean and precision of the share of an employer's people who follow a template, and of those who follow the usual one. */
const FREEDOM = [
  { follow: [0.72, 3], strict: [0.93, 12] },
  { follow: [0.74, 4], strict: [0.92, 14] },
  { follow: [0.66, 6], strict: [0.82, 12] },
] as const;

/** A draw from a Beta distribution: of two gamma draws the first's share. */
function beta(random: Random, [mean, precision]: readonly [number, number]): number {
  const [a, b] = [gamma(random, mean * precision), gamma(random, (1 - mean) * precision)];
  return a / (a + b);
}

/** Marsaglia and Tsang (2000); shapes below 1 by the power of a uniform draw. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random.next() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    const cube = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (cube > 0 && Math.log(1 - random.next()) < normal ** 2 / 2 + d - d * cube + d * Math.log(cube))
      return d * cube;
  }
}

const tierOf = (size: number) => (size < 10 ? 0 : size < 500 ? 1 : 2);

/** How an employer of a size gives addresses. */
export function policyOf(random: Random, size: number, stem: string): Addresses {
  const tier = tierOf(size);
  const domain = `${stem}.example`;
  const domains: [string, ...string[]] = random.chance(0.15) ? [domain, `${stem}-group.example`] : [domain];
  const hosts =
    domains.length === 1 ? domains : random.pick([domains, domains.slice(0, 1), domains.slice(1)]);
  const usual = random.weighted(TEMPLATES.map(([, shares], at) => [at, shares[tier]] as const));
  const freedom = FREEDOM[tier];
  return {
    domains,
    hosts,
    usual,
    follow: beta(random, freedom.follow),
    strict: beta(random, freedom.strict),
  };
}

function givenIn(random: Random, { given, nickname }: Bearer): string {
  const whole = fold(random.chance(0.6) ? spellOutUmlauts(given) : given);
  if (nickname !== null && random.chance(0.15)) return fold(nickname);
  const [first = whole, ...rest] = whole.split(/[ -]/u);
  if (rest.length === 0) return first;
  return random.weighted([
    [first, 70] as const,
    [whole.replace(/[ -]/gu, ""), 20],
    [whole.replaceAll(" ", "-"), 10],
  ]);
}

function familyIn(random: Random, { family }: Bearer): string {
  const whole = fold(random.chance(0.6) ? spellOutUmlauts(family) : family);
  const parts = whole.split(/[ -]/u);
  const last = parts.at(-1) ?? whole;
  if (parts.length === 1) return whole;
  return random.weighted([
    [parts.join(""), 62] as const,
    [parts.join("-"), 10],
    [parts.find((part) => part.length > 3) ?? last, 16],
    [last, 12],
  ]);
}

const HANDLES =
  "mint fox lynx comet ember sable orbit pixel quill raven tundra willow zephyr cobalt harbor".split(" ");

/** An address that nobody could tell from the name alone. */
function handle(random: Random, { given, family }: Bearer): string {
  const [first, last] = [fold(given).replace(/[ -]/gu, ""), fold(family).replace(/[ -]/gu, "")];
  const number = 1000 + random.below(9000);
  return random.pick([
    `${random.pick(HANDLES)}${random.pick(HANDLES)}`,
    `${random.pick(HANDLES)}${number}`,
    `${first}${number}`,
    `${first.slice(0, 3)}${last.slice(0, 3)}`,
    `${first}.${random.pick(HANDLES)}`,
    `x${number}${random.below(100)}`,
    `${first.slice(0, 2)}.${last.slice(0, 4)}`,
  ]);
}

function templateFor(random: Random, { usual, strict }: Addresses): Spell {
  const own = TEMPLATES[usual]?.[0];
  if (own !== undefined && random.chance(strict)) return own;
  return random.weighted(TEMPLATES.map(([spell, shares]) => [spell, shares[1]] as const));
}

const middleOf = (given: string) => fold(given).split(/[ -]/u)[1]?.charAt(0) ?? "";

function localFor(
  random: Random,
  policy: Addresses,
  name: Bearer,
  isTaken: (local: string) => boolean,
): string {
  if (!random.chance(policy.follow)) return handle(random, name);
  const [first, last] = [givenIn(random, name), familyIn(random, name)];
  const local = templateFor(random, policy)(first, last, middleOf(name.given));
  if (!isTaken(local)) return local;
  const other = random.pick(TEMPLATES.slice(0, 5))[0](first, last, "");
  return random.chance(0.35) && !isTaken(other) ? other : numbered(local, isTaken);
}

function numbered(local: string, isTaken: (local: string) => boolean): string {
  let number = 2;
  while (isTaken(`${local}${number}`)) number += 1;
  return `${local}${number}`;
}

/** Gives somebody an address that nobody else has. @returns it at every host where it works */
export function addressAt(random: Random, policy: Addresses, name: Bearer, taken: Set<string>): string[] {
  const isTaken = (local: string) => taken.has(local);
  let local = localFor(random, policy, name, isTaken);
  if (isTaken(local)) local = numbered(local, isTaken);
  taken.add(local);
  return policy.hosts.map((host) => `${local}@${host}`);
}
