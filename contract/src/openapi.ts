import { z } from "zod";
import { type ErrorWord, errorAnswer, errors } from "./errors.js";
import { LONGEST_ONCE_KEY, ONCE_HEADER, type Operation } from "./operation.js";
import { operations } from "./operations.js";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

const HEADERS: Readonly<Record<string, string>> = {
  "X-Request-Id": "Names this answer; the same as request_id",
  "RateLimit-Policy": 'The plan\'s rate, e.g. "default";q=60;w=60',
  RateLimit: 'What is left of it, and seconds until there is more, e.g. "default";r=59;t=1',
  "X-Credits-Used": "Credits that this call cost",
  "X-Credits-Remaining": "The account's balance after it",
  "Idempotent-Replayed": "true where the answer is one that was given before: it cost nothing this time",
  "Retry-After": "Whole seconds to wait; the same as retry_after",
  Allow: "The methods that this path is served with",
};

const headersOf = (names: readonly string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const isBilled = ({ price }: Operation) => price.success > 0;

/** Whether calls may be named, to be answered once. */
const isOnce = (operation: Operation) => isBilled(operation) || operation.answeredOnce === true;

const ONCE_PARAMETER = {
  name: ONCE_HEADER,
  in: "header",
  description:
    "Names the call: asked again with it, it is answered as before and costs nothing, for 72 hours",
  schema: { type: "string", minLength: 1, maxLength: LONGEST_ONCE_KEY },
};

function answerHeaders(operation: Operation): readonly string[] {
  const keyed = ["RateLimit-Policy", "RateLimit", "X-Credits-Used", "X-Credits-Remaining"];
  const names = operation.scope !== null ? ["X-Request-Id", ...keyed] : ["X-Request-Id"];
  return isOnce(operation) ? [...names, "Idempotent-Replayed"] : names;
}

const nameOf = (schema: z.ZodType): string => z.globalRegistry.get(schema)?.id ?? "";

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value));

const refTo = (schema: z.ZodType): JsonObject => ({ $ref: `#/components/schemas/${nameOf(schema)}` });

const content = (schema: JsonObject): JsonObject => ({ content: { "application/json": { schema } } });

/** Bodies that are no JSON. */
const texts = (types: readonly string[], event?: z.ZodType): JsonObject => {
  const said = event === undefined ? {} : { "x-event": refTo(event) };
  const body = { schema: { type: "string" }, ...said };
  return { content: Object.fromEntries(types.map((type) => [type, body])) };
};

function bodyOf({ body, example, upload }: Operation): JsonObject {
  if (upload !== undefined) return { requestBody: { required: true, ...texts(upload) } };
  if (body === undefined) return {};
  // RapiDoc heeds `examples` and no `example`.
  const examples = example === undefined ? {} : { examples: { Example: { value: asJson(example) } } };
  const media = { schema: refTo(body), ...examples };
  return { requestBody: { required: true, content: { "application/json": media } } };
}

function success(operation: Operation): JsonObject {
  const refs = operation.answers.map(refTo);
  const [first, ...others] = refs;
  const schema = first !== undefined && others.length === 0 ? first : { oneOf: refs };
  const answered =
    operation.streams === undefined ? content(schema) : texts(operation.streams, operation.event);
  return { description: "Success", headers: headersOf(answerHeaders(operation)), ...answered };
}

/** The error answers of an operation by HTTP status; words that share a status share an answer. */
function failures(operation: Operation): JsonObject {
  const byStatus = new Map<number, ErrorWord[]>();
  for (const word of operation.errors) {
    const { status } = errors[word];
    byStatus.set(status, [...(byStatus.get(status) ?? []), word]);
  }
  const entries = [...byStatus].map(
    ([status, words]) => [String(status), failure(words, operation)] as const,
  );
  return Object.fromEntries(entries);
}

/** Where no key was accepted, no header speaks of its rate or balance. */
const REFUSED_KEY: ReadonlySet<ErrorWord> = new Set([
  "invalid_api_key",
  "insufficient_scope",
  "address_not_allowed",
]);

/** Refusals that say how long to wait. */
const WAITS: ReadonlySet<ErrorWord> = new Set([
  "rate_limit_exceeded",
  "too_many_jobs",
  "service_unavailable",
]);

