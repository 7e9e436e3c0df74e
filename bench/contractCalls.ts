import { openapiDocument } from "@vouch/contract";
import fc from "fast-check";
import type { AskedPerson, KnownValues } from "./contractValues.js";

/** A schema of the OpenAPI document, as far as calls are made from it. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
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

const DAYS = ["2027-01-31", "0001-01-01", "9999-12-31", "2027-02-30"] as const;

function textOf(
  { maxLength = 60, format = "" }: Schema,
  name: string,
  values: KnownValues,
): fc.Arbitrary<string> {
  const known = OF_FORMAT[format] ?? values.of(name);
  return fc.oneof(
    { weight: 16, arbitrary: fc.constantFrom(...(known.length === 0 ? DAYS : known)) },
    { weight: 1, arbitrary: fc.string({ maxLength: Math.min(maxLength, 60) }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(0, maxLength, maxLength + 1).map((length) => "a".repeat(length)),
    },
  );
}

/** Values that a schema allows, and some just beyond its limits. @param name of the field that the value is of */
function schemaValue(named: Schema, name: string, values: KnownValues): fc.Arbitrary<unknown> {
  const schema = resolved(named);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.properties !== undefined) return objectOf(schema, values, schemaValue);
  if (schema.anyOf !== undefined)
    return fc.oneof(...schema.anyOf.map((one) => schemaValue(one, name, values)));
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
      return fc.array(schemaValue(schema.items ?? {}, name, values), { maxLength: 4 });
    case "object":
      return fc.constantFrom(...values.people).chain(askedBy);
    case "null":
      return fc.constant(null);
    default:
      return textOf(schema, name, values);
  }
}

/** A value in a third of all cases: more at once get into each other's way. */
const sometimes = <Value, Otherwise>(arbitrary: fc.Arbitrary<Value>, otherwise: Otherwise) =>
  fc.oneof({ weight: 1, arbitrary }, { weight: 2, arbitrary: fc.constant(otherwise) });

/** One way to ask for a person: what needs no more to be about nobody else. */
function askedBy({ email = "", first_name = "", last_name = "", domain = "" }: AskedPerson) {
  return fc.constantFrom({ email }, { first_name, last_name, domain });
}

const wrong = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    adverse,
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown[]>(0, -1, 1e300, [], {}, true, null),
  );

/** Mostly a value of the schema, sometimes another. */
const nearSchemaValue: typeof schemaValue = (schema, name, values) =>
  fc.oneof({ weight: 12, arbitrary: schemaValue(schema, name, values) }, { weight: 1, arbitrary: wrong() });

/** The fields that must be there: always, or in one of several ways. */
const requiredWays = ({ required, anyOf = [] }: Schema): readonly (readonly string[])[] => {
  const ways = anyOf.flatMap((way) => (way.required === undefined ? [] : [way.required]));
  return ways.length === 0 ? [required ?? []] : ways;
};

/** An object of some fields. Those that a person can be asked for by are of one person, more often than not. */
function objectOf(
  schema: Schema,
  values: KnownValues,
  make: typeof schemaValue,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const properties = Object.entries(schema.properties ?? {});
  const way = fc.constantFrom(...requiredWays(schema));
  const person = fc.option(fc.constantFrom(...values.people), { nil: {} as AskedPerson, freq: 4 });
  return fc.tuple(way, person).chain(([required, asked]) => {
    const fields = properties.map(([name, one]) => {
      const own = asked[name] === undefined ? make(one, name, values) : fc.constant(asked[name]);
      return [name, required.includes(name) ? own : sometimes(own, undefined)] as const;
    });
    return fc.record(Object.fromEntries(fields));
  });
}

const UNKNOWN_FIELDS = [
  '{"__proto__":{"dry_run":true},',
  '{"constructor":1,',
  '{"toString":null,',
  '{"a":1,"a":2,',
];

/** A file with rows about people, of whom some are there. */
const fileOf = (values: KnownValues): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...values.of("email")) },
        { weight: 1, arbitrary: adverse },
      ),
      {
        maxLength: 4,
      },
    )
    .chain((emails) =>
      fc.constantFrom(
        `email\n${emails.join("\n")}\n`,
        emails.map((email) => `${JSON.stringify({ email })}\n`).join(""),
      ),
    );

