import { HEADER, type OpenapiDocument } from "./openapi.js";

const classOf = (word: string) => {
  const name = word.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  return name.endsWith("Error") ? name : `${name}Error`;
};

/**
 * Renders a class for each word of the error table.
 * @returns the text of a module
 */
export function renderErrors({ components }: OpenapiDocument): string {
  const message = components.schemas["Error"]?.properties?.["message"];
  const words = (message?.enum ?? []).map(String);
  const classes = words.map(
    (word) =>
      `/** The answer was \`${word}\`. */\nexport class ${classOf(word)} extends ApiError<"${word}"> {}`,
  );
  return `${HEADER}
import { ApiError } from "../apiError.js";

${classes.join("\n")}

/** The class of each error, by its word. */
export const errorClasses = {
${words.map((word) => `  ${word}: ${classOf(word)},`).join("\n")}
} as const;
`;
}