function failure(words: readonly ErrorWord[], operation: Operation): JsonObject {
  const waits = words.some((word) => WAITS.has(word));
  const isKeyRefused = words.some((word) => REFUSED_KEY.has(word));
  const names = isKeyRefused ? ["X-Request-Id"] : answerHeaders(operation);
  return {
    description: words.map((word) => `\`${word}\`: ${errors[word].when}`).join(". "),
    headers: headersOf(waits ? [...names, "Retry-After"] : names),
    ...content(refTo(errorAnswer)),
  };
}

function parametersIn(place: "path" | "query", schema: z.ZodObject | undefined): JsonObject[] {
  const { properties = {} } = schema === undefined ? {} : z.toJSONSchema(schema);
  return Object.entries(properties).map(([name, found]) => {
    const { description = "", ...schema } = JSON.parse(JSON.stringify(found));
    return { name, in: place, ...(place === "path" ? { required: true } : {}), description, schema };
  });
}

function parametersOf(operation: Operation): JsonObject {
  const inPath = parametersIn("path", operation.params);
  const inQuery = parametersIn("query", operation.query);
  const parameters = [...inPath, ...(isOnce(operation) ? [ONCE_PARAMETER] : []), ...inQuery];
  return parameters.length === 0 ? {} : { parameters };
}

const INTRODUCTION = `One professional record per person, resolved from the operator's own sources.

Calls carry an API key in the header \`X-API-Key\`; set yours below to try them here. With a test key (\`vouch_test_…\`) they are
answered from fictional people and cost nothing: ask for \`certain@personas.example\`. \`x-price\` says what an operation costs in credits.`;

/** Groups of operations, by how their paths begin. */
const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/v1\/(people|email|feedback)/, "People"],
  [/^\/api\/v1\/watches/, "Watches"],
  [/^\/api\/v1\/async/, "Jobs"],
  [/^\/api\/v1\/account/, "Account"],
  [/^\/privacy/, "Privacy"],
];

const groupOf = ({ path }: Operation): string =>
  GROUPS.find(([beginning]) => beginning.test(path))?.[1] ?? "Service";

function entryOf(operation: Operation): JsonObject {
  return {
    operationId: operation.id,
    tags: [groupOf(operation)],
    summary: operation.summary,
    "x-price": { ...operation.price },
    security: operation.scope === null ? [] : [{ ApiKey: [operation.scope] }],
    ...parametersOf(operation),
    ...bodyOf(operation),
    responses: { "200": success(operation), ...failures(operation) },
  };
}

/** The schemas that have a name, as JSON Schema: bodies as they may be sent, the rest as it is answered. */
function schemas(): JsonObject {
  const all: readonly Operation[] = Object.values(operations);
  const bodies = all.flatMap(({ body }) => (body === undefined ? [] : [nameOf(body)]));
  const render = (io: "input" | "output"): [string, Json][] => {
    const uri = (id: string) => `#/components/schemas/${id}`;
    const rendered = z.toJSONSchema(z.globalRegistry, { io, uri });
    return Object.entries(rendered.schemas)
      .filter(([name]) => bodies.includes(name) === (io === "input"))
      .map(([name, { $schema, $id, ...schema }]) => [name, JSON.parse(JSON.stringify(schema))]);
  };
  return Object.fromEntries([...render("input"), ...render("output")]);
}

/** What is served at each path, by method. */
function paths(all: readonly Operation[]): JsonObject {
  const byPath = new Map<string, JsonObject>();
  for (const operation of all) {
    const others = byPath.get(operation.path) ?? {};
    byPath.set(operation.path, { ...others, [operation.method.toLowerCase()]: entryOf(operation) });
  }
  return Object.fromEntries(byPath);
}

/**
 * The contract as an OpenAPI 3.1 document: made from the operations and the error table, nothing else.
 */
export function openapiDocument(): JsonObject {
  const all: readonly Operation[] = Object.values(operations);
  const headers = Object.entries(HEADERS).map(([name, description]) => {
    return [name, { description, schema: { type: "string" } }] as const;
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "Vouch",
      version: "1.0.0",
      description: INTRODUCTION,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths: paths(all),
    components: {
      securitySchemes: { ApiKey: { type: "apiKey", in: "header", name: "X-API-Key" } },
      headers: Object.fromEntries(headers),
      schemas: schemas(),
    },
  };
}