function bodyOf({ operation }: Place, values: KnownValues): fc.Arbitrary<string | undefined> {
  const content = operation.requestBody?.content;
  const schema = content?.["application/json"]?.schema;
  if (content !== undefined && schema === undefined) return fc.oneof(fileOf(values), fileOf(values), adverse);
  if (schema === undefined) return fc.option(fc.json({ maxDepth: 2 }), { nil: undefined, freq: 8 });
  const text = (make: typeof schemaValue) =>
    objectOf(resolved(schema), values, make).map((value) => JSON.stringify(value));
  const near = text(nearSchemaValue);
  return fc.oneof(
    { weight: 12, arbitrary: text(schemaValue) },
    { weight: 6, arbitrary: near },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...UNKNOWN_FIELDS), near)
        .map(([head, rest]) => head + rest.slice(1)),
    },
    { weight: 1, arbitrary: near.map((all) => all.slice(0, -1)) },
    { weight: 1, arbitrary: wrong().map((value) => JSON.stringify(value) ?? "") },
    {
      weight: 1,
      arbitrary: fc.oneof(adverse, deep, fc.constant("x".repeat(70_000)), fc.constant(undefined)),
    },
  );
}

/** Lone surrogates cannot stand in a URL. */
const encoded = (text: string) => encodeURIComponent(Buffer.from(text.slice(0, 2000)).toString());

const parameterOf = ({ name, schema, in: place }: Parameter, values: KnownValues): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: schemaValue(schema, name, values).map((value) => encoded(String(value))) },
    { weight: 1, arbitrary: adverse.map(encoded) },
    ...(place === "path"
      ? [{ weight: 1, arbitrary: fc.constantFrom("%zz", "%ff", "..", "a/b", "a;b") }]
      : []),
  );

const within = (place: Place, where: Parameter["in"]) =>
  (place.operation.parameters ?? []).filter((parameter) => parameter.in === where);

function urlOf(place: Place, values: KnownValues): fc.Arbitrary<string> {
  const inPath = fc.tuple(...within(place, "path").map((one) => parameterOf(one, values)));
  const inQuery = within(place, "query").map((one) =>
    sometimes(
      parameterOf(one, values).map((value) => `${one.name}=${value}`),
      "",
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
  fc.integer({ min: 0 }).map(String),
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 }).map((text) => text.trim()),
);

function headersOf(place: Place, keys: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const optional = (text: fc.Arbitrary<string>, freq: number) => fc.option(text, { nil: undefined, freq });
  const { content = { "application/json": {} } } = place.operation.requestBody ?? {};
  const types = Object.keys(content).flatMap((type) => [type, `${type}; charset=utf-8`]);
  const media = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...types) },
    { weight: 1, arbitrary: fc.constantFrom(...MEDIA) },
  );
  const once = within(place, "header").length > 0 ? sometimes(headerText, undefined) : fc.constant(undefined);
  const names = { "content-type": media, "idempotency-key": once };
  // The first can do most, so it is asked with most.
  const either = fc.oneof(fc.constant(keys[0] ?? ""), fc.constantFrom(...keys));
  const key = optional(either, 12);
  const address = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 255 })));
  return fc
    .record({
      ...names,
      // What is limited by the network address is not to be all that is seen.
      "x-forwarded-for": address.map((parts) => `10.${parts.join(".")}`),
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
 * @param values by which something is found: ids, addresses, names
 */
export function callsOf(place: Place, keys: readonly string[], values: KnownValues): fc.Arbitrary<Call> {
  const method = fc.oneof(
    { weight: 15, arbitrary: fc.constant(place.method) },
    { weight: 1, arbitrary: fc.constantFrom(...OTHER_METHODS) },
  );
  return fc
    .tuple(method, urlOf(place, values), headersOf(place, keys), bodyOf(place, values))
    .map(([verb, url, headers, payload]) => ({ place, method: verb, url, headers, payload }));
}
