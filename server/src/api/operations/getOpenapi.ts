import { openapiDocument } from "@vouch/contract";
import { sendSuccess } from "../answer.js";
import type { Handler } from "../app.js";

/** Answers the contract as OpenAPI. */
export function getOpenapi(): Handler {
  const document = JSON.stringify(openapiDocument());
  return (request, reply) => sendSuccess(request, reply, document);
}
