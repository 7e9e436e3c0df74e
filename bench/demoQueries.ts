import type { TruePerson } from "@vouch/demo";

/** What is asked: the body of a call, but for `min_confidence`. */
export type QueryBody =
  | { readonly email: string }
  | { readonly first_name: string; readonly last_name: string; readonly domain: string };

/** A question whose right answer is known. */
export interface Query {
  readonly kind: "email" | "name";
  /** What is special about it, for the report. */
  readonly about: string;
  readonly body: QueryBody;
  /** The person asked for; null where nobody is. */
  readonly person: string | null;
}

/**
 * The questions: of each person today's address, its name at today's employer, and in turn an earlier or private
 * address, the nickname or the earlier employer; and for every fifth person an address and a name at the same
 * employer that belong to nobody. All follow from the truth alone; nothing is drawn at random.
 */
export function demoQueries(people: readonly TruePerson[]): Query[] {
  const taken = new Set(people.flatMap(({ emails }) => emails));
  const names = new Set(people.flatMap(namesAtWork));
  return people.flatMap((person, index) => {
    const stranger = people[(index * 7919 + 13) % people.length] ?? person;
    return [
      ...currentQueries(person),
      ...(index % 3 === 0 ? otherQueries(person, index) : []),
      ...(index % 5 === 0 ? nobody(person, stranger, taken, names) : []),
    ];
  });
}

function currentQueries(person: TruePerson): Query[] {
  return [
    ...byEmail("today's address", person.emails[0], String(person.person)),
    byName("today's employer", person, person.first_name, person.last_name, person.domains[0]),
  ];
}

function otherQueries(person: TruePerson, index: number): Query[] {
  const { emails, nickname, former_domains, former_last_names, domains } = person;
  const other = emails[1 + (index % Math.max(1, emails.length - 1))];
  const queries = byEmail("another address", other, String(person.person));
  const [earlier] = former_domains;
  const [maiden] = former_last_names;
  const former = maiden ?? person.last_name;
  if (nickname !== null) queries.push(byName("nickname", person, nickname, person.last_name, domains[0]));
  if (earlier !== undefined)
    queries.push(byName("earlier employer", person, person.first_name, former, earlier));
  if (maiden !== undefined)
    queries.push(byName("earlier name", person, person.first_name, maiden, domains[0]));
  return queries;
}

/** Somebody else's name at this person's employer, whole and with this person's given name. */
function nobody(
  person: TruePerson,
  stranger: TruePerson,
  taken: ReadonlySet<string>,
  names: ReadonlySet<string>,
): Query[] {
  const domain = person.domains[0];
  if (domain === undefined) return [];
  const local = `${person.first_name}.${stranger.last_name}`
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z.]/gu, "");
  const queries: Query[] = [];
  if (!taken.has(`${local}@${domain}`))
    queries.push(...byEmail("nobody's address", `${local}@${domain}`, null));
  for (const first_name of [stranger.first_name, person.first_name]) {
    const body = { first_name, last_name: stranger.last_name, domain };
    if (!names.has(nameKey(first_name, stranger.last_name, domain))) {
      queries.push({ kind: "name", about: "nobody's name", body, person: null });
    }
  }
  return queries;
}

function byEmail(about: string, email: string | undefined, person: string | null): Query[] {
  return email === undefined ? [] : [{ kind: "email", about, body: { email }, person }];
}

function byName(
  about: string,
  person: TruePerson,
  first_name: string,
  last_name: string,
  domain = "",
): Query {
  return { kind: "name", about, body: { first_name, last_name, domain }, person: String(person.person) };
}

function namesAtWork(person: TruePerson): string[] {
  const lasts = [person.last_name, ...person.former_last_names];
  const domains = [...person.domains, ...person.former_domains];
  return lasts.flatMap((last) => domains.map((domain) => nameKey(person.first_name, last, domain)));
}

function nameKey(first: string, last: string, domain: string): string {
  return `${first}|${last}|${domain}`.toLowerCase();
}
