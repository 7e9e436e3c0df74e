import type { JSONSchema } from "json-schema-to-typescript";

/** First line of what is made from the document. */
export const HEADER = "// Made from contract/openapi.json by `npx vitest run sdk -u`. Do not edit.";

/** A parameter in the path, the query or a header. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description?: string;
  readonly schema: JSONSchema;
}

/** What is sent or answered, by media type. */
export type Content = Readonly<
  Record<string, { readonly schema?: JSONSchema; readonly "x-event"?: JSONSchema }>
>;

/** One operation of the document, as far as a client needs it. */
export interface Entry {
  readonly operationId: string;
  readonly summary: string;
  readonly "x-price": { readonly success: number; readonly not_found: number };
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content; readonly description: string }>>;
}

/** The committed `openapi.json`. */
export interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JSONSchema>> };
}
