import { addressesAt, EXPORT_DAY, familyOn, type Person } from "./person.js";
import type { Random } from "./random.js";
import type { SourceSpec } from "./sourceSpec.js";
import { isoDate, stripAccents } from "./text.js";
import { statedRightly } from "./truth.js";

/** A list of commit signatures, as a code host would export it. */
export const commits: SourceSpec = {
  name: "commits",
  file: "commits.csv",
  format: "csv",
  idPrefix: "G-",
  header: ["id", "name", "email", "first_commit", "last_commit"],
  rows: (random, _world, person) => {
    if (!person.commits || !random.chance(0.85)) return [];
    return signatures(random, person).map(({ email, first, last }) => {
      const name = signatureName(random, person, last);
      return {
        write: (id) => [id, name, email, isoDate(first), isoDate(last)],
        rightly: statedRightly(person, { email }),
      };
    });
  },
};

interface Signature {
  readonly email: string;
  readonly first: number;
  readonly last: number;
}

/** One signature for each employer's address used in commits, now and then one for a private address. */
function signatures(random: Random, person: Person): Signature[] {
  const found = new Map<string, Signature>();
  for (const position of person.positions) {
    const [email = ""] = addressesAt(position);
    const until = position.until ?? EXPORT_DAY;
    const last = until - random.below(Math.min(90, until - position.from));
    const first = found.get(email)?.first ?? position.from + random.below(last - position.from + 1);
    found.set(email, { email, first, last });
  }
  const used = [...found.values()].filter(({ last }) => random.chance(last > EXPORT_DAY - 90 ? 0.8 : 0.4));
  const home = person.privateEmails[0];
  if (home !== undefined && random.chance(0.2)) used.push(sometime(random, person, home));
  if (random.chance(0.06)) used.push(sometime(random, person, noReply(random, person)));
  return used;
}

function sometime(random: Random, person: Person, email: string): Signature {
  const since = person.positions[0].from;
  const last = EXPORT_DAY - random.below(Math.max(1, EXPORT_DAY - since));
  return { email, first: since + random.below(last - since + 1), last };
}

function noReply(random: Random, person: Person): string {
  return `${10_000 + random.below(900_000)}+${person.handle}@users.noreply.codehost.example`;
}

function signatureName(random: Random, person: Person, day: number): string {
  const family = familyOn(person, day);
  if (person.given.native !== null && family.native !== null && random.chance(0.12)) {
    return person.culture.familyFirst
      ? `${family.native}${person.given.native}`
      : `${person.given.native} ${family.native}`;
  }
  const given = person.nickname !== null && random.chance(0.35) ? person.nickname : person.given.latin;
  const full = random.weighted([
    [`${given} ${family.latin}`, 80] as const,
    [stripAccents(`${given} ${family.latin}`), 10] as const,
    [person.handle, 6] as const,
    [given, 4] as const,
  ]);
  return person.culture.familyFirst === true && full.includes(" ") && random.chance(0.2)
    ? `${family.latin} ${given}`
    : full;
}
