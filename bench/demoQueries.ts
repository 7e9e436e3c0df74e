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
 * address, an address of another form, the name misspelt or with its initial alone, the nickname, the earlier employer
 * or name; and for every fifth person
 * addresses and names at the same employer that belong to nobody: a stranger's, and those of a relative with the same
 * family name and initial. All follow from the truth alone; nothing is drawn at random.
 */
export function demoQueries(people: readonly TruePerson[]): Query[] {
  const taken = new Set(people.flatMap(({ emails }) => emails));
  const names = new Set(people.flatMap(namesAtWork));
  return people.flatMap((person, index) => {
    const stranger = people[(index * 7919 + 13) % people.length] ?? person;
    return [
      ...currentQueries(person),
      ...(index % 3 === 0 ? otherQueries(person, index, taken) : []),
      ...(index % 5 === 0 ? nobody(person, stranger, relativeOf(person, people, index), taken, names) : []),
    ];
  });
}

function currentQueries(person: TruePerson): Query[] {
  return [
    ...byEmail("today's address", person.emails[0], String(person.person)),
    byName("today's employer", person, person.first_name, person.last_name, person.domains[0]),
  ];
}

function otherQueries(person: TruePerson, index: number, taken: ReadonlySet<string>): Query[] {
  const { emails, nickname, former_domains, former_last_names, domains } = person;
  const other = emails[1 + (index % Math.max(1, emails.length - 1))];
  const queries = [...byEmail("another address", other, String(person.person)), ...otherForm(person, taken)];
  const [earlier] = former_domains;
  const [maiden] = former_last_names;
  const former = maiden ?? person.last_name;
  const initial = person.first_name.slice(0, 1);
  queries.push(byName("initial alone", person, initial, person.last_name, domains[0]));
  queries.push(byName("misspelt", person, person.first_name, swapped(person.last_name), domains[0]));
  if (nickname !== null) queries.push(byName("nickname", person, nickname, person.last_name, domains[0]));
  if (earlier !== undefined)
    queries.push(byName("earlier employer", person, person.first_name, former, earlier));
  if (maiden !== undefined)
    queries.push(byName("earlier name", person, person.first_name, maiden, domains[0]));
  return queries;
}

/** The name with its second and third letter swapped. */
function swapped(name: string): string {
  return name.replace(/^(.)(.)(.)/u, "$1$3$2");
}

/** An address that nobody wrote down, in a form that fits the person: it may be answered, with less confidence. */
function otherForm(
  { person, first_name, last_name, domains }: TruePerson,
  taken: ReadonlySet<string>,
): Query[] {
  const forms = [`${first_name}.${last_name}`, `${first_name.slice(0, 1)}${last_name}`];
  const address = forms.map((form) => `${localOf(form)}@${domains[0]}`).find((form) => !taken.has(form));
  return byEmail("an address of another form", address, String(person));
}

/** Names and addresses at this person's employer that nobody has. */
function nobody(
  person: TruePerson,
  stranger: TruePerson,
  relative: string,
  taken: ReadonlySet<string>,
  names: ReadonlySet<string>,
): Query[] {
  const domain = person.domains[0] ?? "";
  const invented = [
    ["a stranger", stranger.first_name, stranger.last_name],
    ["half a stranger", person.first_name, stranger.last_name],
    ["a relative", relative, person.last_name],
  ] as const;
  return invented.flatMap(([who, first_name, last_name]) => {
    if (names.has(nameKey(first_name, last_name, domain))) return [];
    const email = `${localOf(`${first_name}.${last_name}`)}@${domain}`;
    return [
      {
        kind: "name",
        about: `nobody: ${who}`,
        body: { first_name, last_name, domain },
        person: null,
      } as const,
      ...byEmail(`nobody: ${who}`, taken.has(email) ? undefined : email, null),
    ];
  });
}

/** The given name of the next person in the list that begins like this one's and goes on otherwise. */
function relativeOf(person: TruePerson, people: readonly TruePerson[], index: number): string {
  const begin = (name: string, length: number) => localOf(name).slice(0, length);
  const mine = [person.first_name, person.nickname ?? person.first_name];
  const isRelative = ({ first_name: other }: TruePerson) =>
    mine.every((name) => begin(name, 3) !== begin(other, 3)) &&
    begin(person.first_name, 1) === begin(other, 1);
  return [...people.slice(index), ...people].find(isRelative)?.first_name ?? "Zebulon";
}

function localOf(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z.]/gu, "");
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
