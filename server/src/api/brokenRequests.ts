import type { Socket } from "node:net";
import { codeOf } from "../errors.js";
import type { AnsweredCall } from "../observe.js";
import { GUARDS } from "./answer.js";
import type { ApiDeps } from "./deps.js";
import { errorBody, refusalOfBrokenRequest, statusOf } from "./errors.js";
import { isUploading } from "./uploads.js";

/** Nothing is known of who sent it, or since when. */
const BROKEN = {
  operation: null,
  milliseconds: 0,
  creditsUsed: 0,
  caller: null,
  traceparent: undefined,
} as const;

/**
 * Answers what could not even be read as a request: no route, no hook sees it.
 * @returns a listener for the server's `clientError`
 */
export function answerBrokenRequests(deps: ApiDeps) {
  return (error: Error, socket: Socket): void => {
    if (codeOf(error) === "ERR_HTTP_REQUEST_TIMEOUT" && isUploading(socket)) return;
    if (codeOf(error) === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const refusal = refusalOfBrokenRequest(error);
    const requestId = deps.newRequestId();
    const call: AnsweredCall = { ...BROKEN, requestId, status: statusOf(refusal), word: refusal.word };
    for (const observe of deps.observers) observe(call);
    const body = JSON.stringify(errorBody(refusal, requestId));
    const head = [
      `HTTP/1.1 ${statusOf(refusal)} ${refusal.word}`,
      "Content-Type: application/json; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      ...Object.entries(GUARDS).map(([name, value]) => `${name}: ${value}`),
      "Connection: close",
    ];
    socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
  };
}
