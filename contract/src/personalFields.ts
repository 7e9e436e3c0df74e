import { openapiDocument } from "./openapi.js";

function* markedIn(node: unknown): Generator<string> {
  if (typeof node !== "object" || node === null) return;
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === "object" && value !== null && "x-pii" in value && value["x-pii"] === true)
      yield name;
    yield* markedIn(value);
  }
}

/** The names of all fields that the contract marks as personal data, in whatever is asked or answered. */
export const personalFields: ReadonlySet<string> = new Set(markedIn(openapiDocument()));
