import { sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";

/** Says that the process is alive. */
export function getHealth(): Handler {
  return (request, reply) => sendSuccess(request, reply, '{"status":"ok"}');
}
