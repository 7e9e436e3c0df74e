import { type Entry, HEADER, type OpenapiDocument, type Parameter } from "./openapi.js";

interface Located {
  readonly method: string;
  readonly path: string;
  readonly entry: Entry;
}

const JSON_TYPE = "application/json";

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

/** Whether it takes and answers JSON: what is a file or a stream is not the client's. */
const isJson = (entry: Entry) =>
  answersOf(entry).length > 0 && (entry.requestBody === undefined || bodyOf(entry) !== undefined);

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
  ];
  return `  /** ${entry.summary}. */\n  ${entry.operationId}: { ${facts.join(", ")} },`;
}

/** Parameters travel as text: a number or a text is taken. */
function renderParameter({ name, in: place }: Parameter): string {
  return `${name}${place === "path" ? "" : "?"}: string | number`;
}

function renderInput(entry: Entry): string {
  const parameters = [...parametersIn(entry, "path"), ...parametersIn(entry, "query")].map(renderParameter);
  const body = bodyOf(entry);
  const parts = [
    ...(body === undefined ? [] : [nameOf(body)]),
    ...(parameters.length === 0 ? [] : [`{ ${parameters.join("; ")} }`]),
  ];
  return parts.length === 0 ? "Record<string, never>" : parts.join(" & ");
}

function renderCall({ entry }: Located): string {
  const answers = answersOf(entry);
  return `  ${entry.operationId}: { input: ${renderInput(entry)}; answer: ${answers.join(" | ")} };`;
}

/**
 * Renders the operations: a table for the client's work, and the types of what each takes and answers.
 * @returns the text of a module
 */
export function renderOperations(document: OpenapiDocument): string {
  const all = located(document).filter(({ entry }) => isJson(entry));
  const used = new Set(all.flatMap(({ entry }) => [nameOf(bodyOf(entry)), ...answersOf(entry)]));
  const imports = [...used].filter((name) => name !== "").sort();
  return `${HEADER}
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
