import { createHash } from "node:crypto";
import type { EnrichQuery } from "./enrichment.js";

/** Who is asked for. */
export type Asked = Pick<EnrichQuery, "email" | "first_name" | "last_name" | "domain">;

/** Names who is asked for, in a form that is the same for the same question. */
export function questionOf({ email, first_name, last_name, domain }: Asked): readonly unknown[] {
  const name = [first_name, last_name].map((part) => part?.trim().toLowerCase());
  return [email?.canonical, ...name, domain?.registrable];
}

/** SHA-256, hex, of who is asked for. */
export function questionHash(asked: Asked): string {
  return createHash("sha256")
    .update(JSON.stringify(questionOf(asked)))
    .digest("hex");
}
