import type { JSONSchema } from "json-schema-to-typescript";
import { type Entry, HEADER, type OpenapiDocument, type Parameter } from "./openapi.js";

interface Located {
  readonly method: string;
  readonly path: string;
  readonly entry: Entry;
}

const JSON_TYPE = "application/json";
const EVENTS = "text/event-stream";

const nameOf = (reference: string | undefined) => {
  const name = (reference ?? "").replace("#/components/schemas/", "");
  return name === "Error" ? "ErrorAnswer" : name;
};

function located({ paths }: OpenapiDocument): Located[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, entry]) => ({ method: method.toUpperCase(), path, entry })),
  );
}

const parametersIn = ({ parameters = [] }: Entry, place: Parameter["in"]) =>
  parameters.filter((parameter) => parameter.in === place);

/** Names of the schemas in the answers of a status that are JSON. */
function answersOf({ responses }: Entry): string[] {
  const schema = responses["200"]?.content?.[JSON_TYPE]?.schema;
  const schemas = schema?.oneOf ?? (schema === undefined ? [] : [schema]);
  return schemas.map(({ $ref }) => nameOf($ref));
}

const bodyOf = ({ requestBody }: Entry) => requestBody?.content[JSON_TYPE]?.schema?.$ref;

/** Media types of the file that it takes; none where it takes JSON or nothing. */
const uploadsOf = ({ requestBody }: Entry) =>
  Object.keys(requestBody?.content ?? {}).filter((type) => type !== JSON_TYPE);

/** The name of what each event of its answer says, where the answer is a stream of events. */
function eventOf({ responses }: Entry): string | undefined {
  const event = responses["200"]?.content?.[EVENTS]?.["x-event"];
  return event === undefined ? undefined : nameOf(event.$ref);
}

/** Whether the answer is a file. */
const isFile = (entry: Entry) => answersOf(entry).length === 0 && eventOf(entry) === undefined;

const cursorIn = (document: OpenapiDocument, name: string) =>
  document.components.schemas[name]?.properties?.["next_cursor"] !== undefined;

/** Whether its answers are pages that lead to each other. */
const isPaged = (document: OpenapiDocument, entry: Entry) =>
  answersOf(entry).some((name) => cursorIn(document, name));

function renderShape(document: OpenapiDocument, { method, path, entry }: Located): string {
  const names = (place: Parameter["in"]) =>
    JSON.stringify(parametersIn(entry, place).map(({ name }) => name));
  const facts = [
    `method: "${method}"`,
    `path: "${path}"`,
    `inPath: ${names("path")}`,
    `inQuery: ${names("query")}`,
    `isBilled: ${parametersIn(entry, "header").some(({ name }) => name === "Idempotency-Key")}`,
    `isPaged: ${isPaged(document, entry)}`,
    ...(uploadsOf(entry).length === 0 ? [] : [`takes: ${JSON.stringify(uploadsOf(entry))}`]),
    ...(isFile(entry) ? ['gives: "file"'] : []),
    ...(eventOf(entry) === undefined ? [] : ['gives: "events"']),
  ];
  return `  /** ${entry.summary}. */\n  ${entry.operationId}: { ${facts.join(", ")} },`;
}

function typeOf({ enum: values }: JSONSchema): string {
  if (values === undefined) return "string | number";
  if (values.join() === "true,false") return "boolean";
  return values.map((value) => JSON.stringify(value)).join(" | ");
}

/** Parameters travel as text: a number or a text is taken, or one of those that there are. */
function renderParameter({ name, in: place, schema }: Parameter): string {
  return `${name}${place === "path" ? "" : "?"}: ${typeOf(schema)}`;
}

function renderUpload(entry: Entry): string[] {
  const types = uploadsOf(entry).map((type) => JSON.stringify(type));
  return types.length === 0 ? [] : [`{ file: FileBody; media_type?: ${types.join(" | ")} }`];
}

function renderInput(entry: Entry): string {
  const parameters = [...parametersIn(entry, "path"), ...parametersIn(entry, "query")].map(renderParameter);
  const body = bodyOf(entry);
  const parts = [
    ...(body === undefined ? [] : [nameOf(body)]),
    ...renderUpload(entry),
    ...(parameters.length === 0 ? [] : [`{ ${parameters.join("; ")} }`]),
  ];
  return parts.length === 0 ? "Record<string, never>" : parts.join(" & ");
}

function renderCall({ entry }: Located): string {
  const event = eventOf(entry);
  const answer = isFile(entry) ? "ReadableStream<Uint8Array>" : answersOf(entry).join(" | ");
  const gives = event === undefined ? `answer: ${answer}` : `event: ${event}`;
  return `  ${entry.operationId}: { input: ${renderInput(entry)}; ${gives} };`;
}

/**
 * Renders the operations: a table for the client's work, and the types of what each takes and answers.
 * @returns the text of a module
 */
export function renderOperations(document: OpenapiDocument): string {
  const all = located(document);
  const used = new Set(
    all.flatMap(({ entry }) => [nameOf(bodyOf(entry)), eventOf(entry) ?? "", ...answersOf(entry)]),
  );
  const imports = [...used].filter((name) => name !== "").sort();
  return `${HEADER}
import type { FileBody } from "../files.js";
import type { ${imports.join(", ")} } from "./types.js";

/** How each operation is asked for. */
export const operations = {
${all.map((one) => renderShape(document, one)).join("\n")}
} as const;

/** What each operation takes and answers. */
export interface Calls {
${all.map(renderCall).join("\n")}
}
`;
}
