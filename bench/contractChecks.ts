import { type ErrorWord, errors, operations } from "@vouch/contract";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Call, document, type Place, places } from "./contractCalls.js";

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** What any route may answer: nothing there, another method, a request that cannot be read. */
const ANY_ROUTE: ReadonlySet<ErrorWord> = new Set<ErrorWord>([
  "bad_request",
  "no_such_route",
  "method_not_allowed",
  "request_timeout",
  "payload_too_large",
  "unsupported_media_type",
  "headers_too_large",
]);

/** Headers of HTTP itself, and those that guard browsers: no operation's own. */
const TRANSPORT = new Set([
  "cache-control",
  "connection",
  "content-length",
  "content-security-policy",
  "content-type",
  "date",
  "keep-alive",
  "transfer-encoding",
  "x-content-type-options",
]);

// The document's own keywords are no constraints, and what has a format has a pattern too.
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, "openapi");

const validators = new Map<string, (value: unknown) => boolean>();

/** Whether a value is what a schema of the document says. */
function conforms(schema: object, value: unknown): boolean {
  const absolute = JSON.stringify(schema).replaceAll('"#/', '"openapi#/');
  const validate = validators.get(absolute) ?? ajv.compile(JSON.parse(absolute));
  validators.set(absolute, validate);
  return validate(value);
}

/** What a text says as JSON; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const JSON_TYPE = "application/json";
const ERROR = { $ref: "#/components/schemas/Error" };

const wordOf = (body: unknown): string =>
  typeof body === "object" && body !== null && "message" in body ? String(body.message) : "";

const isErrorWord = (word: string): word is ErrorWord => Object.hasOwn(errors, word);

/** The documented place that a call reaches, as far as its method says; a HEAD is a GET without its body. */
function reached({ method, place }: Call): Place | undefined {
  const asked = method === "HEAD" ? "GET" : method;
  return places.find((one) => one.path === place.path && one.method === asked);
}

function wordFaults({ operation }: Place, word: string): string[] {
  const { errors: own }: { readonly errors: readonly ErrorWord[] } =
    operations[operation.operationId as keyof typeof operations];
  return isErrorWord(word) && own.includes(word) ? [] : [`undocumented error ${word}`];
}

/** What every answer to an accepted key has. */
const KEYED = ["ratelimit-policy", "ratelimit", "x-credits-used", "x-credits-remaining"];

function headerFaults(place: Place | undefined, { status, headers }: Answer): string[] {
  const documented = place?.operation.responses[String(status)]?.headers;
  // An answer that any route may give comes before or after the key was read.
  const own = documented === undefined ? KEYED : Object.keys(documented).map((name) => name.toLowerCase());
  const names = new Set(["x-request-id", ...own]);
  if (status === errors.method_not_allowed.status) names.add("allow");
  return Object.keys(headers)
    .filter((name) => !TRANSPORT.has(name) && !names.has(name))
    .map((name) => `undocumented header ${name}`);
}

/** Media types of a success that is no JSON. */
function typesOf({ operation }: Place): string[] {
  const types = Object.keys(operation.responses["200"]?.content ?? {});
  return types.filter((type) => type !== JSON_TYPE);
}

function typeFaults(place: Place | undefined, { status, headers }: Answer): string[] {
  const type = String(headers["content-type"]).split(";")[0] ?? "";
  const own = place === undefined || status !== 200 ? [] : typesOf(place);
  return (own.length === 0 ? [JSON_TYPE] : own).includes(type) ? [] : [`content type ${type}`];
}

function bodyFaults(place: Place | undefined, { status, text }: Answer): string[] {
  const body = parsed(text);
  if (place !== undefined && status === 200 && typesOf(place).length > 0) return [];
  if (body === undefined) return ["a body that is not JSON"];
  const word = wordOf(body);
  const documented = place?.operation.responses[String(status)];
  if (isErrorWord(word) && ANY_ROUTE.has(word) && errors[word].status === status) {
    return conforms(ERROR, body) ? [] : ["an error of another shape"];
  }
  if (place === undefined || documented === undefined) return [`undocumented status ${status}`];
  const schema = documented.content["application/json"]?.schema ?? {};
  const shape = conforms(schema, body) ? [] : ["a body that its schema does not allow"];
  return status === 200 ? shape : [...shape, ...wordFaults(place, word)];
}

/** What is wrong with the answer to a call: by the document, and by what never may be. Empty: nothing. */
export function faultsOf(call: Call, answer: Answer): string[] {
  const place = reached(call);
  return [
    ...(answer.status >= 500 ? [`status ${answer.status}`] : []),
    ...typeFaults(place, answer),
    ...(/\bat [^"]+:\d+:\d+/.test(answer.text) ? ["a stack trace"] : []),
    ...headerFaults(place, answer),
    ...(call.method === "HEAD" ? [] : bodyFaults(place, answer)),
  ];
}
