import { openapiDocument } from "@vouch/contract";
import fc from "fast-check";

/** A schema of the OpenAPI document, as far as calls are made from it. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly format?: string;
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly schema: Schema;
}

/** What the OpenAPI document says of one operation, as far as fuzzing goes. */
export interface DocumentedOperation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly headers: Readonly<Record<string, unknown>>;
        readonly content: Readonly<Record<string, { readonly schema: object }>>;
      }
    >
  >;
}

export interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The document as it is served. */
export const document: OpenapiDocument = JSON.parse(JSON.stringify(openapiDocument()));

/** One operation with where it is served. */
export interface Place {
  readonly path: string;
  readonly method: string;
  readonly operation: DocumentedOperation;
}

export const places: readonly Place[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

/** A request that a client can send. */
export interface Call {
  /** The operation that it was derived from. */
  readonly place: Place;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | undefined;
}

/** Texts that programs stumble over. */
const ADVERSE = [
  "",
  " ",
  "\0",
  "Ja\0ne",
  "\ud800",
  "a\udfff@acme.example",
  "__proto__",
  "constructor",
  "'; DROP TABLE person; --",
  "%",
  "\\",
  "-1",
  "1e308",
  "0x1f",
  "null",
  "../../etc",
  "\u202eenaJ",
  "a\u0301".repeat(150),
  "x".repeat(60_000),
  "😀".repeat(64),
] as const;

const adverse = fc.oneof(
  fc.constantFrom<string[]>(...ADVERSE),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
);

const deep = fc.integer({ min: 1, max: 8000 }).map((depth) => "[".repeat(depth) + "]".repeat(depth));

const resolved = (schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : (document.components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? schema);

/** Texts of a format that no text of another kind has. */
const OF_FORMAT: Readonly<Record<string, readonly string[]>> = {
  date: ["2024-06-01", "1970-01-01", "2100-12-31"],
  "date-time": ["2024-06-01T12:00:00Z", "2100-12-31T23:59:59.999+02:00"],
};

const textOf = ({ maxLength = 60, format = "" }: Schema, known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...(OF_FORMAT[format] ?? ["", ...known])) },
    { weight: 1, arbitrary: fc.string({ maxLength: Math.min(maxLength, 60) }) },
    { weight: 1, arbitrary: fc.constantFrom(maxLength, maxLength + 1).map((length) => "a".repeat(length)) },
  );

/** Values that a schema allows, and some just beyond its limits. */
function schemaValue(named: Schema, known: readonly string[]): fc.Arbitrary<unknown> {
  const schema = resolved(named);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.properties !== undefined) return objectOf(schema.properties, known, schemaValue);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => schemaValue(one, known)));
  const [type] = [schema.type].flat();
  const { minimum = -10, maximum = 1000 } = schema;
  switch (type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: minimum, max: maximum });
    case "number":
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case "array":
      return fc.array(schemaValue(schema.items ?? {}, known), { maxLength: 4 });
    case "null":
      return fc.constant(null);
    default:
      return textOf(schema, known);
  }
}

const wrong = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    adverse,
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown[]>(0, -1, 1e300, [], {}, true, null),
  );

/** Mostly a value of the schema, sometimes another. */
const nearSchemaValue = (schema: Schema, known: readonly string[]) =>
  fc.oneof({ weight: 12, arbitrary: schemaValue(schema, known) }, { weight: 1, arbitrary: wrong() });

