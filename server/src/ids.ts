import { randomFillSync } from "node:crypto";

const BYTES = 16;
/** Random bytes for many ids at once: asking for them one by one costs more than the rest of an id. */
const pool = Buffer.alloc(BYTES * 256);
let used = pool.length;

/** Names a call: 128 random bits as hex digits after the prefix. */
export function newRequestId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES;
  return `req_${pool.toString("hex", used - BYTES, used)}`;
}
