import { openapiDocument } from "./openapi.js";

function* markedIn(node: unknown): Generator<string> {
  if (typeof node !== "object" || node === null) return;
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === "object" && value !== null && "x-pii" in value && value["x-pii"] === true)
      yield name;
    yield* markedIn(value);
  }
}

let found: ReadonlySet<string> | undefined;

/**
 * The names of all fields that the contract marks as personal data, in whatever is asked or answered. They are looked for
 * when they are first asked for: most commands never do, and it takes longer than many of them.
 */
export function personalFields(): ReadonlySet<string> {
  found ??= new Set(markedIn(openapiDocument()));
  return found;
}
