import { sendRefusal, sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";

const RETRY_SECONDS = 1;

/** Says whether calls can be answered. */
export function getReadiness(deps: ApiDeps): Handler {
  return async (request, reply) => {
    const ready = await deps.isReady();
    return ready
      ? sendSuccess(request, reply, '{"status":"ok"}')
      : sendRefusal(request, reply, { word: "service_unavailable", retryAfterSeconds: RETRY_SECONDS });
  };
}