function objectOf(
  properties: Readonly<Record<string, Schema>>,
  known: readonly string[],
  make: (schema: Schema, known: readonly string[]) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) => [name, make(schema, known)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

const UNKNOWN_FIELDS = [
  '{"__proto__":{"dry_run":true},',
  '{"constructor":1,',
  '{"toString":null,',
  '{"a":1,"a":2,',
];

function bodyOf({ operation }: Place, known: readonly string[]): fc.Arbitrary<string | undefined> {
  const schema = operation.requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return fc.option(fc.json({ maxDepth: 2 }), { nil: undefined, freq: 8 });
  const { properties = {} } = resolved(schema);
  const near = objectOf(properties, known, nearSchemaValue).map((value) => JSON.stringify(value));
  return fc.oneof(
    { weight: 8, arbitrary: objectOf(properties, known, schemaValue).map((value) => JSON.stringify(value)) },
    { weight: 8, arbitrary: near },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...UNKNOWN_FIELDS), near)
        .map(([head, text]) => head + text.slice(1)),
    },
    { weight: 1, arbitrary: near.map((text) => text.slice(0, -1)) },
    { weight: 1, arbitrary: wrong().map((value) => JSON.stringify(value) ?? "") },
    {
      weight: 1,
      arbitrary: fc.oneof(adverse, deep, fc.constant("x".repeat(70_000)), fc.constant(undefined)),
    },
  );
}

/** Lone surrogates cannot stand in a URL. */
const encoded = (text: string) => encodeURIComponent(Buffer.from(text.slice(0, 2000)).toString());

const parameterOf = ({ schema, in: place }: Parameter, known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: schemaValue(schema, known).map((value) => encoded(String(value))) },
    { weight: 2, arbitrary: adverse.map(encoded) },
    ...(place === "path"
      ? [{ weight: 1, arbitrary: fc.constantFrom("%zz", "%ff", "..", "a/b", "a;b") }]
      : []),
  );

const within = (place: Place, where: Parameter["in"]) =>
  (place.operation.parameters ?? []).filter((parameter) => parameter.in === where);

const DAYS = ["2027-01-31", "0001-01-01", "9999-12-31", "2027-02-30"] as const;

function urlOf(place: Place, known: readonly string[]): fc.Arbitrary<string> {
  const inPath = fc.tuple(...within(place, "path").map((one) => parameterOf(one, known)));
  const inQuery = within(place, "query").map((one) =>
    fc.option(
      parameterOf(one, [...known, ...DAYS]).map((value) => `${one.name}=${value}`),
      { nil: "" },
    ),
  );
  return fc.tuple(inPath, fc.tuple(...inQuery)).map(([values, pairs]) => {
    const path = values.reduce((rest, value) => rest.replace(/\{\w+\}/, () => value), place.path);
    const query = pairs.filter((pair) => pair !== "").join("&");
    return query === "" ? path : `${path}?${query}`;
  });
}

const MEDIA = ["text/plain", "application/xml", "multipart/form-data; boundary=a", "nonsense", ""];

/** Headers hold visible ASCII. */
const headerText = fc.oneof(
  fc.constantFrom("once", "twice", "x".repeat(255), "x".repeat(256), "__proto__"),
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 }).map((text) => text.trim()),
);

function headersOf(place: Place, keys: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const optional = (text: fc.Arbitrary<string>, freq: number) => fc.option(text, { nil: undefined, freq });
  const media = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom("application/json", "application/json; charset=utf-8") },
    { weight: 1, arbitrary: fc.constantFrom(...MEDIA) },
  );
  const once = within(place, "header").length > 0 ? optional(headerText, 1) : fc.constant(undefined);
  const names = { "content-type": media, "idempotency-key": once };
  const key = optional(fc.constantFrom(...keys), 12);
  return fc
    .record({
      ...names,
      "x-api-key": key,
      "x-request-id": fc.option(headerText, { nil: undefined, freq: 1 }),
    })
    .map((all) =>
      Object.fromEntries(
        Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    );
}

const OTHER_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Calls of one operation: valid ones, such as are nearly valid, and such as nobody sends on purpose.
 * @param keys API keys, good and bad
 * @param known texts by which something is found: ids, addresses, names
 */
export function callsOf(place: Place, keys: readonly string[], known: readonly string[]): fc.Arbitrary<Call> {
  const method = fc.oneof(
    { weight: 15, arbitrary: fc.constant(place.method) },
    { weight: 1, arbitrary: fc.constantFrom(...OTHER_METHODS) },
  );
  return fc
    .tuple(method, urlOf(place, known), headersOf(place, keys), bodyOf(place, known))
    .map(([verb, url, headers, payload]) => ({ place, method: verb, url, headers, payload }));
}
