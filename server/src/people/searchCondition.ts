/** What a person's search terms must hold: a term, all of some conditions, or any of some. */
export type Condition =
  | string
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

const several = (conditions: readonly Condition[]) => {
  const seen = new Map(conditions.map((one) => [JSON.stringify(one), one]));
  return [...seen.values()];
};

/** All of them. Of none, nobody is without. */
export function allOf(conditions: readonly Condition[]): Condition {
  const all = several(conditions);
  return all.length === 1 && all[0] !== undefined ? all[0] : { all };
}

/** At least one of them. */
export function anyOf(conditions: readonly Condition[]): Condition {
  const any = several(conditions);
  return any.length === 1 && any[0] !== undefined ? any[0] : { any };
}

/** Whether terms hold what they must. */
export function meets(terms: ReadonlySet<string>, condition: Condition): boolean {
  if (typeof condition === "string") return terms.has(condition);
  if ("all" in condition) return condition.all.every((one) => meets(terms, one));
  return condition.any.some((one) => meets(terms, one));
}

/** How many people are likely to have a term of a kind, the fewest first. */
const KINDS = "cdCDxoktlfsn";
const commonness = (anchors: readonly string[]) =>
  Math.max(...anchors.map((term) => KINDS.indexOf(term.charAt(0))));

/**
 * Terms one of which whoever meets a condition has: of what must all hold, the part that fewest are likely to.
 * @param condition no empty list in it
 */
export function anchorsOf(condition: Condition): readonly string[] {
  if (typeof condition === "string") return [condition];
  if ("any" in condition) return [...new Set(condition.any.flatMap(anchorsOf))];
  const [rarest = []] = condition.all.map(anchorsOf).sort((a, b) => commonness(a) - commonness(b));
  return rarest;
}

/** A term as PostgreSQL reads it in the text of a tsvector or a tsquery. */
export function lexeme(term: string): string {
  return `'${term.replace(/['\\]/g, "$&$&")}'`;
}

const QUOTED = /['\\]/;

/** Terms as PostgreSQL reads them in the text of a tsvector. */
export function lexemes(terms: readonly string[]): string {
  if (terms.length === 0 || QUOTED.test(terms.join(" "))) return terms.map(lexeme).join(" ");
  return `'${terms.join("' '")}'`;
}

/** The condition as the text of a tsquery. @param condition no empty list in it */
export function tsquery(condition: Condition): string {
  if (typeof condition === "string") return lexeme(condition);
  const [list, sign] = "all" in condition ? [condition.all, " & "] : [condition.any, " | "];
  return `(${list.map(tsquery).join(sign)})`;
}
