import { Components } from "@vouch/server/dist/resolution/components.js";

/**
 * What an engineer would write in an afternoon: records with the same address, or with the same name, are one person.
 * Upper and lower case do not matter.
 * @returns a label for each record
 */
export function exactRule(
  records: readonly { readonly email: string | null; readonly name: string | null }[],
): string[] {
  const people = new Components(records.length);
  const first = new Map<string, number>();
  for (const [at, { email, name }] of records.entries()) {
    for (const value of [email === null ? null : `<${email}>`, name]) {
      if (value === null) continue;
      const key = value.toLowerCase();
      people.union(at, first.get(key) ?? at);
      if (!first.has(key)) first.set(key, at);
    }
  }
  return records.map((_, at) => String(people.find(at)));
}
