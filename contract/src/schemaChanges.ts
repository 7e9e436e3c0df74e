/** JSON Schema, as far as `openapi.json` uses it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly maxLength?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** A schema with the document's named ones, which it may refer to. */
export interface Named {
  readonly schema: Schema;
  /** Its own name, where it has one. */
  readonly name?: string;
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** What clients send must go on being taken; what they are answered must go on being what they read. */
export type Direction = "sent" | "answered";

interface Comparison {
  readonly was: Named;
  readonly is: Named;
  /** Where in the operation, e.g. `body.email`. */
  readonly at: string;
  readonly direction: Direction;
}

const withSchema = ({ schemas }: Named, schema: Schema): Named => ({ schema, schemas });

function resolved(named: Named): Named {
  const name = named.schema.$ref?.split("/").at(-1);
  return name === undefined ? named : resolved({ ...named, name, schema: named.schemas[name] ?? {} });
}

/** The schemas of which one holds; `anyOf` beside properties says what they are together with. */
function alternativesOf(named: Named): Named[] {
  const whole = resolved(named);
  const { anyOf, oneOf, type, properties } = whole.schema;
  const parts = anyOf ?? oneOf;
  if (parts !== undefined && type === undefined && properties === undefined)
    return parts.flatMap((part) => alternativesOf(withSchema(whole, part)));
  return Array.isArray(type)
    ? type.map((one: string) => withSchema(whole, { ...whole.schema, type: one }))
    : [whole];
}

/** What kind of value it is: number stands for integer, too. */
function kindOf({ schema }: Named): string {
  const { type, enum: values, const: value } = schema;
  const kind = type ?? typeof (values?.[0] ?? value ?? {});
  return kind === "integer" ? "number" : String(kind);
}

const valuesOf = ({ schema }: Named): readonly unknown[] | undefined =>
  schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);

function changesOfValues({ was, is, at, direction }: Comparison): string[] {
  const [before, after] = [valuesOf(was), valuesOf(is)];
  if (after === undefined) return [];
  if (before === undefined) return direction === "sent" ? [`${at} takes certain values alone`] : [];
  return before
    .filter((value) => !after.includes(value))
    .map((value) => `${at} has no ${JSON.stringify(value)} any more`);
}

const UPPER = ["maxLength", "maximum", "maxItems"] as const;
const LOWER = ["minLength", "minimum", "minItems"] as const;

/** Bounds of what is sent, and the form of either. */
function changesOfBounds({ was: { schema: was }, is: { schema: is }, at, direction }: Comparison): string[] {
  const format = was.format === is.format ? [] : [`${at} has another format`];
  if (direction === "answered") return format;
  const lowered = UPPER.filter(
    (bound) => (is[bound] ?? Number.POSITIVE_INFINITY) < (was[bound] ?? Number.POSITIVE_INFINITY),
  );
  const raised = LOWER.filter(
    (bound) => (is[bound] ?? Number.NEGATIVE_INFINITY) > (was[bound] ?? Number.NEGATIVE_INFINITY),
  );
  return [
    ...format,
    ...[...lowered, ...raised].map((bound) => `${at} has a narrower ${bound}`),
    ...(is.pattern !== undefined && is.pattern !== was.pattern ? [`${at} has another pattern`] : []),
    ...(was.type === "number" && is.type === "integer" ? [`${at} takes whole numbers alone`] : []),
  ];
}

function changesOfRequired({ was, is, at, direction }: Comparison): string[] {
  const [before, after] = [was.schema.required ?? [], is.schema.required ?? []];
  return direction === "sent"
    ? after.filter((name) => !before.includes(name)).map((name) => `${at}.${name} is required`)
    : before.filter((name) => !after.includes(name)).map((name) => `${at}.${name} may be missing`);
}

function changesOfProperties(comparison: Comparison): string[] {
  const { was, is, at } = comparison;
  const after = is.schema.properties ?? {};
  return Object.entries(was.schema.properties ?? {}).flatMap(([name, schema]) => {
    const other = after[name];
    if (other === undefined) return [`${at}.${name} is gone`];
    return schemaChanges({
      ...comparison,
      was: withSchema(was, schema),
      is: withSchema(is, other),
      at: `${at}.${name}`,
    });
  });
}

