import { compile, type JSONSchema } from "json-schema-to-typescript";
import { HEADER, type OpenapiDocument } from "./openapi.js";

/** The compiler's remarks on where it met a schema. */
const REMARK =
  /\n \* This interface was referenced by `Schemas`'s JSON-Schema\n \* via the `definition` "\w+"\./g;
const EMPTY_COMMENT = /\/\*\*\n \*\/\n/g;

/** Which fields must stand together is checked by the server; as a type it would hide the fields themselves. */
function withoutAlternatives(schema: JSONSchema): JSONSchema {
  if (schema.properties === undefined) return schema;
  const { anyOf: _, ...rest } = schema;
  return rest;
}

/** References of OpenAPI lead to `components.schemas`; those of the schema that is compiled, to `definitions`. */
function definitionsOf({ components }: OpenapiDocument): Readonly<Record<string, JSONSchema>> {
  const text = JSON.stringify(components.schemas).replaceAll("#/components/schemas/", "#/definitions/");
  // What stands beside a reference would make a second type of it.
  const alone = (_: string, value: JSONSchema) => (value?.$ref === undefined ? value : { $ref: value.$ref });
  const schemas: Record<string, JSONSchema> = JSON.parse(text, alone);
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      // The language's own Error would be hidden.
      name === "Error" ? "ErrorAnswer" : name,
      withoutAlternatives(schema),
    ]),
  );
}

/**
 * Renders the contract's schemas as TypeScript types.
 * @returns the text of a module that exports one type for each named schema
 */
export async function renderTypes(document: OpenapiDocument): Promise<string> {
  const root = { type: "object", additionalProperties: false, definitions: definitionsOf(document) } as const;
  const text = await compile(root, "Schemas", {
    bannerComment: HEADER,
    unreachableDefinitions: true,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    style: { printWidth: 110 },
  });
  return text
    .replaceAll(/\n\n \* This interface/g, "\n * This interface")
    .replace(REMARK, "")
    .replace(/\n \*(?=\n \*\/)/g, "")
    .replace(EMPTY_COMMENT, "")
    .replace("export interface Schemas {}\n", "");
}
