import { isUtf8 } from "node:buffer";
import type { FastifyInstance } from "fastify";
import { RefusedError } from "./errors.js";

/** Longest body that is read, in bytes. */
export const LONGEST_BODY = 65_536;

const refusal = (detail: string) => new RefusedError({ word: "invalid_param", detail });

function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw refusal("The body is not valid UTF-8.");
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw refusal("The body is not valid JSON.");
  }
}

/** Makes JSON the one media type that the app reads. An empty body is undefined. */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer", bodyLimit: LONGEST_BODY },
    (_request, bytes: Buffer, done) => {
      done(null, readJson(bytes));
    },
  );
}
