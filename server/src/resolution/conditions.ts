import type { Dialect } from "../engine/dialect.js";
import type { Condition, LinkageModel } from "./model.js";

const either = (condition: string, mirrored: string) => `(${condition} OR ${mirrored})`;
const words = (column: string) => `' ' || ${column} || ' '`;

/** A condition as SQL over `l_` and `r_` columns, `shared_` flags and similarities; never NULL. */
export function conditionSql(condition: Condition, model: LinkageModel): string {
  if ("all" in condition) return `(${condition.all.map((part) => conditionSql(part, model)).join(" AND ")})`;
  if ("any" in condition) return `(${condition.any.map((part) => conditionSql(part, model)).join(" OR ")})`;
  if ("not" in condition) return `NOT ${conditionSql(condition.not, model)}`;
  if ("missing" in condition) return missingSql(condition.missing, model);
  if ("unknown" in condition) return `(l_${condition.unknown} IS NULL AND r_${condition.unknown} IS NULL)`;
  if ("shared" in condition) return `shared_${condition.shared} = 1`;
  return `coalesce(${leafSql(condition)}, false)`;
}

function missingSql(name: string, model: LinkageModel): string {
  const column = model.identifiers.includes(name) ? `has_${name}` : name;
  return `(l_${column} IS NULL OR r_${column} IS NULL)`;
}

type Leaf = Extract<
  Condition,
  | { equal: string }
  | { crossed: unknown }
  | { jaroWinkler: string }
  | { levenshtein: string }
  | { begins: string }
  | { within: string }
>;

function leafSql(leaf: Leaf): string {
  if ("equal" in leaf) return `l_${leaf.equal} = r_${leaf.equal}`;
  if ("crossed" in leaf) {
    const [first, second] = leaf.crossed;
    return either(`l_${first} = r_${second}`, `r_${first} = l_${second}`);
  }
  if ("jaroWinkler" in leaf) return `jw_${leaf.jaroWinkler} >= ${leaf.atLeast}`;
  if ("levenshtein" in leaf) return `lev_${leaf.levenshtein} <= ${leaf.atMost}`;
  if ("begins" in leaf) {
    const [left, right] = [`l_${leaf.begins}`, `r_${leaf.begins}`];
    return either(`instr(${left}, ${right}) = 1`, `instr(${right}, ${left}) = 1`);
  }
  const [left, right] = [words(`l_${leaf.within}`), words(`r_${leaf.within}`)];
  return either(`instr(${left}, ${right}) > 0`, `instr(${right}, ${left}) > 0`);
}

/** Everything that a condition speaks of, each once. */
export interface Terms {
  readonly columns: Set<string>;
  /** Columns of which more is asked than whether two values are equal. */
  readonly texts: Set<string>;
  /** Kinds of identifier of which it matters whether a record has any. */
  readonly has: Set<string>;
  readonly shared: Set<string>;
  readonly jaroWinkler: Set<string>;
  readonly levenshtein: Set<string>;
}

/** Gathers what the conditions of a model speak of. */
export function termsOf(model: LinkageModel): Terms {
  const terms: Terms = {
    columns: new Set(),
    texts: new Set(),
    has: new Set(),
    shared: new Set(),
    jaroWinkler: new Set(),
    levenshtein: new Set(),
  };
  for (const { levels } of model.comparisons) {
    for (const { when } of levels) if (when !== undefined) gather(when, model, terms);
  }
  return terms;
}

function gather(condition: Condition, model: LinkageModel, terms: Terms): void {
  const parts = partsOf(condition);
  if (parts !== null) for (const part of parts) gather(part, model, terms);
  else if ("shared" in condition) terms.shared.add(condition.shared);
  else if ("missing" in condition && model.identifiers.includes(condition.missing))
    terms.has.add(condition.missing);
  else gatherColumns(condition, terms);
}

function gatherColumns(leaf: Condition, { columns, texts, jaroWinkler, levenshtein }: Terms): void {
  const isText = !("equal" in leaf || "missing" in leaf || "unknown" in leaf);
  for (const column of columnsOf(leaf)) {
    columns.add(column);
    if (isText) texts.add(column);
  }
  if ("jaroWinkler" in leaf) jaroWinkler.add(leaf.jaroWinkler);
  if ("levenshtein" in leaf) levenshtein.add(leaf.levenshtein);
}

/** The conditions that a condition is made of; `null` for one that stands by itself. */
function partsOf(condition: Condition): readonly Condition[] | null {
  if ("all" in condition) return condition.all;
  if ("any" in condition) return condition.any;
  return "not" in condition ? [condition.not] : null;
}

function columnsOf(leaf: Condition): readonly string[] {
  if ("crossed" in leaf) return leaf.crossed;
  const [column] = Object.values(leaf);
  return typeof column === "string" ? [column] : [];
}
/** Similarities, each computed once a pair and only where the values differ. */
export function similarityColumns(terms: Terms, dialect: Dialect): string[] {
  const measure = (name: string, column: string, same: string, sql: string) =>
    `CASE WHEN l.${column} = r.${column} THEN ${same} ELSE ${sql} END AS ${name}_${column}`;
  return [
    ...[...terms.jaroWinkler].map((column) =>
      measure("jw", column, "1.0", dialect.jaroWinkler(`l.${column}`, `r.${column}`)),
    ),
    ...[...terms.levenshtein].map((column) =>
      measure("lev", column, "0", dialect.levenshtein(`l.${column}`, `r.${column}`)),
    ),
  ];
}