function changesOfItems(comparison: Comparison): string[] {
  const { was, is, at } = comparison;
  const [before, after] = [was.schema.items, is.schema.items];
  if (before === undefined || after === undefined) return [];
  return schemaChanges({
    ...comparison,
    was: withSchema(was, before),
    is: withSchema(is, after),
    at: `${at}[]`,
  });
}

/** Of objects with names that are not known before: what stands under any of them. */
function changesOfOthers(comparison: Comparison): string[] {
  const { was, is, at } = comparison;
  const [before, after] = [was.schema.additionalProperties, is.schema.additionalProperties];
  if (typeof before !== "object" || typeof after !== "object") return [];
  return schemaChanges({
    ...comparison,
    was: withSchema(was, before),
    is: withSchema(is, after),
    at: `${at}.*`,
  });
}

/** What else must hold of an object beside its properties. */
function changesOfConditions(comparison: Comparison): string[] {
  const { was, is, at, direction } = comparison;
  if (direction === "answered" || kindOf(is) !== "object") return [];
  const closed = is.schema.additionalProperties === false && was.schema.additionalProperties !== false;
  const [before, after] = [was.schema.anyOf ?? [{}], is.schema.anyOf ?? [{}]];
  const isMet = (condition: Schema) =>
    after.some(({ required = [] }) => required.every((name) => condition.required?.includes(name) === true));
  return [
    ...(closed ? [`${at} takes no other fields`] : []),
    ...(before.every(isMet) ? [] : [`${at} needs other fields`]),
  ];
}

const changesOfOne = (comparison: Comparison): string[] =>
  [
    changesOfValues,
    changesOfBounds,
    changesOfRequired,
    changesOfProperties,
    changesOfItems,
    changesOfOthers,
    changesOfConditions,
  ].flatMap((changesOf) => changesOf(comparison));

/** What became of one alternative: the changes to the one of its name, else to the one that is nearest to it. */
function changesOfAlternative(comparison: Comparison, among: readonly Named[]): string[] {
  const { was, at, direction } = comparison;
  const alike = among.filter((one) => kindOf(one) === kindOf(was));
  const namesakes = alike.filter(({ name }) => name !== undefined && name === was.name);
  const found = (namesakes.length > 0 ? namesakes : alike).map((is) => changesOfOne({ ...comparison, is }));
  const [nearest] = found.sort((one, other) => one.length - other.length);
  if (nearest !== undefined) return nearest;
  // An answer that is never null any more surprises nobody.
  return direction === "answered" && kindOf(was) !== "object" ? [] : [`${at} is no ${kindOf(was)} any more`];
}

/** What may be answered now and could not: another answer in whole is one that was asked for in a new way. */
function newKinds({ at }: Comparison, was: readonly Named[], is: readonly Named[]): string[] {
  const known = new Set(was.map(kindOf));
  const wider =
    was.every(({ schema }) => schema.type !== "number") && is.some(({ schema }) => schema.type === "number");
  const kinds = new Set(is.map(kindOf).filter((kind) => kind !== "object" && !known.has(kind)));
  return [
    ...[...kinds].map((kind) => `${at} can be ${kind}`),
    ...(wider && known.has("number") ? [`${at} can be a fraction`] : []),
  ];
}

/**
 * What in a schema breaks clients that were written for the one before.
 * @returns a sentence for each change, beginning with where it is; none where clients go on working
 */
export function schemaChanges(comparison: Comparison): string[] {
  const [was, is] = [alternativesOf(comparison.was), alternativesOf(comparison.is)];
  return [
    ...new Set([
      ...was.flatMap((one) => changesOfAlternative({ ...comparison, was: one }, is)),
      ...(comparison.direction === "answered" ? newKinds(comparison, was, is) : []),
    ]),
  ];
}
