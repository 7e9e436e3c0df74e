import { randomUUID } from "node:crypto";

/** Names a call: 122 random bits, letters and digits after the prefix. */
export function newRequestId(): string {
  return `req_${randomUUID().replaceAll("-", "")}`;
}
