import { compareText } from "./compareText.js";
import type { SourceReliability } from "./sourceReliability.js";
import { type PersonRecord, type Statement, statementsOf } from "./statements.js";

/** An address with the probability that it is this person's. */
export interface Address {
  readonly email: string;
  readonly probability: number;
}

/** An address with what speaks for it. */
export interface WeighedAddress extends Address {
  /** Evidence that it is in use today: accuracies, halved with every `IN_USE` days of age. */
  readonly current: number;
  readonly statements: readonly Statement[];
}

/** Days after which half of the addresses are no longer read. */
const IN_USE = 900;

/** Every personal address of the records; those with most evidence of being in use today first. */
export function addressesOf(
  records: readonly PersonRecord[],
  reliability: SourceReliability,
): WeighedAddress[] {
  const firsts = statementsOf(records, "email", reliability, ({ email }) =>
    email === null ? null : { value: email, original: email },
  );
  const further = records.flatMap((record) =>
    record.more_emails.flatMap((email) =>
      statementsOf([record], "email", reliability, () => ({ value: email, original: email })),
    ),
  );
  const weighed = new Map<string, { wrong: number; current: number; statements: Statement[] }>();
  for (const statement of [...firsts, ...further]) {
    const { value, accuracy, seen } = statement;
    const known = weighed.get(value) ?? { wrong: 1, current: 0, statements: [] };
    known.statements.push(statement);
    const age = reliability.today - seen;
    weighed.set(value, {
      wrong: known.wrong * (1 - accuracy),
      current: known.current + accuracy * 2 ** (-age / IN_USE),
      statements: known.statements,
    });
  }
  return [...weighed]
    .map(([email, { wrong, ...rest }]) => ({ email, probability: 1 - wrong, ...rest }))
    .sort((a, b) => b.current - a.current || compareText(a.email, b.email));
}

/**
 * The address to show: one at the current employer, else a private one, else one at a former employer.
 * @param addresses as `addressesOf` orders them
 * @param current domains of the current employer
 * @param former domains of all employers
 */
export function displayAddress<Known extends Address>(
  addresses: readonly Known[],
  current: ReadonlySet<string>,
  former: ReadonlySet<string>,
): Known | null {
  const domainOf = ({ email }: Address) => email.slice(email.lastIndexOf("@") + 1);
  return (
    addresses.find((address) => current.has(domainOf(address))) ??
    addresses.find((address) => !former.has(domainOf(address))) ??
    addresses[0] ??
    null
  );
}
